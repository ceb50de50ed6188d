/** One row of the queue; rows that are on their way are grey bars in its place. */
import { type MouseEvent, memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ColumnId } from '../columns';
import type { Collection } from '../list';
import { CELLS } from './cells';
import classes from './QueueTable.module.css';
import { RowMenu } from './RowMenu';

/** What a row can ask for. The functions stay the same, so that rows are not drawn for nothing. */
export type RowActs = {
  readonly choose: (place: number, range: boolean) => void;
  readonly cursor: (place: number) => void;
  readonly remove: (collection: Collection) => void;
};

type Props = {
  place: number;
  collection: Collection | undefined;
  columns: readonly ColumnId[];
  chosen: boolean;
  measure: (row: HTMLTableRowElement | null) => void;
  /** The one that the keyboard is at. */
  isCurrent: boolean;
  /** Whether it is about to be deleted. */
  isGoing: boolean;
  acts: RowActs;
};

/** A shift-click marks text otherwise. */
const markNothing = (event: MouseEvent) => event.shiftKey && event.preventDefault();

export const QueueRow = memo(function QueueRow(props: Props) {
  const { place, collection, columns, chosen, measure, isCurrent, isGoing, acts } = props;
  const { t } = useTranslation();
  if (!collection) {
    return (
      <tr data-index={place} ref={measure} aria-rowindex={place + 2} tabIndex={isCurrent ? 0 : -1}>
        <td colSpan={columns.length + 2}>
          <span className={classes.bone} />
        </td>
      </tr>
    );
  }
  return (
    <tr
      ref={measure}
      data-index={place}
      data-status={collection.status}
      data-chosen={chosen || undefined}
      data-going={isGoing || undefined}
      aria-rowindex={place + 2}
      tabIndex={isCurrent ? 0 : -1}
      onFocus={() => acts.cursor(place)}
      onMouseDown={markNothing}
    >
      <td data-column="choose">
        <label className={classes.hit}>
          <input
            type="checkbox"
            tabIndex={-1}
            aria-label={t('worklist.choose', { name: collection.name })}
            checked={chosen}
            disabled={isGoing}
            // The click knows whether shift was held, the change does not.
            onClick={(event) => acts.choose(place, event.shiftKey)}
            onChange={() => undefined}
          />
        </label>
      </td>
      {columns.map((id) => {
        const Cell = CELLS[id];
        return (
          <td key={id} data-column={id}>
            <Cell collection={collection} />
          </td>
        );
      })}
      <td data-column="actions">{!isGoing && <RowMenu collection={collection} onDelete={acts.remove} />}</td>
    </tr>
  );
});
