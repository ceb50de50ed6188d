/** The grid over a table on a page: a region, lines between rows and columns, what the columns hold. Pure. */
import type { RectPt, Size } from '../../../viewer/coords';

export type Grid = {
  /** Page of the document, from 0. */
  readonly page: number;
  readonly bbox: RectPt;
  /** Heights of the lines between rows, from the top. */
  readonly rows: readonly number[];
  /** Places of the lines between columns, from the left. */
  readonly columns: readonly number[];
  /** For each column the header whose cells it holds; `null` leaves it out. */
  readonly headers: readonly (string | null)[];
  /** Rows at the top that only name the columns. */
  readonly headerRows: number;
};

export type Side = 'left' | 'top' | 'right' | 'bottom';

/** What can be taken in hand. */
export type Part =
  | { readonly kind: 'column' | 'row'; readonly at: number }
  | { readonly kind: 'side'; readonly side: Side }
  | { readonly kind: 'region' };

/** Lines keep this distance, in points: nothing that is printed is smaller. */
export const LEAST_PT = 3;

const clamp = (value: number, low: number, high: number) => Math.min(Math.max(value, low), high);
const tenth = (value: number) => Math.round(value * 10) / 10;

export const emptyGrid = (page: number, bbox: RectPt): Grid => ({
  page,
  bbox,
  rows: [],
  columns: [],
  headers: [null],
  headerRows: 0,
});

type Axis = { lines: readonly number[]; low: number; high: number };

const axisOf = (grid: Grid, kind: 'column' | 'row'): Axis =>
  kind === 'column'
    ? { lines: grid.columns, low: grid.bbox[0], high: grid.bbox[2] }
    : { lines: grid.rows, low: grid.bbox[1], high: grid.bbox[3] };

/** The places between which a line may be moved. */
export function roomOf(grid: Grid, kind: 'column' | 'row', at: number): [number, number] {
  const { lines, low, high } = axisOf(grid, kind);
  return [(lines[at - 1] ?? low) + LEAST_PT, (lines[at + 1] ?? high) - LEAST_PT];
}

/** A line at another place, but never beyond its neighbours. */
export function moveLine(grid: Grid, kind: 'column' | 'row', at: number, to: number): Grid {
  const [low, high] = roomOf(grid, kind, at);
  const place = tenth(clamp(to, low, Math.max(low, high)));
  const moved = axisOf(grid, kind).lines.map((line, index) => (index === at ? place : line));
  return kind === 'column' ? { ...grid, columns: moved } : { ...grid, rows: moved };
}

/** Another line at this place; the grid stays as it is where another line is too near. */
export function addLine(
  grid: Grid,
  kind: 'column' | 'row',
  place: number,
): { grid: Grid; at: number } | null {
  const { lines, low, high } = axisOf(grid, kind);
  const near = [low, ...lines, high].some((line) => Math.abs(line - place) < LEAST_PT);
  if (near || place < low || place > high) return null;
  const at = lines.filter((line) => line < place).length;
  const more = [...lines.slice(0, at), tenth(place), ...lines.slice(at)];
  if (kind === 'row')
    return {
      at,
      grid: { ...grid, rows: more, headerRows: grid.headerRows + (at < grid.headerRows ? 1 : 0) },
    };
  // What is cut off on the right holds nothing until somebody says so.
  const headers = [...grid.headers.slice(0, at + 1), null, ...grid.headers.slice(at + 1)];
  return { at, grid: { ...grid, columns: more, headers } };
}

/** Where a line fits best: in the middle behind a line, or of the widest stretch. */
export function placeFor(grid: Grid, kind: 'column' | 'row', after: number | null): number {
  const { lines, low, high } = axisOf(grid, kind);
  const all = [low, ...lines, high];
  const stretches = all.slice(1).map((end, index) => ({ start: all[index] ?? low, end }));
  const behind = after === null ? undefined : stretches[after + 1];
  const chosen =
    behind ?? stretches.reduce((best, one) => (one.end - one.start > best.end - best.start ? one : best));
  return (chosen.start + chosen.end) / 2;
}

