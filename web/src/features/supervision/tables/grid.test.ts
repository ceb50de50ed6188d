import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { RectPt } from '../../../viewer/coords';
import {
  addLine,
  columnsOf,
  emptyGrid,
  type Grid,
  LEAST_PT,
  moveGrid,
  movePart,
  moveSide,
  nameColumn,
  type Part,
  placeFor,
  removeLine,
} from './grid';

const page = { width: 595, height: 842 };

const grid: Grid = {
  page: 0,
  bbox: [50, 100, 450, 300],
  rows: [150, 200],
  columns: [150, 250],
  headers: ['name', null, 'fee'],
  headerRows: 1,
};

/** Lines in order inside the region, a name for each column, and names of rows that are there. */
function sound({ bbox, rows, columns, headers, headerRows }: Grid): boolean {
  const ordered = (lines: readonly number[], low: number, high: number) =>
    lines.every((line, at) => line > (lines[at - 1] ?? low) && line < high);
  return (
    bbox[0] >= 0 &&
    bbox[1] >= 0 &&
    bbox[2] <= page.width &&
    bbox[3] <= page.height &&
    bbox[0] < bbox[2] &&
    bbox[1] < bbox[3] &&
    ordered(rows, bbox[1], bbox[3]) &&
    ordered(columns, bbox[0], bbox[2]) &&
    headers.length === columns.length + 1 &&
    headerRows >= 0 &&
    headerRows <= rows.length
  );
}

const distance = fc.integer({ min: -300, max: 300 });
const part: fc.Arbitrary<Part> = fc.oneof(
  fc.record({ kind: fc.constantFrom('column' as const, 'row' as const), at: fc.integer({ min: 0, max: 1 }) }),
  fc.record({
    kind: fc.constant('side' as const),
    side: fc.constantFrom('left' as const, 'top' as const, 'right' as const, 'bottom' as const),
  }),
  fc.constant({ kind: 'region' as const }),
);
const act = fc.oneof(
  fc.tuple(part, distance, distance).map(([one, dx, dy]) => (g: Grid) => {
    const lines = one.kind === 'column' ? g.columns : one.kind === 'row' ? g.rows : null;
    return lines && 'at' in one && one.at >= lines.length ? g : movePart(g, one, dx, dy, page);
  }),
  fc.tuple(fc.constantFrom('column' as const, 'row' as const), fc.integer({ min: 0, max: 800 })).map(
    ([kind, place]) =>
      (g: Grid) =>
        addLine(g, kind, place)?.grid ?? g,
  ),
  fc.tuple(fc.constantFrom('column' as const, 'row' as const), fc.nat(5)).map(([kind, at]) => (g: Grid) => {
    const lines = kind === 'column' ? g.columns : g.rows;
    return at < lines.length ? removeLine(g, kind, at) : g;
  }),
);

describe('a grid', () => {
  test('stays sound whatever is done to it', () => {
    fc.assert(
      fc.property(
        fc.array(act, { maxLength: 30 }),
        (acts) => acts.reduce((g, one) => one(g), grid) && sound(acts.reduce((g, one) => one(g), grid)),
      ),
    );
  });

  test('has a line that stops at its neighbours', () => {
    expect(movePart(grid, { kind: 'column', at: 0 }, 500, 0, page).columns).toEqual([250 - LEAST_PT, 250]);
    expect(movePart(grid, { kind: 'row', at: 0 }, 0, -500, page).rows).toEqual([100 + LEAST_PT, 200]);
  });

  test('keeps what columns hold when a line is added and taken away', () => {
    const added = addLine(grid, 'column', 100);
    expect(added?.at).toBe(0);
    expect(added?.grid.headers).toEqual(['name', null, null, 'fee']);
    expect(removeLine(added?.grid ?? grid, 'column', 0).headers).toEqual(['name', null, 'fee']);
    // The column that held something wins over the one that held nothing.
    expect(removeLine(grid, 'column', 1).headers).toEqual(['name', 'fee']);
  });

  test('adds no line upon another', () => {
    expect(addLine(grid, 'column', 151)).toBeNull();
    expect(addLine(grid, 'row', 99)).toBeNull();
  });

  test('offers the middle behind a line, or of the widest stretch', () => {
    expect(placeFor(grid, 'column', 0)).toBe(200);
    expect(placeFor(grid, 'column', null)).toBe(350);
  });

  test('holds a header in one column only', () => {
    expect(nameColumn(grid, 1, 'fee').headers).toEqual(['name', 'fee', null]);
    expect(nameColumn(grid, 0, null).headers).toEqual([null, null, 'fee']);
  });

  test('loses the columns that its side passes', () => {
    const narrow = moveSide(grid, 'left', 200, page);
    expect([narrow.columns, narrow.headers]).toEqual([[250], [null, 'fee']]);
    const short = moveSide(grid, 'right', 200, page);
    expect([short.columns, short.headers]).toEqual([[150], ['name', null]]);
  });

  test('is not moved off the page', () => {
    const moved = moveGrid(grid, -500, 1000, page);
    expect(moved.bbox).toEqual([0, 642, 400, 842]);
    expect(moved.columns).toEqual([100, 200]);
  });

  test('has a column between each two lines', () => {
    expect(columnsOf(grid)).toEqual([
      [50, 150],
      [150, 250],
      [250, 450],
    ]);
    expect(columnsOf(emptyGrid(0, [0, 0, 10, 10] as RectPt))).toEqual([[0, 10]]);
  });
});
