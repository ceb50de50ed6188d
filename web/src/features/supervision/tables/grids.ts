/** The grids of one table: on each page that it stands on one, or several. Pure. */
import type { Grid } from './grid';

/** In the order in which their rows are read: by page, then from the top. */
const inOrder = (grids: readonly Grid[]): Grid[] =>
  grids.toSorted((a, b) => a.page - b.page || a.bbox[1] - b.bbox[1] || a.bbox[0] - b.bbox[0]);

const meets = (a: Grid, b: Grid): boolean =>
  a.page === b.page &&
  a.bbox[0] < b.bbox[2] &&
  b.bbox[0] < a.bbox[2] &&
  a.bbox[1] < b.bbox[3] &&
  b.bbox[1] < a.bbox[3];

export const onPage = (grids: readonly Grid[], page: number): Grid[] =>
  grids.filter((grid) => grid.page === page);

/** With a grid as it was changed. */
export const changed = (grids: readonly Grid[], old: Grid, grid: Grid): Grid[] =>
  inOrder([...without(grids, old), grid]);

/** With a grid that was drawn or found: over others it takes their place, beside them it is one more. */
export const withGrid = (grids: readonly Grid[], grid: Grid): Grid[] =>
  inOrder([...grids.filter((other) => !meets(other, grid)), grid]);

export const withGrids = (grids: readonly Grid[], more: readonly Grid[]): Grid[] =>
  more.reduce<Grid[]>(withGrid, [...grids]);

export const without = (grids: readonly Grid[], grid: Grid): Grid[] =>
  grids.filter((other) => other !== grid);

/** The grid of a page that is worked on: the one in hand, as it is or as it was, or the first. */
export function inHand(grids: readonly Grid[], page: number, taken: Grid | null): Grid | null {
  const here = onPage(grids, page);
  const isTaken = (grid: Grid) => taken !== null && meets(grid, taken);
  return here.find((grid) => grid === taken) ?? here.find(isTaken) ?? here[0] ?? null;
}

/** The grid behind this one on its page; behind the last one comes the first. */
export function nextOnPage(grids: readonly Grid[], grid: Grid): Grid {
  const here = onPage(grids, grid.page);
  return here[(here.indexOf(grid) + 1) % here.length] ?? grid;
}

const known = (grid: Grid) => grid.headers.filter((header) => header !== null).length;
const area = ({ bbox: [x0, y0, x1, y1] }: Grid) => (x1 - x0) * (y1 - y0);

/** Of several grids the one whose columns are known best; of equals the largest. */
export function best(grids: readonly Grid[]): Grid | null {
  return grids.reduce<Grid | null>(
    (chosen, grid) =>
      chosen === null ||
      known(grid) > known(chosen) ||
      (known(grid) === known(chosen) && area(grid) > area(chosen))
        ? grid
        : chosen,
    null,
  );
}

/** A grid whose columns are not known takes what another one holds, if it has as many. */
export function withKnownNames(grid: Grid, other: Grid | undefined): Grid {
  if (known(grid) > 0 || !other || other.headers.length !== grid.headers.length) return grid;
  return { ...grid, headers: other.headers };
}
