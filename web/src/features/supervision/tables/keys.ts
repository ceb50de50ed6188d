/** Where a key leads in the spreadsheet. Pure. */

export type Place = { readonly row: number; readonly column: number };

export type Extent = { readonly rows: number; readonly columns: number };

type Press = { readonly key: string; readonly ctrlKey: boolean; readonly metaKey: boolean };

/** Rows of a page, for Page up and Page down. */
const PAGE_ROWS = 15;

const inside = (place: Place, { rows, columns }: Extent): Place => ({
  row: Math.min(Math.max(place.row, 0), rows - 1),
  column: Math.min(Math.max(place.column, 0), columns - 1),
});

/** The cell that an arrow or a similar key leads to; `null` for other keys. */
export function led(from: Place, press: Press, extent: Extent): Place | null {
  const far = press.ctrlKey || press.metaKey;
  const to = (row: number, column: number) => inside({ row, column }, extent);
  switch (press.key) {
    case 'ArrowUp':
      return to(far ? 0 : from.row - 1, from.column);
    case 'ArrowDown':
      return to(far ? extent.rows - 1 : from.row + 1, from.column);
    case 'ArrowLeft':
      return to(from.row, far ? 0 : from.column - 1);
    case 'ArrowRight':
      return to(from.row, far ? extent.columns - 1 : from.column + 1);
    case 'Home':
      return to(far ? 0 : from.row, 0);
    case 'End':
      return to(far ? extent.rows - 1 : from.row, extent.columns - 1);
    case 'PageUp':
      return to(from.row - PAGE_ROWS, from.column);
    case 'PageDown':
      return to(from.row + PAGE_ROWS, from.column);
    default:
      return null;
  }
}

/** The next cell in reading order, or the one before; `null` behind the last and before the first. */
export function tabbed(from: Place, back: boolean, { rows, columns }: Extent): Place | null {
  const at = from.row * columns + from.column + (back ? -1 : 1);
  if (at < 0 || at >= rows * columns) return null;
  return { row: Math.floor(at / columns), column: at % columns };
}

/** The rows that are drawn: those in sight and some around them. */
export function inSight(
  scrollTop: number,
  height: number,
  rowHeight: number,
  rows: number,
): [number, number] {
  const around = 8;
  const first = Math.max(0, Math.floor(scrollTop / rowHeight) - around);
  const last = Math.min(rows, Math.ceil((scrollTop + height) / rowHeight) + around);
  return [first, Math.max(first, last)];
}
