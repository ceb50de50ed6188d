/** What is done to many collections: the requests it takes, and what their answers add up to. Pure. */
import type { Schemas } from '../../api/client';
import type { Filter } from './search';
import type { Selection } from './selection';

export type BulkAction = Schemas['BulkAction'];
export type BulkOutcome = Schemas['BulkOutcome'];
export type BulkRequest = Schemas['BulkRequest'];

/** An action with what it needs. */
export type Order = Pick<BulkRequest, 'action' | 'force' | 'priority' | 'metadata' | 'assignee'>;

/** Named collections of one request: small enough that the progress moves. */
export const PART = 50;

/** What is to be done, and to what; `before` keeps what is sent meanwhile out of "all". */
export type Job = {
  readonly order: Order;
  readonly selection: Selection;
  readonly filter: Filter;
  readonly before: string;
};

/** Where a job stands: the next request, or none. */
export type Cursor = { readonly at: number } | { readonly after: string | null } | null;

export const start = (job: Job): Cursor => (job.selection.all ? { after: null } : { at: 0 });

/** The request at this place. */
export function requestAt(job: Job, cursor: NonNullable<Cursor>): BulkRequest {
  const ids = [...job.selection.ids];
  if ('at' in cursor) return { ...job.order, collectionIds: ids.slice(cursor.at, cursor.at + PART) };
  const { dateTo } = job.filter;
  return {
    ...job.order,
    filter: { ...job.filter, dateTo: dateTo && dateTo < job.before ? dateTo : job.before },
    ...(ids.length > 0 && { except: ids }),
    ...(cursor.after && { after: cursor.after }),
  };
}

/** The place after an answer. */
export function following(job: Job, cursor: NonNullable<Cursor>, answer: { next: string | null }): Cursor {
  if ('at' in cursor) return cursor.at + PART < job.selection.ids.size ? { at: cursor.at + PART } : null;
  return answer.next ? { after: answer.next } : null;
}

/** Why some were refused: each reason once, with how many it met, the most frequent first. */
export type Reason = { readonly code: string; readonly message: string; readonly count: number };

export function reasonsOf(outcomes: readonly BulkOutcome[]): Reason[] {
  const found = new Map<string, { message: string; count: number }>();
  for (const { code, message } of outcomes) {
    if (!code) continue;
    const before = found.get(code);
    found.set(code, { message: before?.message ?? message ?? code, count: (before?.count ?? 0) + 1 });
  }
  return [...found]
    .map(([code, { message, count }]) => ({ code, message, count }))
    .sort((a, b) => b.count - a.count);
}
