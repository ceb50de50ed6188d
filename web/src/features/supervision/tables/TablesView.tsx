/** The table view: a page with a grid over it beside the rows that the grid makes, each of which can be changed. */
import { Button, Loader } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Fault } from '../../../ui/Fault';
import { documentQuery } from '../api';
import type { DataPoint, DocumentResult } from '../slots';
import { tablesQuery } from './api';
import { type OpenTable, useTables } from './context';
import { TableEditor } from './TableEditor';
import classes from './TablesView.module.css';

type Props = {
  collectionId: string;
  document: DocumentResult;
  dataPoints: readonly DataPoint[];
  editable: boolean;
  /** The page that was in sight when the view was opened. */
  page: number;
  open: OpenTable;
};

export function TablesView({ collectionId, document, dataPoints, editable, page, open }: Props) {
  const detail = useQuery(documentQuery(document.documentId));
  const list = useQuery(tablesQuery(document.documentId));
  const { show } = useTables();
  const { t } = useTranslation();
  const point = dataPoints.find((one) => one.name === open.dataPoint);
  const table = list.data?.find((one) => one.id === open.tableId && !one.removed) ?? null;
  const isGone = !point || (list.isSuccess && !list.isFetching && open.tableId !== null && !table);
  useEffect(() => {
    // Somebody else removed it meanwhile.
    if (isGone) show(null);
  }, [isGone, show]);
  const error = detail.error ?? list.error;
  if (error)
    return (
      <div className={classes.wait}>
        <Fault error={error} onRetry={() => void Promise.all([detail.refetch(), list.refetch()])}>
          <Button variant="subtle" size="compact-xs" onClick={() => show(null)}>
            {t('tables.back')}
          </Button>
        </Fault>
      </div>
    );
  // A table that was not there when the list was fetched is waited for.
  if (!detail.data || !list.data || !point || (open.tableId !== null && !table))
    return (
      <output className={classes.wait}>
        <Loader size="sm" aria-label={t('supervision.loading')} />
      </output>
    );
  return (
    <TableEditor
      // Another table is another piece of work.
      key={`${document.documentId}:${open.dataPoint}:${open.tableId}`}
      collectionId={collectionId}
      document={document}
      detail={detail.data}
      dataPoints={dataPoints}
      point={point}
      table={table}
      tables={list.data}
      editable={editable}
      page={page}
    />
  );
}
