/** The collections of a process as a dense table of any length: only the rows on screen are there. */
import { Skeleton } from '@mantine/core';
import { useVirtualizer } from '@tanstack/react-virtual';
import { ArrowDown, ArrowUp } from 'lucide-react';
import { type ReactNode, type RefObject, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ColumnId, nextOrder, ORDERS, sortOf } from '../columns';
import type { Collection } from '../list';
import { countOf, EVERYTHING, isChosen, NOTHING, type Selection } from '../selection';
import { QueueRow, type RowActs } from './QueueRow';
import classes from './QueueTable.module.css';
import { useColumnName } from './useColumnName';

/** Height of a row with one line, in pixels; what is really there is measured. */
const ROW_PX = 45;

/** Rows beyond the edge, so that a turn of the wheel meets rows that are there. */
const BEYOND = 10;

export type TableHandle = {
  readonly goTo: (place: number) => void;
  readonly onScreen: () => number;
  /** Where the row with the focus is now: rows that come in above it move it. */
  readonly focused: () => number | null;
};

type Props = {
  total: number | undefined;
  at: (place: number) => Collection | undefined;
  columns: readonly ColumnId[];
  order: string;
  onOrder: (order: string) => void;
  selection: Selection;
  onSelection: (selection: Selection) => void;
  /** Chooses a row, or with `range` all up to it. */
  onChoose: (place: number, range: boolean) => void;
  cursor: number;
  onCursor: (place: number) => void;
  onSpan: (first: number, last: number) => void;
  isHeld: (id: string) => boolean;
  onDelete: (collection: Collection) => void;
  isEarlier: boolean;
  empty: ReactNode;
  handle: RefObject<TableHandle | null>;
};

export function QueueTable(props: Props) {
  const { total, at, columns, cursor, onSpan, handle, empty, isEarlier } = props;
  const { t } = useTranslation();
  const frame = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count: total ?? 0,
    getScrollElement: () => frame.current,
    estimateSize: () => ROW_PX,
    overscan: BEYOND,
  });
  const items = virtualizer.getVirtualItems();
  const [first, last] = [items[0]?.index ?? 0, items.at(-1)?.index ?? 0];
  useEffect(() => onSpan(first, last), [first, last, onSpan]);
  useHandle(handle, frame, (place) => virtualizer.scrollToIndex(place), items.length);

  const acts = useStableActs(props);
  const above = items[0]?.start ?? 0;
  const below = virtualizer.getTotalSize() - (items.at(-1)?.end ?? 0);
  const span = columns.length + 2;
  return (
    <div className={classes.frame} ref={frame} data-earlier={isEarlier || undefined}>
      <table className={classes.table} aria-rowcount={(total ?? 0) + 1} aria-busy={total === undefined}>
        <caption className={classes.hidden}>{t('queue.table')}</caption>
        <Heads {...props} />
        <tbody>
          {total === undefined && <Waiting columns={span} />}
          <Gap height={above} columns={span} />
          {items.map(({ index }) => {
            const collection = at(index);
            return (
              <QueueRow
                key={collection?.id ?? index}
                place={index}
                collection={collection}
                columns={columns}
                measure={virtualizer.measureElement}
                chosen={collection !== undefined && isChosen(props.selection, collection.id)}
                isCurrent={index === cursor}
                isGoing={collection !== undefined && props.isHeld(collection.id)}
                acts={acts}
              />
            );
          })}
          <Gap height={below} columns={span} />
        </tbody>
      </table>
      {total === 0 && empty}
    </div>
  );
}

/** The same functions for ever, which do what is to be done now: a row is drawn anew only when something of it changed. */
function useStableActs({ onChoose, onCursor, onDelete }: Props): RowActs {
  const latest = useRef({ onChoose, onCursor, onDelete });
  useEffect(() => {
    latest.current = { onChoose, onCursor, onDelete };
  });
  const [acts] = useState<RowActs>(() => ({
    choose: (place, range) => latest.current.onChoose(place, range),
    cursor: (place) => latest.current.onCursor(place),
    remove: (collection) => latest.current.onDelete(collection),
  }));
  return acts;
}

/** Lets the keyboard move through rows that may not be there yet: they are scrolled to first and focused once they are. */
function useHandle(
  handle: RefObject<TableHandle | null>,
  frame: RefObject<HTMLDivElement | null>,
  scrollTo: (place: number) => void,
  onScreen: number,
) {
  const wanted = useRef<number>(undefined);
  const focus = () => {
    const row = frame.current?.querySelector<HTMLElement>(`tr[data-index="${wanted.current}"]`);
    if (!row) return;
    wanted.current = undefined;
    row.focus({ preventScroll: true });
  };
  useEffect(() => {
    handle.current = {
      goTo: (place) => {
        wanted.current = place;
        scrollTo(place);
        focus();
      },
      onScreen: () => Math.max(onScreen - 2 * BEYOND - 1, 1),
      focused: () => {
        const row = document.activeElement?.closest<HTMLElement>('tr[data-index]');
        return row && frame.current?.contains(row) ? Number(row.dataset.index) : null;
      },
    };
    if (wanted.current !== undefined) focus();
  });
}

function Gap({ height, columns }: { height: number; columns: number }) {
  if (height <= 0) return null;
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: an empty row that only keeps the place of others has no focus.
    <tr aria-hidden="true" className={classes.gap}>
      <td colSpan={columns} style={{ height }} />
    </tr>
  );
}

function Heads({ total, columns, order, onOrder, selection, onSelection }: Props) {
  const { t } = useTranslation();
  const columnName = useColumnName();
  const chosen = countOf(selection, total ?? 0);
  const isAll = chosen > 0 && chosen === total;
  return (
    <thead>
      <tr aria-rowindex={1}>
        <th scope="col" data-column="choose">
          <label className={classes.hit}>
            <input
              ref={(box) => {
                if (box) box.indeterminate = chosen > 0 && !isAll;
              }}
              type="checkbox"
              aria-label={t('worklist.chooseAll', { count: total ?? 0 })}
              disabled={!total}
              checked={isAll}
              onChange={() => onSelection(chosen > 0 ? NOTHING : EVERYTHING)}
              // The space bar is this box's own here.
              onKeyDown={(event) => event.key === ' ' && event.stopPropagation()}
            />
          </label>
        </th>
        {columns.map((id) => (
          <th key={id} scope="col" data-column={id} aria-sort={sortOf(id, order)}>
            <Head id={id} order={order} onOrder={onOrder}>
              {columnName(id)}
            </Head>
          </th>
        ))}
        <th scope="col" data-column="actions">
          <span className={classes.hidden}>{t('queue.actions')}</span>
        </th>
      </tr>
    </thead>
  );
}

type HeadProps = { id: ColumnId; order: string; onOrder: (order: string) => void; children: ReactNode };

function Head({ id, order, onOrder, children }: HeadProps) {
  if (!ORDERS[id]) return children;
  const sort = sortOf(id, order);
  return (
    <button type="button" className={classes.sort} onClick={() => onOrder(nextOrder(id, order))}>
      {children}
      {sort === 'ascending' && <ArrowUp size={13} aria-hidden="true" />}
      {sort === 'descending' && <ArrowDown size={13} aria-hidden="true" />}
    </button>
  );
}

function Waiting({ columns }: { columns: number }) {
  return ['a', 'b', 'c', 'd', 'e', 'f'].map((key) => (
    <tr key={key}>
      <td colSpan={columns}>
        <Skeleton height={18} my={5} />
      </td>
    </tr>
  ));
}
