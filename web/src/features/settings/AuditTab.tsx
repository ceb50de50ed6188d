/** The audit log: what happened, who did it, and to what. */
import { Button, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { Download } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../ui/EmptyState';
import { Fault } from '../../ui/Fault';
import { Pager } from '../../ui/Pager';
import { auditQuery, exportAddress, PAGE_SIZE } from '../audit/api';
import { AuditFilters } from '../audit/components/AuditFilters';
import { AuditTable } from '../audit/components/AuditTable';
import { type AuditFilter, isFiltered, NO_FILTER, parametersOf } from '../audit/filter';
import classes from './AuditTab.module.css';

/** So long after the last key the server is asked. */
const TYPING_MS = 250;

export function AuditTab() {
  const { t } = useTranslation();
  const [filter, setFilter] = useState<AuditFilter>(NO_FILTER);
  const [page, setPage] = useState(1);
  const [text] = useDebouncedValue(filter.text, TYPING_MS);
  const parameters = parametersOf({ ...filter, text });
  const log = useQuery(auditQuery(parameters, page));
  const total = log.data?.pagination.total;
  const change = (to: Partial<AuditFilter>) => {
    setFilter((before) => ({ ...before, ...to }));
    setPage(1);
  };
  return (
    <>
      <div className={classes.head}>
        <Text c="dimmed" maw={640}>
          {t('audit.text')} <code className={classes.command}>perigee admin audit verify</code>
        </Text>
        <Button
          component="a"
          href={exportAddress(parameters)}
          download
          variant="default"
          leftSection={<Download size={15} aria-hidden="true" />}
        >
          {t('audit.export')}
        </Button>
      </div>
      <AuditFilters filter={filter} actions={log.data?.actions ?? []} total={total} onChange={change} />
      {log.error ? (
        <Fault error={log.error} onRetry={() => void log.refetch()} />
      ) : (
        <AuditTable
          rows={log.data?.events}
          empty={
            <EmptyState
              compact
              title={t(isFiltered(filter) ? 'audit.nothing' : 'audit.empty')}
              text={t(isFiltered(filter) ? 'audit.nothingText' : 'audit.emptyText')}
              action={
                isFiltered(filter) && (
                  <Button variant="default" onClick={() => change(NO_FILTER)}>
                    {t('queue.reset')}
                  </Button>
                )
              }
            />
          }
        />
      )}
      <Pager page={page} pageSize={PAGE_SIZE} total={total ?? 0} onPage={setPage} />
    </>
  );
}
