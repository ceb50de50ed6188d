/** The collections of a process as a dense table. */
import { Progress, Skeleton, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { createColumnHelper, tableFeatures, useTable } from '@tanstack/react-table';
import { ArrowDown, ArrowUp, Files, FileText } from 'lucide-react';
import { type ReactNode, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { StatusBadge } from '../../../ui/StatusBadge';
import { sentence } from '../../../ui/sentence';
import { inOrder, isSpecial, useReason } from '../../../ui/useReason';
import { useWhen } from '../../../ui/useWhen';
import { type Collection, faultsOf, hasResults, isBusy } from '../list';
import classes from './CollectionTable.module.css';
import { RowMenu } from './RowMenu';

const features = tableFeatures({});
const column = createColumnHelper<typeof features, Collection>();

/** Columns by which the server can sort, with its word for them. */
const ORDERS: Record<string, string> = { name: 'name', created: 'created_date' };

type Props = {
  rows: Collection[] | undefined;
  /** `created_date:desc` and the like. */
  order: string;
  onOrder: (order: string) => void;
  empty: ReactNode;
};

function useColumns() {
  const { t } = useTranslation();
  return useMemo(
    () =>
      column.columns([
        column.display({
          id: 'name',
          header: t('queue.name'),
          cell: ({ row }) => <Name collection={row.original} />,
        }),
        column.display({
          id: 'files',
          header: t('queue.files'),
          cell: ({ row }) => row.original.files.length,
        }),
        column.display({
          id: 'pages',
          header: t('queue.pages'),
          cell: ({ row }) => row.original.numberOfPages || '–',
        }),
        column.display({
          id: 'status',
          header: t('queue.status'),
          cell: ({ row }) => <Stand collection={row.original} />,
        }),
        column.display({
          id: 'created',
          header: t('queue.created'),
          cell: ({ row }) => <When time={row.original.createdAt} />,
        }),
        column.display({
          id: 'actions',
          header: () => <span className={classes.hidden}>{t('queue.actions')}</span>,
          cell: ({ row }) => <RowMenu collection={row.original} />,
        }),
      ]),
    [t],
  );
}

const NO_ROWS: Collection[] = [];

export function CollectionTable({ rows, order, onOrder, empty }: Props) {
  const { t } = useTranslation();
  const columns = useColumns();
  const table = useTable({ features, columns, data: rows ?? NO_ROWS, getRowId: (row) => row.id });
  return (
    <div className={classes.frame}>
      <table className={classes.table}>
        <caption className={classes.hidden}>{t('queue.table')}</caption>
        <thead>
          {table.getHeaderGroups().map((group) => (
            <tr key={group.id}>
              {group.headers.map((header) => (
                <th key={header.id} scope="col" data-column={header.id} aria-sort={sortOf(header.id, order)}>
                  <Head id={header.id} order={order} onOrder={onOrder}>
                    <table.FlexRender header={header} />
                  </Head>
                </th>
              ))}
            </tr>
          ))}
        </thead>
        <tbody>
          {rows === undefined && <Waiting />}
          {table.getRowModel().rows.map((row) => (
            <tr key={row.id} data-status={row.original.status}>
              {row.getAllCells().map((cell) => (
                <td key={cell.id} data-column={cell.column.id}>
                  <table.FlexRender cell={cell} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {rows?.length === 0 && empty}
    </div>
  );
}

function sortOf(id: string, order: string): 'ascending' | 'descending' | undefined {
  const [by, direction] = order.split(':');
  if (ORDERS[id] !== by) return undefined;
  return direction === 'asc' ? 'ascending' : 'descending';
}

type HeadProps = { id: string; order: string; onOrder: (order: string) => void; children: ReactNode };

function Head({ id, order, onOrder, children }: HeadProps) {
  const by = ORDERS[id];
  if (!by) return children;
  const sort = sortOf(id, order);
  const next = sort === 'ascending' || (sort === undefined && id === 'created') ? 'desc' : 'asc';
  return (
    <button type="button" className={classes.sort} onClick={() => onOrder(`${by}:${next}`)}>
      {children}
      {sort === 'ascending' && <ArrowUp size={13} aria-hidden="true" />}
      {sort === 'descending' && <ArrowDown size={13} aria-hidden="true" />}
    </button>
  );
}

function Name({ collection }: { collection: Collection }) {
  const Icon = collection.files.length > 1 ? Files : FileText;
  return (
    <div className={classes.nameCell}>
      <Icon size={16} strokeWidth={1.6} aria-hidden="true" className={classes.icon} />
      <div className={classes.names}>
        {hasResults(collection) ? (
          <Link
            to="/supervision/$collectionId"
            params={{ collectionId: collection.id }}
            className={classes.name}
          >
            {collection.name}
          </Link>
        ) : (
          <span className={classes.name}>{collection.name}</span>
        )}
        <Why collection={collection} />
      </div>
    </div>
  );
}

/** Why it failed and what to do, or why a person should look at it. */
function Why({ collection }: { collection: Collection }) {
  const { t } = useTranslation();
  const words = useReason();
  const faults = faultsOf(collection);
  if (faults.length > 0) {
    return faults.map((fault) => (
      <Text key={`${fault.file}${fault.message}`} size="xs" className={classes.fault}>
        {fault.file && <b>{fault.file}: </b>}
        {sentence(fault.message)} <span className={classes.action}>{sentence(fault.action)}</span>
      </Text>
    ));
  }
  const [first, ...rest] = inOrder(collection.reviewReasons).filter(isSpecial);
  if (!first || collection.status !== 'Needs Review') return null;
  return (
    <Text size="xs" c="dimmed" className={classes.reason}>
      {words(first)}
      {rest.length > 0 && ` ${t('queue.more', { count: rest.length })}`}
    </Text>
  );
}

function Stand({ collection }: { collection: Collection }) {
  const { t } = useTranslation();
  return (
    <div className={classes.stand}>
      <StatusBadge status={collection.status} />
      {isBusy(collection) && (
        <Progress
          value={collection.progress}
          size={4}
          w={72}
          aria-label={t('queue.progress', { name: collection.name })}
          transitionDuration={300}
        />
      )}
    </div>
  );
}

function When({ time }: { time: string }) {
  const when = useWhen();
  return (
    <time dateTime={time} title={when.exact(time)}>
      {when.ago(time)}
    </time>
  );
}

function Waiting() {
  return ['a', 'b', 'c', 'd'].map((key) => (
    <tr key={key}>
      <td colSpan={6}>
        <Skeleton height={18} my={6} />
      </td>
    </tr>
  ));
}
