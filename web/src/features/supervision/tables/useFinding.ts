/** Asks the server for grids: for a page, for a region that was drawn, for the pages that follow. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { notify } from '../../../ui/notify';
import { tellFault } from '../../../ui/tellFault';
import type { RectPt } from '../../../viewer/coords';
import { detect } from './api';
import { emptyGrid, type Grid } from './grid';
import { best, withGrid, withGrids, withKnownNames } from './grids';

type Options = {
  documentId: string;
  dataPoint: string;
  grids: readonly Grid[];
  page: number;
  onGrids: (grids: readonly Grid[]) => void;
};

export function useFinding({ documentId, dataPoint, grids, page, onGrids }: Options) {
  const { t } = useTranslation();
  const [finding, setFinding] = useState(false);
  const grid = grids.find((one) => one.page === page) ?? null;

  const ask = async (where: Parameters<typeof detect>[2], use: (found: Grid[]) => void) => {
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
      if (one) onGrids(withGrid(grids, withKnownNames(one, grid ?? grids[0])));
      else notify({ message: t('tables.noneFound') });
    });
  /** A region that was drawn; where nothing is found in it, the lines are drawn by hand. */
  const inside = (region: RectPt) =>
    ask({ page, bbox: region }, (found) => {
      const one = best(found) ?? emptyGrid(page, region);
      onGrids(withGrid(grids, withKnownNames(one, grid ?? grids[0])));
    });
  const follow = () =>
    grid &&
    ask({ following: grid }, (found) => {
      if (found.length > 0) onGrids(withGrids(grids, found));
      notify({ message: t('tables.followed', { count: found.length }) });
    });
  return { finding, again, inside, follow };
}
