/** One table that is worked on: joins its grids, its rows, the commands and the saving. */
import { Button, Group, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../../../api/client';
import { ShortcutHelp } from '../../../commands/ShortcutHelp';
import { useShortcuts } from '../../../commands/useShortcuts';
import { ConfirmDialog } from '../../../ui/ConfirmDialog';
import { copyText } from '../../../ui/copyText';
import { notify } from '../../../ui/notify';
import { tellFault } from '../../../ui/tellFault';
import { type DataPoint, type DocumentResult, isTable } from '../slots';
import { type DocumentTable, remove, restore, tablesChanged } from './api';
import { type Acts, commandsOf, lineKeys } from './commands';
import { type OpenTable, useTables } from './context';
import { GridPane } from './GridPane';
import type { StageHandle } from './GridStage';
import type { Grid } from './grid';
import { changed, inHand, nextOnPage, onPage, without } from './grids';
import type { Column } from './Sheet';
import { SheetPane } from './SheetPane';
import { type Rows, toTsv } from './sheet';
import type { Total } from './sums';
import { TablePicker } from './TablePicker';
import classes from './TablesView.module.css';
import { useFinding } from './useFinding';
import { useSheet } from './useSheet';
import { useTable } from './useTable';

type Props = {
  collectionId: string;
  document: DocumentResult;
  detail: Schemas['Document'];
  dataPoints: readonly DataPoint[];
  point: DataPoint;
  table: DocumentTable | null;
  tables: readonly DocumentTable[];
  editable: boolean;
  page: number;
};

/** How much larger a step of the magnifier makes the page. */
const ZOOM_STEP = 1.25;

/** The single amounts of a document: what sums of columns are compared with. */
function totalsOf(document: DocumentResult, dataPoints: readonly DataPoint[]): Total[] {
  return dataPoints
    .filter((point) => point.type === 'amount')
    .flatMap((point) => {
      const value = (document.extractedData[point.name] ?? []).find((one) => !isTable(one));
      return value && !isTable(value) && value.value
        ? [{ name: point.name, label: point.label, value: value.value }]
        : [];
    });
}

/** The columns that some row or grid has. */
function usedIn(rows: Rows, grids: readonly Grid[]): ReadonlySet<string> {
  const used = new Set(grids.flatMap((grid) => grid.headers.filter((header) => header !== null)));
  for (const row of rows) for (const header of Object.keys(row)) used.add(header);
  return used;
}

const NO_PLACES: Schemas['Evidence'][] = [];
const NO_COLUMNS: readonly Column[] = [];

export function TableEditor(props: Props) {
  const { collectionId, document, detail, dataPoints, point, editable } = props;
  const { t } = useTranslation();
  const { show } = useTables();
  const { documentId } = document;
  const table = useTable({ collectionId, documentId, dataPoint: point.name, table: props.table });
  const { rows, grids } = table.content;
  const [page, setPage] = useState(() => grids[0]?.page ?? props.table?.evidence[0]?.page ?? props.page);
  const [tool, setTool] = useState<'move' | 'draw'>('move');
  const [allColumns, setAllColumns] = useState(false);
  const [helping, help] = useDisclosure(false);
  const [leaving, setLeaving] = useState<OpenTable | 'list' | null>(null);
  const stage = useRef<StageHandle>(null);
  const frame = useRef<HTMLTableElement>(null);
  const [taken, take] = useState<Grid | null>(null);
  const grid = inHand(grids, page, taken);

  const headers: readonly Column[] = point.headers ?? NO_COLUMNS;
  const used = useMemo(() => usedIn(rows, grids), [rows, grids]);
  const columns = useMemo(
    () => (allColumns || used.size === 0 ? headers : headers.filter((header) => used.has(header.name))),
    [allColumns, used, headers],
  );
  const totals = useMemo(() => totalsOf(document, dataPoints), [document, dataPoints]);
  const sheet = useSheet({
    rows,
    headers: columns,
    editable: editable && !table.reading,
    onRows: table.enter,
  });
  const finder = useFinding({
    documentId,
    dataPoint: point.name,
    grids,
    page,
    grid,
    onGrids: (next, now) => {
      setTool('move');
      take(now);
      table.layOut(next);
    },
  });

  // The page follows the cell in hand, when its value stands on another one.
  const places = rows[sheet.cell.row]?.[columns[sheet.cell.column]?.name ?? '']?.evidence ?? NO_PLACES;
  const placePage = places[0]?.page;
  useEffect(() => {
    if (placePage !== undefined) setPage(placePage);
  }, [placePage]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the focus is put once, when the view opens.
  useEffect(() => {
    if (rows.length > 0) frame.current?.focus();
    else stage.current?.focus();
  }, []);

  /** Goes to another table or back to the list, once all is saved. */
  const go = async (to: OpenTable | 'list') => {
    stage.current?.settle();
    if (!(await table.flush())) return setLeaving(to);
    leave(to);
  };
  const leave = (to: OpenTable | 'list') => {
    void tablesChanged(collectionId, documentId);
    show(to === 'list' ? null : to);
  };
  const bringBack = async (one: { id: string; dataPoint: string }) => {
    try {
      await restore(one.id);
      await tablesChanged(collectionId, documentId);
      show({ dataPoint: one.dataPoint, tableId: one.id });
    } catch (error) {
      tellFault(error as Error);
    }
  };
  const takeAway = async () => {
    stage.current?.settle();
    await table.flush();
    const id = table.id.current;
    if (!id) return show(null);
    try {
      await remove(id);
    } catch (error) {
      return tellFault(error as Error);
    }
    const other = props.tables.find((one) => one.dataPoint === point.name && one.id !== id && !one.removed);
    await tablesChanged(collectionId, documentId);
    show(other ? { dataPoint: point.name, tableId: other.id } : null);
    notify({
      message: (
        <Group justify="space-between" wrap="nowrap">
          <Text size="sm">{t('tables.removed', { label: point.label })}</Text>
          <Button
            size="compact-xs"
            variant="light"
            onClick={() => void bringBack({ id, dataPoint: point.name })}
          >
            {t('tables.do_undo')}
          </Button>
        </Group>
      ),
    });
  };
  const copyAll = async () => {
    const names = columns.map((column) => column.name);
    const all = { top: 0, left: 0, bottom: rows.length - 1, right: names.length - 1 };
    const text = `${columns.map((column) => column.label).join('\t')}\n${toTsv(rows, names, all)}`;
    const done = await copyText(text);
    notify({ message: done ? t('tables.copied', { count: rows.length }) : t('tables.notCopied') });
  };
  const settled = (act: () => void) => () => {
    stage.current?.settle();
    act();
  };
  const acts: Acts = {
    leave: () => (tool === 'draw' ? setTool('move') : void go('list')),
    undo: settled(table.undo),
    redo: settled(table.redo),
    addColumn: () => stage.current?.add('column'),
    addRow: () => stage.current?.add('row'),
    draw: () => {
      setTool(tool === 'draw' ? 'move' : 'draw');
      stage.current?.focus();
    },
    detect: settled(() => void finder.again()),
    follow: settled(() => void finder.follow()),
    dropGrid: () => grid && table.layOut(without(grids, grid)),
    otherGrid: settled(() => grid && take(nextOnPage(grids, grid))),
    previousPage: () => setPage(page - 1),
    nextPage: () => setPage(page + 1),
    zoomOut: () => stage.current?.zoom(1 / ZOOM_STEP),
    zoomIn: () => stage.current?.zoom(ZOOM_STEP),
    fitWidth: () => stage.current?.fitTo('width'),
    fitPage: () => stage.current?.fitTo('page'),
    insertBelow: () => sheet.insert(true),
    insertAbove: () => sheet.insert(false),
    dropRows: sheet.drop,
    moveUp: () => sheet.shift(-1),
    moveDown: () => sheet.shift(1),
    fillDown: sheet.fill,
    copyAll: () => void copyAll(),
    remove: () => void takeAway(),
    help: help.open,
  };
  const commands = commandsOf(
    t,
    {
      editable,
      canUndo: table.canUndo,
      canRedo: table.canRedo,
      hasGrid: grid !== null,
      grids: grids.length,
      gridsHere: onPage(grids, page).length,
      hasRows: rows.length > 0,
      page,
      pages: detail.pages.length,
      hasTable: props.table !== null || rows.length > 0 || grids.length > 0,
      reading: table.reading,
      finding: finder.finding,
    },
    acts,
  );
  useShortcuts(commands, !helping && leaving === null);

  return (
    <div className={classes.view}>
      <GridPane
        document={detail}
        page={page}
        grid={grid}
        others={onPage(grids, page).filter((one) => one !== grid)}
        headers={headers}
        editable={editable}
        finding={finder.finding}
        tool={tool}
        marked={places}
        commands={commands}
        stage={stage}
        onGrid={(next) => {
          if (!grid) return;
          take(next);
          table.layOut(changed(grids, grid, next));
        }}
        onTake={(one) => {
          stage.current?.settle();
          take(one);
        }}
        onDraw={(region) => void finder.inside(region)}
        onAccept={() => frame.current?.focus()}
      />
      <SheetPane
        label={point.label}
        picker={
          <TablePicker
            tables={props.tables}
            dataPoints={dataPoints}
            now={{ dataPoint: point.name, tableId: table.id.current }}
            editable={editable}
            onShow={(to) => void go(to)}
            onRestore={(one) => void bringBack(one)}
          />
        }
        table={table}
        columns={columns}
        hiddenColumns={headers.length - columns.length}
        allColumns={allColumns}
        onAllColumns={setAllColumns}
        totals={totals}
        sheet={sheet}
        editable={editable}
        finding={finder.finding}
        commands={commands}
        frame={frame}
      />
      <ShortcutHelp commands={[...commands, ...lineKeys(t)]} opened={helping} onClose={help.close} />
      <ConfirmDialog
        opened={leaving !== null}
        onClose={() => setLeaving(null)}
        title={t('tables.leaveTitle')}
        text={t('tables.leaveText')}
        submit={t('tables.leaveAnyway')}
        onSubmit={() => leaving && leave(leaving)}
        pending={false}
        error={null}
        grave
      />
    </div>
  );
}
