/** The command of the list that opens the table view. */
import type { TFunction } from 'i18next';
import type { Command } from '../../../commands/command';
import type { Group } from '../slots';
import type { OpenTable } from './context';

/** The table of the cell in hand, else the first one, else a new one of the first table data point. */
export function tableFor(groups: readonly Group[], selected: string | null): OpenTable | null {
  const fields = groups.flatMap((group) => group.fields).filter((field) => field.dataPoint.type === 'table');
  const all = fields.flatMap((field) =>
    field.tables.map((table) => ({ dataPoint: field.dataPoint.name, table })),
  );
  const holds = ({ table }: (typeof all)[number]) =>
    table.rows.some((row) => [...row.cells.values()].some((cell) => cell.key === selected));
  const chosen = all.find(holds) ?? all[0];
  if (chosen) return { dataPoint: chosen.dataPoint, tableId: chosen.table.id };
  const first = fields[0];
  return first ? { dataPoint: first.dataPoint.name, tableId: null } : null;
}

export function openCommand(
  t: TFunction,
  groups: readonly Group[],
  selected: string | null,
  show: (table: OpenTable) => void,
): Command {
  const target = tableFor(groups, selected);
  return {
    id: 'openTable',
    label: t('tables.openByKey'),
    group: t('command.fields'),
    keys: ['F6'],
    enabled: target !== null,
    whileTyping: true,
    run: () => target && show(target),
  };
}
