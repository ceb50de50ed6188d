/** What another model would read differently on the newest documents. */
import { Modal, Skeleton, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import cell from '../../../ui/Cell.module.css';
import { type Column, DataTable } from '../../../ui/DataTable';
import { Fault } from '../../../ui/Fault';
import { Tag } from '../../../ui/Tag';
import type { Model, ValueChange } from '../learning';
import { diffQuery } from '../learningApi';
import { useDataPointLabel } from './useDataPointLabel';

type Props = { processId: string; model: Model | null; opened: boolean; onClose: () => void };

export function DiffDialog({ processId, model, opened, onClose }: Props) {
  const { t } = useTranslation();
  return (
    <Modal
      size="xl"
      opened={opened}
      onClose={onClose}
      title={model && t('diff.title', { name: model.name })}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      {model && <Changes processId={processId} modelId={model.id} />}
    </Modal>
  );
}

function Changes({ processId, modelId }: { processId: string; modelId: string }) {
  const { t } = useTranslation();
  const diff = useQuery(diffQuery(modelId));
  const labelOf = useDataPointLabel(processId);
  const columns = useColumns(labelOf);
  if (diff.error) return <Fault error={diff.error} onRetry={() => void diff.refetch()} />;
  if (!diff.data) return <Skeleton height={160} />;
  const { changes, documents } = diff.data;
  const faults = changes.filter(({ confirmed }) => confirmed).length;
  return (
    <Stack>
      <Text size="sm">
        {changes.length === 0
          ? t('diff.nothing', { documents })
          : t('diff.summary', { count: changes.length, documents })}
      </Text>
      {faults > 0 && <Text size="sm">{t('diff.faults', { count: faults })}</Text>}
      {changes.length > 0 && (
        <DataTable
          narrow
          caption={t('diff.caption')}
          columns={columns}
          rows={changes}
          rowKey={({ documentId, dataPoint }) => `${documentId} ${dataPoint}`}
        />
      )}
    </Stack>
  );
}

function useColumns(labelOf: (name: string) => string): Column<ValueChange>[] {
  const { t } = useTranslation();
  const shown = (values: readonly string[]) =>
    values.join(', ') || <span className={cell.quiet}>{t('suspects.empty')}</span>;
  return [
    {
      id: 'document',
      header: t('teachers.document'),
      cell: ({ collectionId, documentName, dataPoint }) => (
        <>
          <Link to="/supervision/$collectionId" params={{ collectionId }} className={cell.link}>
            {documentName}
          </Link>
          <span className={cell.soft}>{labelOf(dataPoint)}</span>
        </>
      ),
    },
    {
      id: 'before',
      header: t('diff.before'),
      width: '28%',
      cell: ({ before, confirmed }) => (
        <>
          {shown(before)}
          {confirmed && (
            <>
              {' '}
              <Tag tone="sure">{t('diff.confirmed')}</Tag>
            </>
          )}
        </>
      ),
    },
    { id: 'after', header: t('diff.after'), width: '28%', cell: ({ after }) => shown(after) },
  ];
}
