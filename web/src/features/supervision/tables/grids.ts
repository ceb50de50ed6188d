/** The grids of one table, one for each page that it stands on. Pure. */
import type { Grid } from './grid';

/** With a grid in the place of the one on its page. */
export const withGrid = (grids: readonly Grid[], grid: Grid): Grid[] =>
  [...grids.filter((other) => other.page !== grid.page), grid].sort((a, b) => a.page - b.page);

export const withGrids = (grids: readonly Grid[], more: readonly Grid[]): Grid[] =>
  more.reduce<Grid[]>(withGrid, [...grids]);

export const withoutPage = (grids: readonly Grid[], page: number): Grid[] =>
  grids.filter((grid) => grid.page !== page);

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
