/** Where a person helps a process most: documents that teach, and confirmed values that are probably slips. */
import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import cell from '../../../ui/Cell.module.css';
import { type Column, DataTable } from '../../../ui/DataTable';
import { Fault } from '../../../ui/Fault';
import type { Suspect, Teacher } from '../learning';
import { suspectsQuery, teachersQuery } from '../learningApi';
import { useDataPointLabel } from './useDataPointLabel';
import { usePercent } from './usePercent';

export function Teachers({ processId }: { processId: string }) {
  const { t } = useTranslation();
  const teachers = useQuery(teachersQuery(processId));
  if (teachers.error) return <Fault error={teachers.error} onRetry={() => void teachers.refetch()} />;
  const columns: Column<Teacher>[] = [
    { id: 'document', header: t('teachers.document'), cell: (one) => <Document {...one} /> },
    {
      id: 'alike',
      header: t('teachers.alike'),
      width: '45%',
      cell: ({ alike }) =>
        alike === 0 ? (
          <span className={cell.quiet}>{t('teachers.single')}</span>
        ) : (
          t('teachers.others', { count: alike })
        ),
    },
  ];
  return (
    <DataTable
      narrow
      caption={t('teachers.title')}
      columns={columns}
      rows={teachers.data}
      rowKey={({ documentId }) => documentId}
      empty={<Nothing text={t('teachers.none')} />}
    />
  );
}

export function Suspects({ processId }: { processId: string }) {
  const { t } = useTranslation();
  const percent = usePercent();
  const suspects = useQuery(suspectsQuery(processId));
  const labelOf = useDataPointLabel(processId);
  if (suspects.error) return <Fault error={suspects.error} onRetry={() => void suspects.refetch()} />;
  const columns: Column<Suspect>[] = [
    {
      id: 'document',
      header: t('teachers.document'),
      cell: (one) => (
        <>
          <Document {...one} />
          <span className={cell.soft}>{labelOf(one.dataPoint)}</span>
        </>
      ),
    },
    {
      id: 'confirmed',
      header: t('suspects.confirmed'),
      width: '25%',
      cell: ({ confirmed }) =>
        confirmed.join(', ') || <span className={cell.quiet}>{t('suspects.empty')}</span>,
    },
    {
      id: 'read',
      header: t('suspects.read'),
      width: '30%',
      cell: ({ read, confidence }) => (
        <>
          {read}
          <span className={cell.soft}>{t('suspects.sure', { confidence: percent(confidence) })}</span>
        </>
      ),
    },
  ];
  return (
    <DataTable
      narrow
      caption={t('suspects.title')}
      columns={columns}
      rows={suspects.data}
      rowKey={({ documentId, dataPoint }) => `${documentId} ${dataPoint}`}
      empty={<Nothing text={t('suspects.none')} />}
    />
  );
}

function Document({ collectionId, documentName }: { collectionId: string; documentName: string }) {
  return (
    <Link to="/supervision/$collectionId" params={{ collectionId }} className={cell.link}>
      {documentName}
    </Link>
  );
}

function Nothing({ text }: { text: string }) {
  return (
    <Text size="sm" c="dimmed" p="md">
      {text}
    </Text>
  );
}
