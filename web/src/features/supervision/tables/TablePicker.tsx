/** Goes from table to table of a document, to a new one, and to those that were removed. */
import { NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { DataPoint } from '../slots';
import type { DocumentTable } from './api';
import type { OpenTable } from './context';
import classes from './TablesView.module.css';

type Props = {
  tables: readonly DocumentTable[];
  dataPoints: readonly DataPoint[];
  now: OpenTable;
  editable: boolean;
  onShow: (table: OpenTable) => void;
  onRestore: (table: DocumentTable) => void;
};

export function TablePicker({ tables, dataPoints, now, editable, onShow, onRestore }: Props) {
  const { t } = useTranslation();
  const points = dataPoints.filter((point) => point.type === 'table');
  const labelOf = (name: string) => points.find((point) => point.name === name)?.label ?? name;
  const there = tables.filter((table) => !table.removed);
  const nameOf = (table: DocumentTable) => {
    const same = there.filter((other) => other.dataPoint === table.dataPoint);
    const number = same.length > 1 ? ` ${same.indexOf(table) + 1}` : '';
    return `${labelOf(table.dataPoint)}${number}`;
  };
  const value = now.tableId === null ? `new:${now.dataPoint}` : `id:${now.tableId}`;
  const known = there.map((table) => ({ value: `id:${table.id}`, label: nameOf(table) }));
  // A table that was new when the view was opened is not in the list yet.
  const own = known.some((option) => option.value === value) || now.tableId === null;
  const fresh = points.map((point) => ({
    value: `new:${point.name}`,
    label: t('tables.newTable', { label: point.label }),
  }));
  const removed = tables
    .filter((table) => table.removed)
    .map((table) => ({
      value: `removed:${table.id}`,
      label: t('tables.restore', { label: labelOf(table.dataPoint), count: table.rows.length }),
    }));
  const choose = (chosen: string) => {
    const [kind, rest = ''] = [chosen.slice(0, chosen.indexOf(':')), chosen.slice(chosen.indexOf(':') + 1)];
    const table = tables.find((one) => one.id === rest);
    if (kind === 'new') onShow({ dataPoint: rest, tableId: null });
    else if (kind === 'removed' && table) onRestore(table);
    else if (table) onShow({ dataPoint: table.dataPoint, tableId: table.id });
  };
  return (
    <NativeSelect
      size="xs"
      className={classes.picker}
      aria-label={t('tables.table')}
      value={value}
      onChange={(event) => choose(event.currentTarget.value)}
      data={[
        ...(own ? [] : [{ value, label: labelOf(now.dataPoint) }]),
        ...known,
        ...(editable ? fresh : fresh.filter((option) => option.value === value)),
        ...(editable ? removed : []),
      ]}
    />
  );
}
