/** What the palette offers: commands of the screen, places to go, and settings of the person. */
import { useMantineColorScheme } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useRouterState } from '@tanstack/react-router';
import {
  BookOpen,
  Building2,
  CircleUser,
  Command as CommandIcon,
  FileText,
  Languages,
  LayoutDashboard,
  LogOut,
  type LucideIcon,
  Moon,
  Rows3,
  Settings,
  Settings2,
  Sun,
  Users,
} from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { client, unwrap } from '../../api/client';
import { keys as cacheKeys, queryClient } from '../../api/queries';
import { activeCommands } from '../../commands/active';
import type { KeyName } from '../../commands/command';
import { membershipsQuery, useSwitchOrganization } from '../../features/organization/api';
import { processesQuery } from '../../features/processes/api';
import { meQuery, signOut } from '../../features/session/api';
import { mayEverywhere } from '../../features/session/may';
import { tellFault } from '../../ui/tellFault';
import { changeLanguage, LANGUAGES } from '../i18n';

export type Entry = {
  readonly id: string;
  readonly label: string;
  /** Other words that find it. */
  readonly also?: string;
  readonly group: string;
  readonly hint?: string;
  readonly icon: LucideIcon;
  readonly keys?: readonly KeyName[];
  readonly run: () => void;
};

/** Everything but documents. */
export function useEntries(): Entry[] {
  return [...useScreen(), ...useProcesses(), ...usePlaces(), ...usePerson()];
}

/** What the screen below answers to; the browser's own keys are only listed elsewhere. */
function useScreen(): Entry[] {
  return activeCommands()
    .filter(({ enabled, native, id }) => enabled && !native && id !== 'palette')
    .map(({ id, label, group, keys, run }) => ({
      id: `command:${id}`,
      label,
      group,
      icon: CommandIcon,
      keys,
      run,
    }));
}

function useProcesses(): Entry[] {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const processes = useQuery(processesQuery).data?.processes ?? [];
  return processes.flatMap(({ id, name, typeName }): Entry[] => {
    const params = { processId: id };
    return [
      {
        id: `queue:${id}`,
        label: name,
        group: t('palette.processes'),
        hint: typeName,
        icon: Rows3,
        run: () => void navigate({ to: '/queue/$processId', params }),
      },
      {
        id: `configuration:${id}`,
        label: t('configuration.of', { name }),
        group: t('configuration.title'),
        icon: Settings2,
        run: () =>
          void navigate({ to: '/configuration/$processId/$tab', params: { ...params, tab: 'general' } }),
      },
    ];
  });
}

function usePlaces(): Entry[] {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const me = useQuery(meQuery).data;
  const group = t('palette.places');
  const setting = (tab: string, label: string): Entry => ({
    id: `settings:${tab}`,
    label: `${t('nav.settings')}: ${label}`,
    group,
    icon: Settings,
    run: () => void navigate({ to: '/settings/$tab', params: { tab } }),
  });
  const all: (Entry | false)[] = [
    {
      id: 'dashboard',
      label: t('nav.dashboard'),
      group,
      icon: LayoutDashboard,
      run: () => void navigate({ to: '/' }),
    },
    mayEverywhere(me, 'workspace.admin.user:read') && {
      id: 'users',
      label: t('nav.users'),
      group,
      icon: Users,
      run: () => void navigate({ to: '/users' }),
    },
    mayEverywhere(me, 'workspace.admin.api_key:manage') && setting('api-keys', t('settings.apiKeys')),
    mayEverywhere(me, 'workspace.admin.user:manage') && setting('organization', t('organization.tab')),
    mayEverywhere(me, 'workspace.admin.audit:read') && setting('audit', t('audit.tab')),
    mayEverywhere(me, 'workspace.admin.process:manage') && setting('usage', t('usage.tab')),
    mayEverywhere(me, 'workspace.admin.process:manage') && setting('system', t('system.tab')),
    {
      id: 'profile',
      label: t('user.profile'),
      group,
      icon: CircleUser,
      run: () => void navigate({ to: '/profile' }),
    },
    {
      id: 'documentation',
      label: t('nav.documentation'),
      also: 'api docs',
      group,
      icon: BookOpen,
      run: () => void window.open('/docs', '_blank', 'noreferrer'),
    },
  ];
  return all.filter((entry) => entry !== false);
}

function usePerson(): Entry[] {
  const { t, i18n } = useTranslation();
  const navigate = useNavigate();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const memberships = useQuery(membershipsQuery).data ?? [];
  const change = useSwitchOrganization();
  const group = t('palette.person');
  const scheme = (value: 'light' | 'dark' | 'auto', label: string, icon: LucideIcon): Entry => ({
    id: `scheme:${value}`,
    label: `${t('user.scheme')}: ${label}`,
    group,
    icon,
    run: () => setColorScheme(value),
  });
  const leave = async () => {
    await signOut().catch(() => undefined);
    await navigate({ to: '/sign-in' });
  };
  return [
    ...[
      scheme('light', t('user.light'), Sun),
      scheme('dark', t('user.dark'), Moon),
      scheme('auto', t('user.system'), Sun),
    ].filter(({ id }) => id !== `scheme:${colorScheme}`),
    ...LANGUAGES.filter(({ code }) => code !== i18n.language).map(({ code, name }) => ({
      id: `language:${code}`,
      label: `${t('user.language')}: ${name}`,
      group,
      icon: Languages,
      run: () => void changeLanguage(code),
    })),
    ...memberships
      .filter(({ current }) => !current)
      .map(({ id, name }) => ({
        id: `organization:${id}`,
        label: t('palette.switchTo', { name }),
        group,
        icon: Building2,
        run: () => change.mutate(id, { onError: tellFault }),
      })),
    { id: 'signOut', label: t('user.signOut'), group, icon: LogOut, run: () => void leave() },
  ];
}

/** So long after the last key the server is asked. */
const TYPING_MS = 200;

/** Documents that are shown at most. */
const DOCUMENTS = 6;

/** The process that the screen belongs to, by its address or by the document that is open. */
function useProcessHere(): string | undefined {
  const path = useRouterState({ select: (state) => state.location.pathname });
  const [, screen, id] = path.split('/');
  if (screen === 'queue' || screen === 'configuration') return id;
  if (screen !== 'supervision' || !id) return undefined;
  return queryClient.getQueryData<{ processId: string }>(cacheKeys.collection(id))?.processId;
}

/** Documents of the process here whose name holds the text. */
export function useDocuments(text: string): Entry[] {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const processId = useProcessHere();
  const [asked] = useDebouncedValue(text.trim(), TYPING_MS);
  const found = useQuery({
    queryKey: [...cacheKeys.collectionsOf(processId ?? ''), 'palette', asked],
    queryFn: ({ signal }) =>
      unwrap(
        client.GET('/processes/{process_id}/collections', {
          params: { path: { process_id: processId ?? '' }, query: { query: asked, limit: DOCUMENTS } },
          signal,
        }),
      ),
    enabled: processId !== undefined && asked.length > 1,
  });
  if (asked.length < 2 || !text.trim()) return [];
  return (found.data?.collections ?? []).map(({ id, name }) => ({
    id: `collection:${id}`,
    label: name,
    group: t('palette.documents'),
    icon: FileText,
    run: () => void navigate({ to: '/supervision/$collectionId', params: { collectionId: id } }),
  }));
}
