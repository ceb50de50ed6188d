/** What holds for the whole organization, in tabs. */
import { Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { ComponentType } from 'react';
import { useTranslation } from 'react-i18next';
import { InHead } from '../../app/HeadSlot';
import { useTitle } from '../../app/useTitle';
import { EmptyState } from '../../ui/EmptyState';
import { Path } from '../../ui/Path';
import { RouteTabs } from '../../ui/RouteTabs';
import { meQuery } from '../session/api';
import { mayEverywhere, type Permission } from '../session/may';
import { ApiKeysTab } from './ApiKeysTab';
import { AuditTab } from './AuditTab';
import { OrganizationTab } from './OrganizationTab';
import classes from './SettingsPage.module.css';
import { SystemTab } from './SystemTab';
import { UsageTab } from './UsageTab';

const route = getRouteApi('/signed-in/settings/$tab');

type Tab = {
  readonly id: string;
  readonly name: 'settings.apiKeys' | 'organization.tab' | 'audit.tab' | 'usage.tab' | 'system.tab';
  /** What one must hold for the whole organization to see it; `null` when everybody does. */
  readonly permission: Permission | null;
  readonly Panel: ComponentType;
};

const TABS: readonly Tab[] = [
  {
    id: 'api-keys',
    name: 'settings.apiKeys',
    permission: 'workspace.admin.api_key:manage',
    Panel: ApiKeysTab,
  },
  {
    id: 'organization',
    name: 'organization.tab',
    permission: 'workspace.admin.user:manage',
    Panel: OrganizationTab,
  },
  { id: 'audit', name: 'audit.tab', permission: 'workspace.admin.audit:read', Panel: AuditTab },
  { id: 'usage', name: 'usage.tab', permission: 'workspace.admin.process:manage', Panel: UsageTab },
  { id: 'system', name: 'system.tab', permission: 'workspace.admin.process:manage', Panel: SystemTab },
];

export function SettingsPage() {
  const { t } = useTranslation();
  const { tab } = route.useParams();
  const navigate = route.useNavigate();
  const me = useQuery(meQuery).data;
  useTitle(t('settings.title'));
  const tabs = TABS.filter(({ permission }) => permission === null || mayEverywhere(me, permission)).map(
    ({ id, name, Panel }) => ({ id, name: t(name), panel: <Panel /> }),
  );
  const open = tabs.find(({ id }) => id === tab) ?? tabs[0];
  return (
    <div className={classes.page}>
      <InHead>
        <Path here={t('settings.title')} />
      </InHead>
      <Title order={1} mb="sm">
        {t('settings.title')}
      </Title>
      {open ? (
        <RouteTabs
          label={t('settings.title')}
          tabs={tabs}
          open={open.id}
          onOpen={(id) => void navigate({ params: { tab: id } })}
        />
      ) : (
        <EmptyState title={t('settings.nothing')} text={t('settings.nothingText')} />
      )}
    </div>
  );
}
