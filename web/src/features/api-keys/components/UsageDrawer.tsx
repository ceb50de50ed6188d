/** How a key was used: by day, by route and by network. */
import { Drawer, Skeleton, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import cell from '../../../ui/Cell.module.css';
import { type Column, DataTable } from '../../../ui/DataTable';
import { Fault } from '../../../ui/Fault';
import { useWhen } from '../../../ui/useWhen';
import { type ApiKey, type KeyOwner, type KeyUsage, usageQuery } from '../api';
import { UsageChart } from './UsageChart';
import classes from './UsageDrawer.module.css';

type Props = {
  owner: KeyOwner;
  /** `null` as long as no key was chosen; the dialog is there all the same, so that it can give the focus back. */
  apiKey: ApiKey | null;
  opened: boolean;
  onClose: () => void;
};

export function UsageDrawer({ owner, apiKey, opened, onClose }: Props) {
  const { t } = useTranslation();
  return (
    <Drawer
      opened={opened}
      onClose={onClose}
      position="right"
      size={620}
      padding="lg"
      title={apiKey && t('apiKeys.usageTitle', { name: apiKey.name })}
      closeButtonProps={{ 'aria-label': t('common.close') }}
      styles={{ title: { fontWeight: 600, fontSize: 17 } }}
    >
      {apiKey && <Content owner={owner} apiKey={apiKey} />}
    </Drawer>
  );
}

function Content({ owner, apiKey }: { owner: KeyOwner; apiKey: ApiKey }) {
  const usage = useQuery(usageQuery(owner, apiKey.id));
  if (usage.error) return <Fault error={usage.error} onRetry={() => void usage.refetch()} />;
  if (!usage.data) return <Skeleton height={320} />;
  return (
    <Stack gap="xl">
      <Facts apiKey={apiKey} />
      <UsageChart days={usage.data.days} />
      <Routes routes={usage.data.routes} />
      <Networks networks={usage.data.networks} />
    </Stack>
  );
}

function Facts({ apiKey }: { apiKey: ApiKey }) {
  const { t } = useTranslation();
  const when = useWhen();
  return (
    <dl className={classes.facts}>
      <div>
        <dt>{t('apiKeys.lastUsed')}</dt>
        <dd>{apiKey.lastUsedAt ? when.exact(apiKey.lastUsedAt) : t('apiKeys.neverUsed')}</dd>
      </div>
      <div>
        <dt>{t('apiKeys.lastAddress')}</dt>
        <dd className={cell.mono}>{apiKey.lastUsedIp ?? '–'}</dd>
      </div>
      <div>
        <dt>{t('apiKeys.lastRoute')}</dt>
        <dd className={cell.mono}>{apiKey.lastUsedRoute ?? '–'}</dd>
      </div>
    </dl>
  );
}

type Route = KeyUsage['routes'][number];

function Routes({ routes }: { routes: Route[] }) {
  const { t, i18n } = useTranslation();
  const when = useWhen();
  if (routes.length === 0) return null;
  const number = new Intl.NumberFormat(i18n.language);
  const columns: Column<Route>[] = [
    {
      id: 'route',
      header: t('apiKeys.route'),
      cell: ({ route }) => <span className={cell.mono}>{route}</span>,
    },
    {
      id: 'requests',
      header: t('apiKeys.requests'),
      align: 'right',
      cell: ({ requests }) => number.format(requests),
    },
    {
      id: 'lastUsed',
      header: t('apiKeys.lastUsed'),
      cell: ({ lastUsedAt }) => <span className={cell.time}>{when.ago(lastUsedAt)}</span>,
    },
  ];
  return (
    <div>
      <h3 className={classes.title}>{t('apiKeys.routes')}</h3>
      <DataTable
        narrow
        caption={t('apiKeys.routes')}
        columns={columns}
        rows={routes}
        rowKey={({ route }) => route}
      />
    </div>
  );
}

type Network = KeyUsage['networks'][number];

function Networks({ networks }: { networks: Network[] }) {
  const { t } = useTranslation();
  const when = useWhen();
  if (networks.length === 0) return null;
  const time = (at: string) => <span className={cell.time}>{when.ago(at)}</span>;
  const columns: Column<Network>[] = [
    {
      id: 'network',
      header: t('apiKeys.network'),
      cell: ({ network }) => <span className={cell.mono}>{network}</span>,
    },
    { id: 'first', header: t('apiKeys.firstSeen'), cell: ({ firstSeenAt }) => time(firstSeenAt) },
    { id: 'last', header: t('apiKeys.lastSeen'), cell: ({ lastSeenAt }) => time(lastSeenAt) },
  ];
  return (
    <div>
      <h3 className={classes.title}>{t('apiKeys.networksSeen')}</h3>
      <Text size="xs" c="dimmed" mb={8}>
        {t('apiKeys.networksSeenText')}
      </Text>
      <DataTable
        narrow
        caption={t('apiKeys.networksSeen')}
        columns={columns}
        rows={networks}
        rowKey={({ network }) => network}
      />
    </div>
  );
}
