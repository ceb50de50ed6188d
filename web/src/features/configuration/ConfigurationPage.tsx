/** What belongs to one process, in tabs: its name, what it reads, what it learned, its API keys, and who may work with it. */
import { Skeleton, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { ComponentType } from 'react';
import { useTranslation } from 'react-i18next';
import { InHead } from '../../app/HeadSlot';
import { useTitle } from '../../app/useTitle';
import { Fault } from '../../ui/Fault';
import { Path } from '../../ui/Path';
import { RouteTabs } from '../../ui/RouteTabs';
import { type Process, processQuery } from '../processes/api';
import { meQuery } from '../session/api';
import { mayInProcess, type Permission } from '../session/may';
import { AccessTab } from './AccessTab';
import classes from './ConfigurationPage.module.css';
import { DataPointsTab } from './dataPoints/DataPointsTab';
import { GeneralTab } from './GeneralTab';
import { LearningTab } from './LearningTab';
import { ProcessKeysTab } from './ProcessKeysTab';
import { SplittingTab } from './SplittingTab';

const route = getRouteApi('/signed-in/configuration/$processId/$tab');

type Tab = {
  readonly id: string;
  readonly name: `configuration.${'general' | 'dataPoints' | 'splitting' | 'learning' | 'apiKeys' | 'access'}`;
  /** What one must hold in the process to see it; `null` when everybody who sees the process does. */
  readonly permission: Permission | null;
  readonly Panel: ComponentType<{ process: Process }>;
};

const TABS: readonly Tab[] = [
  { id: 'general', name: 'configuration.general', permission: null, Panel: GeneralTab },
  { id: 'data-points', name: 'configuration.dataPoints', permission: null, Panel: DataPointsTab },
  { id: 'splitting', name: 'configuration.splitting', permission: null, Panel: SplittingTab },
  { id: 'learning', name: 'configuration.learning', permission: null, Panel: LearningTab },
  {
    id: 'api-keys',
    name: 'configuration.apiKeys',
    permission: 'workspace.process.api_key:manage',
    Panel: ProcessKeysTab,
  },
  {
    id: 'user-access',
    name: 'configuration.access',
    permission: 'workspace.admin.user:read',
    Panel: AccessTab,
  },
];

export function ConfigurationPage() {
  const { t } = useTranslation();
  const { processId } = route.useParams();
  const process = useQuery(processQuery(processId));
  const name = process.data?.name;
  useTitle(name && t('configuration.of', { name }));
  return (
    <div className={classes.page}>
      <InHead>
        <Path process={process.data} here={t('configuration.title')} />
      </InHead>
      <Title order={1} mb="sm">
        {name ? t('configuration.of', { name }) : ' '}
      </Title>
      {process.error && <Fault error={process.error} onRetry={() => void process.refetch()} />}
      {process.isPending && <Skeleton height={220} />}
      {process.data && <OpenTab process={process.data} />}
    </div>
  );
}

function OpenTab({ process }: { process: Process }) {
  const { t } = useTranslation();
  const { tab } = route.useParams();
  const navigate = route.useNavigate();
  const me = useQuery(meQuery).data;
  const tabs = TABS.filter(
    ({ permission }) => permission === null || mayInProcess(me, process, permission),
  ).map(({ id, name, Panel }) => ({ id, name: t(name), panel: <Panel process={process} /> }));
  return (
    <RouteTabs
      label={t('configuration.title')}
      tabs={tabs}
      open={tabs.some(({ id }) => id === tab) ? tab : 'general'}
      onOpen={(id) => void navigate({ params: (before) => ({ ...before, tab: id }) })}
    />
  );
}
