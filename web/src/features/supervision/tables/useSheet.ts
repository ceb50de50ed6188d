/** What the hand and the keys do in the spreadsheet: the cell in hand, what is chosen, what is being typed. */
import { type ClipboardEvent, type KeyboardEvent, useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { notify } from '../../../ui/notify';
import type { Named } from './ColumnNames';
import { led, type Place, tabbed } from './keys';
import {
  type Block,
  blockOf,
  cleared,
  filledDown,
  fromTsv,
  isEmptyRow,
  MOST_ROWS,
  movedRows,
  pasted,
  type Rows,
  textOf,
  toTsv,
  withoutRows,
  withRowsAt,
  withText,
} from './sheet';

type Options = {
  rows: Rows;
  headers: readonly Named[];
  editable: boolean;
  onRows: (rows: Rows) => void;
};

export function useSheet({ rows, headers, editable, onRows }: Options) {
  const { t } = useTranslation();
  const [wanted, setCell] = useState<Place>({ row: 0, column: 0 });
  const [anchorWanted, setAnchor] = useState<Place | null>(null);
  const [typed, setTyped] = useState<string | null>(null);
  const extent = { rows: Math.max(1, rows.length), columns: Math.max(1, headers.length) };
  const clamped = (place: Place): Place => ({
    row: Math.min(place.row, extent.rows - 1),
    column: Math.min(place.column, extent.columns - 1),
  });
  const cell = clamped(wanted);
  const anchor = anchorWanted && clamped(anchorWanted);
  const block: Block = blockOf(anchor ?? cell, cell);
  const names = headers.map((header) => header.name);
  const header = headers[cell.column]?.name ?? '';

  const go = useCallback((to: Place, extend = false) => {
    setCell((from) => {
      setAnchor((kept) => (extend ? (kept ?? from) : null));
      return to;
    });
  }, []);
  /** Takes a cell by the mouse; what is typed elsewhere is handed over. */
  const take = (to: Place, extend: boolean) => {
    commit();
    go(to, extend);
  };
  const choose = useCallback((chosen: Block) => {
    setAnchor({ row: chosen.top, column: chosen.left });
    setCell({ row: chosen.bottom, column: chosen.right });
  }, []);
  const edit = (text?: string) => {
    if (editable && header) setTyped(text ?? textOf(rows[cell.row], header));
  };
  const commit = () => {
    if (typed === null) return;
    setTyped(null);
    const all = rows.length === 0 ? withRowsAt(rows, 0, 1) : rows;
    onRows(all.map((row, at) => (at === cell.row ? withText(row, header, typed.trim()) : row)));
  };
  const insert = (below: boolean) => {
    if (!editable) return;
    if (rows.length >= MOST_ROWS) {
      notify({ color: 'red', message: t('tables.full', { most: MOST_ROWS }) });
      return;
    }
    const at = rows.length === 0 ? 0 : below ? block.bottom + 1 : block.top;
    onRows(withRowsAt(rows, at, 1));
    go({ row: at, column: cell.column });
  };
  const drop = () => {
    if (!editable || rows.length === 0) return;
    onRows(withoutRows(rows, block.top, block.bottom));
    go({ row: block.top, column: cell.column });
  };
  const shift = (by: 1 | -1) => {
    const moved = editable ? movedRows(rows, block.top, block.bottom, by) : rows;
    if (moved === rows) return;
    onRows(moved);
    setCell({ ...cell, row: cell.row + by });
    if (anchor) setAnchor({ ...anchor, row: anchor.row + by });
  };
  const fill = () => {
    if (!editable || rows.length === 0) return;
    // A single cell takes the text above it, as spreadsheets do.
    const from = block.top === block.bottom ? { ...block, top: Math.max(0, block.top - 1) } : block;
    onRows(filledDown(rows, names, from));
  };

  const paste = (text: string) => {
    const lines = fromTsv(text);
    if (!editable || lines.length === 0) return;
    // Into the blank first row that an empty table shows.
    const start = rows.every(isEmptyRow) ? { row: 0, column: cell.column } : cell;
    const result = pasted(rows, headers, start, lines);
    if ('tooMany' in result) {
      notify({ color: 'red', message: t('tables.tooMany', { count: result.tooMany, most: MOST_ROWS }) });
      return;
    }
    onRows(result.rows);
    choose(result.block);
  };

  const keyWhileTyping = (event: KeyboardEvent): boolean => {
    if (event.key === 'Escape') {
      setTyped(null);
      return true;
    }
    if (event.key !== 'Enter' && event.key !== 'Tab') return false;
    commit();
    const to =
      event.key === 'Enter'
        ? {
            row: Math.min(Math.max(0, cell.row + (event.shiftKey ? -1 : 1)), extent.rows - 1),
            column: cell.column,
          }
        : tabbed(cell, event.shiftKey, extent);
    if (to) go(to);
    return true;
  };
  const keyWithMod = (event: KeyboardEvent): boolean => {
    const key = event.key.toLowerCase();
    if (key === 'a') choose({ top: 0, left: 0, bottom: extent.rows - 1, right: extent.columns - 1 });
    else if (key === 'd') fill();
    else return false;
    return true;
  };
  const keyWithAlt = (event: KeyboardEvent): boolean => {
    const down = event.key === 'ArrowDown';
    if (down || event.key === 'ArrowUp') {
      if (event.shiftKey) insert(down);
      else shift(down ? 1 : -1);
    } else if (event.key === 'Delete' || event.key === 'Backspace') drop();
    else return false;
    return true;
  };
  const keyOnCell = (event: KeyboardEvent): boolean => {
    if (event.altKey) return keyWithAlt(event);
    const to = led(cell, event, extent);
    if (to) {
      go(to, event.shiftKey);
      return true;
    }
    if (event.ctrlKey || event.metaKey) return keyWithMod(event);
    if (event.key === 'Tab') {
      const next = tabbed(cell, event.shiftKey, extent);
      if (next) go(next);
      return next !== null;
    }
    if (event.key === 'Enter' || event.key === 'F2') edit();
    else if ((event.key === 'Delete' || event.key === 'Backspace') && editable)
      onRows(cleared(rows, names, block));
    else if (event.key.length === 1 && event.key !== '?') edit(event.key);
    else return false;
    return true;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const done = typed === null ? keyOnCell(event) : keyWhileTyping(event);
    if (done) event.preventDefault();
    // Letters that are typed into a cell are no commands.
    if (done || typed !== null) event.stopPropagation();
  };
  const onCopy = (event: ClipboardEvent) => {
    if (typed !== null) return;
    event.preventDefault();
    event.clipboardData.setData('text/plain', toTsv(rows, names, block));
  };
  const onCut = (event: ClipboardEvent) => {
    if (typed !== null || !editable) return;
    onCopy(event);
    onRows(cleared(rows, names, block));
  };
  const onPaste = (event: ClipboardEvent) => {
    if (typed !== null) return;
    event.preventDefault();
    paste(event.clipboardData.getData('text/plain'));
  };
  return {
    cell,
    block,
    typed,
    extent,
    setTyped,
    go,
    take,
    choose,
    edit,
    commit,
    insert,
    drop,
    shift,
    fill,
    handlers: { onKeyDown, onCopy, onCut, onPaste },
  };
}

export type SheetHandle = ReturnType<typeof useSheet>;
