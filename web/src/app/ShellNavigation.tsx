/** The way between the screens: a list at the left edge that folds to its icons, or a drawer on a narrow screen. */
import { Drawer, Tooltip, UnstyledButton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, type LinkProps, useRouterState } from '@tanstack/react-router';
import {
  BookOpen,
  ExternalLink,
  LayoutDashboard,
  type LucideIcon,
  PanelLeftClose,
  PanelLeftOpen,
  Settings,
  Users,
} from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { meQuery } from '../features/session/api';
import { mayEverywhere } from '../features/session/may';
import classes from './ShellNavigation.module.css';

type Item = { to: LinkProps['to'] & string; label: string; icon: LucideIcon; isHere: boolean };

/** Screens that belong to another one of the list: a queue is reached from the dashboard. */
const WITHIN_DASHBOARD = /^\/($|queue\/|supervision\/|configuration\/)/;

/** Whoever holds none of these would find no tab in the settings. */
const SETTINGS = [
  'workspace.admin.api_key:manage',
  'workspace.admin.user:manage',
  'workspace.admin.audit:read',
  'workspace.admin.process:manage',
] as const;

function useItems(): Item[] {
  const { t } = useTranslation();
  const me = useQuery(meQuery).data;
  const path = useRouterState({ select: (state) => state.location.pathname });
  const items: (Item & { shown: boolean })[] = [
    {
      to: '/',
      label: t('nav.dashboard'),
      icon: LayoutDashboard,
      isHere: WITHIN_DASHBOARD.test(path),
      shown: true,
    },
    {
      to: '/users',
      label: t('nav.users'),
      icon: Users,
      isHere: path.startsWith('/users'),
      shown: mayEverywhere(me, 'workspace.admin.user:read'),
    },
    {
      to: '/settings',
      label: t('nav.settings'),
      icon: Settings,
      isHere: path.startsWith('/settings'),
      shown: SETTINGS.some((permission) => mayEverywhere(me, permission)),
    },
  ];
  return items.filter((item) => item.shown);
}

function Entries({ folded, onGo }: { folded: boolean; onGo?: () => void }) {
  const { t } = useTranslation();
  const items = useItems();
  return (
    <ul className={classes.list}>
      {items.map(({ to, label, icon: Icon, isHere }) => (
        <li key={to}>
          <Named label={label} folded={folded}>
            <Link
              to={to}
              className={classes.item}
              aria-current={isHere ? 'page' : undefined}
              aria-label={label}
              onClick={onGo}
            >
              <Icon size={18} strokeWidth={1.8} aria-hidden="true" />
              <span className={classes.label}>{label}</span>
            </Link>
          </Named>
        </li>
      ))}
      <li>
        <Named label={t('nav.documentation')} folded={folded}>
          <a
            href="/docs"
            target="_blank"
            rel="noreferrer"
            className={classes.item}
            aria-label={t('nav.documentation')}
          >
            <BookOpen size={18} strokeWidth={1.8} aria-hidden="true" />
            <span className={classes.label}>{t('nav.documentation')}</span>
            <ExternalLink size={13} aria-hidden="true" className={classes.outside} />
          </a>
        </Named>
      </li>
    </ul>
  );
}

/** The name of an icon that stands alone. */
function Named({ label, folded, children }: { label: string; folded: boolean; children: ReactNode }) {
  return (
    <Tooltip label={label} position="right" disabled={!folded} openDelay={150}>
      {children}
    </Tooltip>
  );
}

type Props = { folded: boolean; onFold: (folded: boolean) => void };

export function ShellNavigation({ folded, onFold }: Props) {
  const { t } = useTranslation();
  const Icon = folded ? PanelLeftOpen : PanelLeftClose;
  const label = folded ? t('nav.unfold') : t('nav.fold');
  return (
    <nav aria-label={t('nav.label')} className={classes.rail} data-folded={folded || undefined}>
      <Entries folded={folded} />
      <Named label={label} folded={folded}>
        <UnstyledButton
          className={classes.item}
          aria-label={label}
          aria-expanded={!folded}
          onClick={() => onFold(!folded)}
        >
          <Icon size={18} strokeWidth={1.8} aria-hidden="true" />
          <span className={classes.label}>{label}</span>
        </UnstyledButton>
      </Named>
    </nav>
  );
}

/** The same list over the content, for screens too narrow to give it a place of its own. */
export function NavigationDrawer({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Drawer
      opened={opened}
      onClose={onClose}
      size={264}
      padding="xs"
      title={t('nav.label')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <nav aria-label={t('nav.label')} className={classes.drawer}>
        <Entries folded={false} onGo={onClose} />
      </nav>
    </Drawer>
  );
}
