/** API keys as a dense table. */
import { useQuery } from '@tanstack/react-query';
import { CalendarClock } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import cell from '../../../ui/Cell.module.css';
import { type Column, DataTable } from '../../../ui/DataTable';
import { useWhen } from '../../../ui/useWhen';
import { type ApiKey, scopesQuery } from '../api';
import { daysLeft, endsSoon } from '../expiry';
import { shortPrefix } from '../prefix';
import { KeyBadge } from './KeyBadge';
import { type Act, KeyMenu } from './KeyMenu';
import classes from './KeyTable.module.css';
import { ScopeChips } from './ScopeChips';

type Props = {
  rows: ApiKey[] | undefined;
  onAct: (act: Act, key: ApiKey) => void;
  empty: ReactNode;
};

export function KeyTable({ rows, onAct, empty }: Props) {
  const { t } = useTranslation();
  const catalogue = useQuery(scopesQuery).data;
  const columns: Column<ApiKey>[] = [
    { id: 'name', header: t('apiKeys.name'), cell: (apiKey) => <Name apiKey={apiKey} /> },
    {
      id: 'scopes',
      header: t('apiKeys.scopes'),
      width: '26%',
      cell: (apiKey) => (
        <div className={classes.scopes}>
          <ScopeChips apiKey={apiKey} catalogue={catalogue} />
          {apiKey.networks.length > 0 && <Networks networks={apiKey.networks} />}
        </div>
      ),
    },
    { id: 'status', header: t('apiKeys.status'), cell: (apiKey) => <Standing apiKey={apiKey} /> },
    { id: 'created', header: t('apiKeys.created'), cell: (apiKey) => <Created apiKey={apiKey} /> },
    { id: 'expires', header: t('apiKeys.expires'), cell: (apiKey) => <Expiry apiKey={apiKey} /> },
    { id: 'lastUsed', header: t('apiKeys.lastUsed'), cell: (apiKey) => <LastUsed apiKey={apiKey} /> },
    {
      id: 'actions',
      header: t('apiKeys.actions'),
      hidden: true,
      width: '52px',
      align: 'right',
      cell: (apiKey) => <KeyMenu apiKey={apiKey} onAct={(act) => onAct(act, apiKey)} />,
    },
  ];
  return (
    <DataTable
      caption={t('apiKeys.title')}
      columns={columns}
      rows={rows}
      rowKey={({ id }) => id}
      isFaint={({ status }) => status !== 'Active'}
      empty={empty}
    />
  );
}

function Name({ apiKey }: { apiKey: ApiKey }) {
  return (
    <div className={classes.name}>
      <span className={cell.main}>{apiKey.name}</span>
      <span className={cell.code} title={apiKey.prefix}>
        {shortPrefix(apiKey.prefix)}
      </span>
    </div>
  );
}

function Networks({ networks }: { networks: string[] }) {
  const { t } = useTranslation();
  return (
    <span className={cell.soft} title={networks.join(', ')}>
      {networks.length === 1
        ? t('apiKeys.onlyFrom', { network: networks[0] ?? '' })
        : t('apiKeys.onlyFromMany', { count: networks.length })}
    </span>
  );
}

function Standing({ apiKey }: { apiKey: ApiKey }) {
  const { t } = useTranslation();
  return (
    <>
      <KeyBadge status={apiKey.status} />
      {apiKey.replacedBy && <span className={cell.soft}>{t('apiKeys.replaced')}</span>}
    </>
  );
}

function Time({ time }: { time: string }) {
  const when = useWhen();
  return (
    <time dateTime={time} title={when.exact(time)}>
      {when.ago(time)}
    </time>
  );
}

function Created({ apiKey }: { apiKey: ApiKey }) {
  return (
    <div className={cell.time}>
      <Time time={apiKey.createdAt} />
      {apiKey.createdByName && <span className={cell.soft}>{apiKey.createdByName}</span>}
    </div>
  );
}

function Expiry({ apiKey }: { apiKey: ApiKey }) {
  const { t } = useTranslation();
  const when = useWhen();
  const { exp, status } = apiKey;
  if (exp === null) return t('apiKeys.never');
  const now = new Date();
  return (
    <div className={cell.time}>
      <time dateTime={exp} title={when.exact(exp)}>
        {when.day(exp)}
      </time>
      {status === 'Active' && endsSoon(exp, now) && (
        <span className={classes.soon}>
          <CalendarClock size={13} aria-hidden="true" />
          {t('apiKeys.endsIn', { count: daysLeft(exp, now) })}
        </span>
      )}
    </div>
  );
}

function LastUsed({ apiKey }: { apiKey: ApiKey }) {
  const { t } = useTranslation();
  if (apiKey.lastUsedAt === null) return <span className={cell.quiet}>{t('apiKeys.neverUsed')}</span>;
  return (
    <div className={cell.time} title={apiKey.lastUsedRoute ?? undefined}>
      <Time time={apiKey.lastUsedAt} />
      {apiKey.lastUsedIp && (
        <span className={cell.soft}>{t('apiKeys.from', { address: apiKey.lastUsedIp })}</span>
      )}
    </div>
  );
}
