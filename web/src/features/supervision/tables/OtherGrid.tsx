/** A grid of the page that is not in hand: its outline and its columns; a click takes it in hand. */
import { useTranslation } from 'react-i18next';
import { type RectPt, toScreen, type View } from '../../../viewer/coords';
import classes from './GridStage.module.css';
import { columnsOf, type Grid } from './grid';

export function OtherGrid({ grid, view, onTake }: { grid: Grid; view: View; onTake: () => void }) {
  const { t } = useTranslation();
  const [, top, , bottom] = grid.bbox;
  const placed = (rect: RectPt) => {
    const { x, y, width, height } = toScreen(view, rect);
    return { left: x, top: y, width, height };
  };
  return (
    <>
      {columnsOf(grid).map(([start, end]) => (
        <div key={start} className={classes.otherColumn} style={placed([start, top, end, bottom])} />
      ))}
      <button
        type="button"
        className={classes.other}
        style={placed(grid.bbox)}
        aria-label={t('tables.take')}
        title={t('tables.take')}
        onClick={onTake}
      />
    </>
  );
}
