/** The right half of the table view: the rows as a spreadsheet, their sums, and whether all is saved. */
import { Button, Loader, Switch, Text } from '@mantine/core';
import {
  ArrowDownToLine,
  Check,
  ChevronDown,
  ChevronUp,
  CloudCheck,
  CloudOff,
  Copy,
  Keyboard,
  ListPlus,
  ListX,
  Redo2,
  Trash2,
  Undo2,
} from 'lucide-react';
import { type ReactNode, type Ref, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CommandButton } from '../../../commands/CommandButton';
import type { Command } from '../../../commands/command';
import { Fault } from '../../../ui/Fault';
import { commandWith, type TableCommandId } from './commands';
import { type Column, Sheet } from './Sheet';
import { Sums } from './Sums';
import type { Total } from './sums';
import classes from './TablesView.module.css';
import type { SheetHandle } from './useSheet';
import type { TableHandle } from './useTable';

type Props = {
  label: string;
  picker: ReactNode;
  table: TableHandle;
  columns: readonly Column[];
  hiddenColumns: number;
  allColumns: boolean;
  onAllColumns: (all: boolean) => void;
  totals: readonly Total[];
  sheet: SheetHandle;
  editable: boolean;
  finding: boolean;
  commands: readonly Command[];
  frame: Ref<HTMLTableElement>;
};

export function SheetPane(props: Props) {
  const { label, table, columns, sheet, editable, commands } = props;
  const { t } = useTranslation();
  const { rows, grids } = table.content;
  const [started, setStarted] = useState(false);
  const empty = rows.length === 0 && grids.length === 0 && !started;
  return (
    <section className={classes.sheetPane} aria-label={t('tables.extracted')}>
      <div className={classes.bar}>
        {props.picker}
        <span className={classes.gap} />
        <SaveState table={table} />
        <CommandButton command={commandWith(commands, 'remove')} icon={Trash2} />
        <CommandButton command={commandWith(commands, 'help')} icon={Keyboard} />
        <Button
          size="xs"
          leftSection={<Check size={14} aria-hidden="true" />}
          onClick={commandWith(commands, 'leave').run}
        >
          {t('tables.done')}
        </Button>
      </div>
      <RowTools {...props} />
      {table.error && (
        <div className={classes.refused}>
          <Fault error={table.error} onRetry={table.retry} />
        </div>
      )}
      {grids.some((grid) => grid.headers.every((header) => header === null)) && (
        <Text size="sm" className={classes.note} role="status">
          {t('tables.unnamed')}
        </Text>
      )}
      {empty && editable ? (
        <Nothing {...props} onType={() => setStarted(true)} />
      ) : (
        <Sheet
          label={label}
          rows={rows}
          columns={columns}
          sheet={sheet}
          editable={editable && !table.reading}
          grid={props.frame}
        />
      )}
      <div className={classes.foot}>
        <Sums rows={rows} columns={columns} totals={props.totals} />
        <Text size="xs" c="dimmed" className={classes.count} aria-live="polite">
          {table.reading ? t('tables.reading') : t('supervision.rows', { count: rows.length })}
        </Text>
      </div>
    </section>
  );
}

function RowTools({ commands, editable, hiddenColumns, allColumns, onAllColumns }: Props) {
  const { t } = useTranslation();
  const get = (id: TableCommandId) => commandWith(commands, id);
  return (
    <div className={classes.toolbar} role="toolbar" aria-label={t('tables.rowTools')}>
      {editable && (
        <>
          <CommandButton command={get('undo')} icon={Undo2} />
          <CommandButton command={get('redo')} icon={Redo2} />
          <span className={classes.rule} />
          <CommandButton command={get('insertBelow')} icon={ListPlus} />
          <CommandButton command={get('dropRows')} icon={ListX} />
          <CommandButton command={get('moveUp')} icon={ChevronUp} />
          <CommandButton command={get('moveDown')} icon={ChevronDown} />
          <CommandButton command={get('fillDown')} icon={ArrowDownToLine} />
          <span className={classes.rule} />
        </>
      )}
      <CommandButton command={get('copyAll')} icon={Copy} />
      <span className={classes.gap} />
      {(hiddenColumns > 0 || allColumns) && (
        <Switch
          size="xs"
          label={t('tables.allColumns', { count: hiddenColumns })}
          checked={allColumns}
          onChange={(event) => onAllColumns(event.currentTarget.checked)}
        />
      )}
    </div>
  );
}

function SaveState({ table }: { table: TableHandle }) {
  const { t } = useTranslation();
  const { status } = table;
  return (
    <output className={classes.state} data-status={status}>
      {status === 'saving' ? (
        <Loader size={13} />
      ) : status === 'refused' ? (
        <CloudOff size={16} aria-hidden="true" />
      ) : (
        <CloudCheck size={16} aria-hidden="true" />
      )}
      <span>
        {status === 'saving'
          ? t('save.saving')
          : status === 'refused'
            ? t('tables.notSaved')
            : t('save.saved')}
      </span>
    </output>
  );
}

function Nothing({ commands, finding, onType }: Props & { onType: () => void }) {
  const { t } = useTranslation();
  return (
    <div className={classes.nothing}>
      <h2>{t('tables.nothing')}</h2>
      <p>{t('tables.nothingText')}</p>
      <div className={classes.ways}>
        <Button loading={finding} onClick={commandWith(commands, 'detect').run}>
          {t('tables.find')}
        </Button>
        <Button variant="default" onClick={commandWith(commands, 'draw').run}>
          {t('tables.do_draw')}
        </Button>
        <Button variant="default" onClick={onType}>
          {t('tables.type')}
        </Button>
      </div>
    </div>
  );
}
