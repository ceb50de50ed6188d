/** Asks the server for grids: for a page, for a region that was drawn, for the pages that follow. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { notify } from '../../../ui/notify';
import { tellFault } from '../../../ui/tellFault';
import type { RectPt } from '../../../viewer/coords';
import { detect } from './api';
import { emptyGrid, type Grid } from './grid';
import { best, changed, withGrid, withGrids, withKnownNames } from './grids';

type Options = {
  documentId: string;
  dataPoint: string;
  grids: readonly Grid[];
  page: number;
  /** The grid in hand on this page. */
  grid: Grid | null;
  /** `taken` is in hand from now on. */
  onGrids: (grids: readonly Grid[], taken: Grid | null) => void;
};

export function useFinding({ documentId, dataPoint, grids, page, grid, onGrids }: Options) {
  const { t } = useTranslation();
  const [finding, setFinding] = useState(false);

  const ask = async (where: Parameters<typeof detect>[2], use: (found: Grid[]) => unknown) => {
    setFinding(true);
    try {
      use(await detect(documentId, dataPoint, where));
    } catch (error) {
      tellFault(error as Error);
    } finally {
      setFinding(false);
    }
  };
  /** Looks again inside the region that is there, or on the whole page. */
  const again = () =>
    ask(grid ? { page, bbox: grid.bbox } : { page }, (found) => {
      const one = best(found);
      if (!one) return notify({ message: t('tables.noneFound') });
      const named = withKnownNames(one, grid ?? grids[0]);
      onGrids(grid ? changed(grids, grid, named) : withGrid(grids, named), named);
    });
  /** A region that was drawn; where nothing is found in it, the lines are drawn by hand. */
  const inside = (region: RectPt) =>
    ask({ page, bbox: region }, (found) => {
      const named = withKnownNames(best(found) ?? emptyGrid(page, region), grid ?? grids[0]);
      onGrids(withGrid(grids, named), named);
    });
  const follow = () =>
    grid &&
    ask({ following: grid }, (found) => {
      if (found.length > 0) onGrids(withGrids(grids, found), grid);
      notify({ message: t('tables.followed', { count: found.length }) });
    });
  return { finding, again, inside, follow };
}
