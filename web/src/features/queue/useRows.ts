/** The rows of the queue that are on screen, fetched part by part as they come into sight. */
import { useQueries } from '@tanstack/react-query';
import { useCallback, useMemo, useRef } from 'react';
import { partQuery } from './api';
import { type Collection, PAGE_SIZE } from './list';
import type { QueueSearch } from './search';

/** First and last place that is on screen. */
export type Span = readonly [number, number];

/** The parts that hold these places, and the first one, which tells how many there are. */
export function partsOf([first, last]: Span): number[] {
  const [from, to] = [Math.floor(first / PAGE_SIZE), Math.floor(Math.max(last, first) / PAGE_SIZE)];
  const parts = Array.from({ length: to - from + 1 }, (_, at) => from + at);
  return parts.includes(0) ? parts : [0, ...parts];
}

export type Rows = {
  /** `undefined` while nobody knows. */
  readonly total: number | undefined;
  readonly at: (place: number) => Collection | undefined;
  /** Whether what is shown is of an earlier search. */
  readonly isEarlier: boolean;
  readonly error: Error | null;
  readonly refetch: () => void;
};

export function useRows(processId: string, search: QueueSearch, span: Span): Rows {
  const parts = partsOf(span);
  const results = useQueries({
    queries: parts.map((part) => ({
      ...partQuery(processId, search, part),
      // Only the beginning of a list may stand for that of another: rows in the middle would be at wrong places.
      ...(part === 0 && { placeholderData: keepBeginning }),
    })),
  });
  const lastTotal = useRef<number>(undefined);
  const newest = results.reduce((best, one) => (one.dataUpdatedAt > best.dataUpdatedAt ? one : best));
  const total = newest.data?.pagination.total ?? lastTotal.current;
  lastTotal.current = total;

  const byPart = useMemo(
    () => new Map(parts.map((part, at) => [part, results[at]?.data?.collections])),
    [parts, results],
  );
  const at = useCallback(
    (place: number) => byPart.get(Math.floor(place / PAGE_SIZE))?.[place % PAGE_SIZE],
    [byPart],
  );
  return {
    total,
    at,
    isEarlier: results[0]?.isPlaceholderData ?? false,
    error: results.find(({ error }) => error)?.error ?? null,
    refetch: () => {
      for (const result of results) void result.refetch();
    },
  };
}

type Beginning = { queryKey: readonly unknown[] };

function keepBeginning<T>(previous: T | undefined, query: Beginning | undefined): T | undefined {
  return query?.queryKey.at(-1) === 0 ? previous : undefined;
}
