/** The rows of a table as a spreadsheet; only those in sight are drawn, so that ten thousand do not slow it down. */
import { VisuallyHidden } from '@mantine/core';
import { useElementSize, useMergedRef } from '@mantine/hooks';
import { type Ref, useEffect, useId, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../../../api/client';
import { inSight } from './keys';
import classes from './Sheet.module.css';
import type { Row, Rows } from './sheet';
import { textOf } from './sheet';
import type { SheetHandle } from './useSheet';

export type Column = Schemas['Header'];

type Props = {
  label: string;
  rows: Rows;
  columns: readonly Column[];
  sheet: SheetHandle;
  editable: boolean;
  grid: Ref<HTMLTableElement>;
};

/** Height of a row; all are equal, so that any of them is found at once. */
const ROW_PX = 30;
const HEAD_PX = 30;
const NUMBER_PX = 44;
const LEAST_PX = 72;
const MOST_PX = 320;
/** Width of a character in the type of the sheet, and the room beside the text. */
const CHARACTER_PX = 7.6;
const BESIDE_PX = 26;
/** Rows that are looked at to find how wide a column should be. */
const LOOKED_AT = 200;

/** Below this a value is worth a look, as in the list. */
const SURE = 0.9;

/** Wide enough for the column's name and what stands in its first rows. */
function widthOf(column: Column, rows: Rows): number {
  const texts = rows.slice(0, LOOKED_AT).map((row) => textOf(row, column.name).length);
  const longest = Math.max(column.label.length, ...texts);
  return Math.round(Math.min(MOST_PX, Math.max(LEAST_PX, longest * CHARACTER_PX + BESIDE_PX)));
}

const isFigure = (column: Column) =>
  column.type === 'amount' || column.type === 'number' || column.type === 'percent';

export function Sheet({ label, rows, columns, sheet, editable, grid }: Props) {
  const { t } = useTranslation();
  const id = useId();
  const own = useRef<HTMLDivElement>(null);
  const { ref: measure, height } = useElementSize<HTMLDivElement>();
  const attach = useMergedRef(own, measure);
  const [scrollTop, setScrollTop] = useState(0);
  const shown = Math.max(1, rows.length);
  const [first, last] = inSight(scrollTop, Math.max(height, 200), ROW_PX, shown);
  const { cell } = sheet;
  const template = useMemo(() => {
    const widths = columns.map((column) => widthOf(column, rows));
    return `${NUMBER_PX}px ${widths.map((width) => `minmax(${width}px, ${width}fr)`).join(' ')}`;
  }, [columns, rows]);
  useInSight(own, cell, id);

  return (
    <div
      ref={attach}
      className={classes.frame}
      onScroll={(event) => setScrollTop(event.currentTarget.scrollTop)}
    >
      <table
        ref={grid}
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: ARIA calls a table whose cells are edited a grid.
        role="grid"
        tabIndex={0}
        className={classes.grid}
        aria-label={label}
        aria-rowcount={shown + 1}
        aria-colcount={columns.length + 1}
        aria-readonly={!editable || undefined}
        aria-multiselectable="true"
        aria-activedescendant={`${id}-${cell.row}-${cell.column}`}
        {...sheet.handlers}
      >
        <thead className={classes.head}>
          <tr aria-rowindex={1} style={{ gridTemplateColumns: template, height: HEAD_PX }}>
            <th scope="col" aria-colindex={1} className={classes.corner}>
              <VisuallyHidden>{t('tables.row')}</VisuallyHidden>
            </th>
            {columns.map((column, index) => (
              <th
                key={column.name}
                scope="col"
                aria-colindex={index + 2}
                title={column.label}
                data-figure={isFigure(column) || undefined}
              >
                {column.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className={classes.body} style={{ height: shown * ROW_PX }}>
          {Array.from({ length: last - first }, (_, offset) => first + offset).map((at) => (
            <SheetRow key={at} {...{ id, at, columns, sheet, template }} row={rows[at] ?? {}} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Scrolls the cell in hand into sight when it moves. */
function useInSight(
  frame: { current: HTMLDivElement | null },
  cell: { row: number; column: number },
  id: string,
) {
  useEffect(() => {
    const element = frame.current;
    if (!element) return;
    const top = cell.row * ROW_PX;
    const room = element.clientHeight - HEAD_PX;
    if (top < element.scrollTop) element.scrollTop = top;
    else if (top + ROW_PX > element.scrollTop + room) element.scrollTop = top + ROW_PX - room;
    const drawn = document.getElementById(`${id}-${cell.row}-${cell.column}`);
    if (!drawn) return;
    const left = drawn.offsetLeft - NUMBER_PX;
    if (left < element.scrollLeft) element.scrollLeft = left;
    else if (drawn.offsetLeft + drawn.offsetWidth > element.scrollLeft + element.clientWidth)
      element.scrollLeft = drawn.offsetLeft + drawn.offsetWidth - element.clientWidth;
  }, [frame, cell.row, cell.column, id]);
}

type RowProps = {
  id: string;
  at: number;
  row: Row;
  columns: readonly Column[];
  sheet: SheetHandle;
  template: string;
};

function SheetRow({ id, at, row, columns, sheet, template }: RowProps) {
  const { block, cell } = sheet;
  const inBlock = at >= block.top && at <= block.bottom;
  return (
    <tr
      className={classes.row}
      aria-rowindex={at + 2}
      style={{ top: at * ROW_PX, height: ROW_PX, gridTemplateColumns: template }}
    >
      <RowNumber at={at} sheet={sheet} chosen={inBlock} />
      {columns.map((column, index) => {
        const here = cell.row === at && cell.column === index;
        const typed = here ? sheet.typed : null;
        const value = row[column.name];
        const unsure =
          value?.source !== 'person' && value?.confidence !== undefined && value.confidence < SURE;
        return (
          // biome-ignore lint/a11y/useAriaPropsSupportedByRole: a cell of a grid can be chosen.
          <td
            key={column.name}
            id={`${id}-${at}-${index}`}
            aria-colindex={index + 2}
            aria-selected={inBlock && index >= block.left && index <= block.right}
            aria-invalid={value?.fault ? true : undefined}
            className={classes.cell}
            dir="auto"
            title={value?.fault ?? textOf(row, column.name)}
            data-here={here || undefined}
            data-fault={value?.fault ? true : undefined}
            data-unsure={unsure || undefined}
            data-figure={isFigure(column) || undefined}
            onMouseDown={(event) => {
              if (typed === null) sheet.take({ row: at, column: index }, event.shiftKey);
            }}
            onMouseEnter={(event) => {
              if (event.buttons === 1 && sheet.typed === null) sheet.go({ row: at, column: index }, true);
            }}
            onDoubleClick={() => sheet.edit()}
          >
            {typed === null ? (
              textOf(row, column.name)
            ) : (
              <Typing label={column.label} row={at} text={typed} sheet={sheet} />
            )}
          </td>
        );
      })}
    </tr>
  );
}

/** Takes the whole row in hand, and with Shift those between. */
function RowNumber({ at, sheet, chosen }: { at: number; sheet: SheetHandle; chosen: boolean }) {
  const { block, extent } = sheet;
  const choose = (more: boolean) =>
    sheet.choose({
      top: more ? Math.min(block.top, at) : at,
      bottom: more ? Math.max(block.bottom, at) : at,
      left: 0,
      right: extent.columns - 1,
    });
  return (
    <th
      scope="row"
      aria-colindex={1}
      className={classes.number}
      data-chosen={chosen || undefined}
      onClick={(event) => choose(event.shiftKey)}
    >
      {at + 1}
    </th>
  );
}

function Typing({
  label,
  row,
  text,
  sheet,
}: {
  label: string;
  row: number;
  text: string;
  sheet: SheetHandle;
}) {
  const { t } = useTranslation();
  const field = useRef<HTMLInputElement>(null);
  const left = useRef(false);
  useEffect(() => {
    const input = field.current;
    const grid = input?.closest<HTMLElement>('[role="grid"]');
    input?.focus();
    // The hand goes back to the sheet, unless it went elsewhere by itself.
    return () => {
      if (!left.current) grid?.focus({ preventScroll: true });
    };
  }, []);
  return (
    <input
      ref={field}
      className={classes.typing}
      aria-label={t('supervision.cell', { label, row: row + 1 })}
      dir="auto"
      value={text}
      onChange={(event) => sheet.setTyped(event.currentTarget.value)}
      onBlur={(event) => {
        left.current = event.relatedTarget !== null && !event.relatedTarget.contains(event.currentTarget);
        sheet.commit();
      }}
    />
  );
}