/** Without a line: the two rows or columns beside it become one. */
export function removeLine(grid: Grid, kind: 'column' | 'row', at: number): Grid {
  const without = (lines: readonly number[]) => lines.filter((_, index) => index !== at);
  if (kind === 'row')
    return {
      ...grid,
      rows: without(grid.rows),
      headerRows: grid.headerRows - (at < grid.headerRows ? 1 : 0),
    };
  const [left, right] = [grid.headers[at] ?? null, grid.headers[at + 1] ?? null];
  const headers = [...grid.headers.slice(0, at), left ?? right, ...grid.headers.slice(at + 2)];
  return { ...grid, columns: without(grid.columns), headers };
}

/** Says what a column holds. A header is held by one column: the one that had it holds nothing then. */
export function nameColumn(grid: Grid, column: number, header: string | null): Grid {
  const headers = grid.headers.map((held, index) =>
    index === column ? header : held === header ? null : held,
  );
  return { ...grid, headers };
}

/** Says how many rows at the top only name the columns. */
export const nameRows = (grid: Grid, count: number): Grid => ({
  ...grid,
  headerRows: clamp(count, 0, grid.rows.length),
});

/** One side of the region at another place; lines that it passes go away with their columns. */
export function moveSide(grid: Grid, side: Side, to: number, page: Size): Grid {
  const [x0, y0, x1, y1] = grid.bbox;
  const place = tenth(to);
  const bbox: RectPt =
    side === 'left'
      ? [clamp(place, 0, x1 - LEAST_PT), y0, x1, y1]
      : side === 'top'
        ? [x0, clamp(place, 0, y1 - LEAST_PT), x1, y1]
        : side === 'right'
          ? [x0, y0, clamp(place, x0 + LEAST_PT, page.width), y1]
          : [x0, y0, x1, clamp(place, y0 + LEAST_PT, page.height)];
  return inside({ ...grid, bbox });
}

/** Without the lines that lie on or beyond the sides of the region. */
function inside(grid: Grid): Grid {
  const [x0, y0, x1, y1] = grid.bbox;
  let next = grid;
  for (let at = grid.columns.length - 1; at >= 0; at -= 1) {
    const line = grid.columns[at] ?? 0;
    if (line > x0 + 1 && line < x1 - 1) continue;
    // The column beyond the side is what falls away, not the one that stays.
    const gone = line <= x0 + 1 ? at : at + 1;
    next = {
      ...next,
      columns: next.columns.filter((_, index) => index !== at),
      headers: next.headers.filter((_, index) => index !== gone),
    };
  }
  for (let at = grid.rows.length - 1; at >= 0; at -= 1) {
    const line = grid.rows[at] ?? 0;
    if (line > y0 + 1 && line < y1 - 1) continue;
    next = removeLine(next, 'row', at);
  }
  return { ...next, headerRows: clamp(next.headerRows, 0, next.rows.length) };
}

/** The whole grid moved, but not off the page. */
export function moveGrid(grid: Grid, dx: number, dy: number, page: Size): Grid {
  const [x0, y0, x1, y1] = grid.bbox;
  const x = clamp(dx, -x0, Math.max(-x0, page.width - x1));
  const y = clamp(dy, -y0, Math.max(-y0, page.height - y1));
  return {
    ...grid,
    bbox: [tenth(x0 + x), tenth(y0 + y), tenth(x1 + x), tenth(y1 + y)],
    columns: grid.columns.map((line) => tenth(line + x)),
    rows: grid.rows.map((line) => tenth(line + y)),
  };
}

/** A part of the grid moved by a distance in points. */
export function movePart(grid: Grid, part: Part, dx: number, dy: number, page: Size): Grid {
  switch (part.kind) {
    case 'column':
      return moveLine(grid, 'column', part.at, (grid.columns[part.at] ?? 0) + dx);
    case 'row':
      return moveLine(grid, 'row', part.at, (grid.rows[part.at] ?? 0) + dy);
    case 'region':
      return moveGrid(grid, dx, dy, page);
    case 'side': {
      const [x0, y0, x1, y1] = grid.bbox;
      const at = { left: x0 + dx, right: x1 + dx, top: y0 + dy, bottom: y1 + dy }[part.side];
      return moveSide(grid, part.side, at, page);
    }
  }
}

/** Whether it can be saved: some column must hold something. */
export const holdsSomething = (grid: Grid): boolean => grid.headers.some((header) => header !== null);

/** Left and right edge of each column. */
export function columnsOf(grid: Grid): [number, number][] {
  const all = [grid.bbox[0], ...grid.columns, grid.bbox[2]];
  return all.slice(1).map((end, index) => [all[index] ?? 0, end]);
}
