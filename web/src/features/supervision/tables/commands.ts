/** Everything that can be done in the table view, as commands. */
import type { TFunction } from 'i18next';
import type { Command } from '../../../commands/command';

export type TableCommandId =
  | 'leave'
  | 'undo'
  | 'redo'
  | 'addColumn'
  | 'addRow'
  | 'draw'
  | 'detect'
  | 'follow'
  | 'dropGrid'
  | 'otherGrid'
  | 'previousPage'
  | 'nextPage'
  | 'zoomOut'
  | 'zoomIn'
  | 'fitWidth'
  | 'fitPage'
  | 'insertBelow'
  | 'insertAbove'
  | 'dropRows'
  | 'moveUp'
  | 'moveDown'
  | 'fillDown'
  | 'copyAll'
  | 'remove'
  | 'help';

export type Acts = Record<TableCommandId, () => void>;

export type Abilities = {
  readonly editable: boolean;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  readonly hasGrid: boolean;
  readonly grids: number;
  readonly gridsHere: number;
  readonly hasRows: boolean;
  readonly page: number;
  readonly pages: number;
  readonly hasTable: boolean;
  /** Rows are being read; they cannot be changed in the meantime. */
  readonly reading: boolean;
  /** The server is looking for tables. */
  readonly finding: boolean;
};

type Entry = Pick<Command, 'keys'> & {
  id: TableCommandId;
  enabled?: boolean;
  native?: boolean;
  whileTyping?: boolean;
};

export function commandsOf(t: TFunction, can: Abilities, acts: Acts): Command[] {
  const rows = can.editable && !can.reading;
  const under = (group: string, entries: Entry[]): Command[] =>
    entries.map((entry) => ({
      enabled: true,
      ...entry,
      label: t(`tables.do_${entry.id}`),
      group,
      run: acts[entry.id],
    }));
  return [
    ...under(t('tables.table'), [
      { id: 'leave', keys: ['Escape'] },
      { id: 'undo', keys: ['Mod+z'], enabled: can.editable && can.canUndo },
      { id: 'redo', keys: ['Mod+Shift+z', 'Mod+y'], enabled: can.editable && can.canRedo },
      { id: 'copyAll', keys: ['Mod+Shift+c'], enabled: can.hasRows },
      { id: 'remove', keys: ['Mod+Shift+Backspace'], enabled: can.editable && can.hasTable },
      { id: 'help', keys: ['?', 'F1'] },
    ]),
    ...under(t('tables.grid'), [
      { id: 'draw', keys: ['d', 'F4'], enabled: can.editable, whileTyping: true },
      { id: 'detect', keys: ['g', 'F7'], enabled: can.editable && !can.finding, whileTyping: true },
      { id: 'addColumn', keys: ['c'], enabled: can.editable && can.hasGrid },
      { id: 'addRow', keys: ['r'], enabled: can.editable && can.hasGrid },
      {
        id: 'follow',
        keys: ['f', 'F8'],
        enabled: can.editable && can.hasGrid && !can.finding && can.page < can.pages - 1,
        whileTyping: true,
      },
      { id: 'dropGrid', keys: ['Mod+Shift+Delete'], enabled: can.editable && can.hasGrid && can.grids > 1 },
      { id: 'otherGrid', keys: ['n'], enabled: can.gridsHere > 1 },
    ]),
    ...under(t('tables.rows'), [
      { id: 'insertBelow', keys: ['Alt+Shift+ArrowDown'], enabled: rows },
      { id: 'insertAbove', keys: ['Alt+Shift+ArrowUp'], enabled: rows },
      { id: 'dropRows', keys: ['Alt+Delete'], enabled: rows && can.hasRows },
      { id: 'moveUp', keys: ['Alt+ArrowUp'], enabled: rows && can.hasRows },
      { id: 'moveDown', keys: ['Alt+ArrowDown'], enabled: rows && can.hasRows },
      { id: 'fillDown', keys: ['Mod+d'], enabled: rows && can.hasRows },
    ]),
    ...under(t('command.page'), [
      { id: 'previousPage', keys: ['PageUp'], enabled: can.page > 0 },
      { id: 'nextPage', keys: ['PageDown'], enabled: can.page < can.pages - 1 },
      { id: 'zoomOut', keys: ['-'] },
      { id: 'zoomIn', keys: ['+'] },
      { id: 'fitWidth', keys: ['w'] },
      { id: 'fitPage', keys: ['0'] },
    ]),
  ];
}

/** The command with this id; every id has one. */
export function commandWith(commands: readonly Command[], id: TableCommandId): Command {
  const found = commands.find((command) => command.id === id);
  if (!found) throw new Error(`there is no command ${id}`);
  return found;
}

/** Keys that work on a line in hand, for the list of shortcuts. */
export function lineKeys(t: TFunction): Command[] {
  const entry = (label: string, key: string): Command => ({
    id: label,
    label,
    group: t('tables.lineInHand'),
    keys: [key],
    enabled: true,
    native: true,
    run: () => undefined,
  });
  return [
    entry(t('tables.keyMove'), 'ArrowLeft'),
    entry(t('tables.keyFast'), 'Shift+ArrowLeft'),
    entry(t('tables.keyNext'), 'Tab'),
    entry(t('tables.keyAdd'), 'a'),
    entry(t('tables.keyDrop'), 'Delete'),
    entry(t('tables.keyAccept'), 'Enter'),
  ];
}
