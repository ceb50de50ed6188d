/** One row of the queue; rows that are on their way are grey bars in its place. */
import { Checkbox, Skeleton } from '@mantine/core';
import { type MouseEvent, memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ColumnId } from '../columns';
import type { Collection } from '../list';
import { isChosen, type Selection } from '../selection';
import { CELLS } from './cells';
import { RowMenu } from './RowMenu';

type Props = {
  place: number;
  collection: Collection | undefined;
  columns: readonly ColumnId[];
  selection: Selection;
  onChoose: (place: number, range: boolean) => void;
  onCursor: (place: number) => void;
  onDelete: (collection: Collection) => void;
  measure: (row: HTMLTableRowElement | null) => void;
  /** The one that the keyboard is at. */
  isCurrent: boolean;
  /** Whether it is about to be deleted. */
  isGoing: boolean;
};

/** A shift-click marks text otherwise. */
const markNothing = (event: MouseEvent) => event.shiftKey && event.preventDefault();

export const QueueRow = memo(function QueueRow(props: Props) {
  const { place, collection, columns, selection, onChoose, onCursor, measure, isCurrent, isGoing } = props;
  const { t } = useTranslation();
  if (!collection) {
    return (
      <tr data-index={place} ref={measure} aria-rowindex={place + 2} tabIndex={isCurrent ? 0 : -1}>
        <td colSpan={columns.length + 2}>
          <Skeleton height={18} my={5} animate={false} />
        </td>
      </tr>
    );
  }
  const chosen = isChosen(selection, collection.id);
  return (
    <tr
      ref={measure}
      data-index={place}
      data-status={collection.status}
      data-chosen={chosen || undefined}
      data-going={isGoing || undefined}
      aria-rowindex={place + 2}
      tabIndex={isCurrent ? 0 : -1}
      onFocus={() => onCursor(place)}
      onMouseDown={markNothing}
    >
      <td data-column="choose">
        <Checkbox
          size="xs"
          tabIndex={-1}
          aria-label={t('worklist.choose', { name: collection.name })}
          checked={chosen}
          disabled={isGoing}
          // The click knows whether shift was held, the change does not.
          onClick={(event) => onChoose(place, event.shiftKey)}
          onChange={() => undefined}
        />
      </td>
      {columns.map((id) => {
        const Cell = CELLS[id];
        return (
          <td key={id} data-column={id}>
            <Cell collection={collection} />
          </td>
        );
      })}
      <td data-column="actions">
        {!isGoing && <RowMenu collection={collection} onDelete={props.onDelete} />}
      </td>
    </tr>
  );
});
