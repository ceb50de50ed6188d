/** What each column of the grid holds, chosen above it. */
import { useTranslation } from 'react-i18next';
import { type Size, toScreen, type View } from '../../../viewer/coords';
import classes from './GridStage.module.css';
import { columnsOf, type Grid, nameColumn } from './grid';

export type Named = { readonly name: string; readonly label: string };

type Props = {
  grid: Grid;
  view: View;
  viewer: Size;
  headers: readonly Named[];
  editable: boolean;
  onChange: (grid: Grid) => void;
};

/** Height of a field, and how far it stands above the region. */
const FIELD_PX = 24;
const ABOVE_PX = 12;
/** Names that are printed right above the region stay readable: a line of text with its leading. */
const NAMES_PT = 17;
/** A field narrower than this cannot be hit. */
const LEAST_PX = 26;

export function ColumnNames({ grid, view, viewer, headers, editable, onChange }: Props) {
  const { t } = useTranslation();
  const region = toScreen(view, grid.bbox);
  const names = grid.headerRows > 0 ? 0 : NAMES_PT * view.scale;
  const top = Math.min(Math.max(4, region.y - FIELD_PX - ABOVE_PX - names), viewer.height - FIELD_PX - 4);
  return columnsOf(grid).map(([start, end], index) => {
    const at = toScreen(view, [start, 0, end, 0]);
    return (
      <select
        // biome-ignore lint/suspicious/noArrayIndexKey: a column is known by its position.
        key={index}
        className={classes.holds}
        data-held={grid.headers[index] != null || undefined}
        aria-label={t('tables.holds', { number: index + 1 })}
        title={headers.find((header) => header.name === grid.headers[index])?.label ?? t('tables.ignored')}
        style={{ left: at.x + 1, top, width: Math.max(LEAST_PX, at.width - 2) }}
        disabled={!editable}
        value={grid.headers[index] ?? ''}
        onChange={(event) => onChange(nameColumn(grid, index, event.currentTarget.value || null))}
      >
        <option value="">{t('tables.ignore')}</option>
        {headers.map((header) => (
          <option key={header.name} value={header.name}>
            {header.label}
          </option>
        ))}
      </select>
    );
  });
}
