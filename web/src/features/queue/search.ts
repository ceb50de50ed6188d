/** What the queue shows, as it stands in the address, in requests and in saved views. Pure. */
import type { Schemas } from '../../api/client';
import { STATUSES, type Status } from '../../ui/StatusBadge';

/** Kept in the address, so that it can be shared and survives going back. */
export type QueueSearch = {
  q?: string;
  /** Statuses with commas between them. */
  status?: string;
  /** Local days, e.g. `2026-01-31`. */
  from?: string;
  to?: string;
  priority?: 'yes' | 'no' | '';
  /** JSON of conditions on the metadata. */
  meta?: string;
  /** A subject, or `none`. */
  assignee?: string;
  /** A class of documents. */
  class?: string;
  order?: string;
};

export type Filter = Schemas['CollectionFilter'];

/** A condition on the metadata: the key is there, is not there, or has a value. */
export type Condition = { readonly key: string; readonly value: string | boolean };

export const DEFAULT_ORDER = 'created_date:desc';

const DAY = /^\d{4}-\d{2}-\d{2}$/;

const text = (value: unknown): string | undefined =>
  typeof value === 'string' || typeof value === 'number' ? String(value).trim() || undefined : undefined;

const day = (value: unknown): string | undefined => {
  const found = text(value);
  return found && DAY.test(found) && !Number.isNaN(Date.parse(found)) ? found : undefined;
};

export function statusesOf(search: QueueSearch): Status[] {
  const wanted = (search.status ?? '').split(',');
  return STATUSES.filter((status) => wanted.includes(status));
}

/** The conditions on the metadata; what cannot be read is none. */
export function conditionsOf(search: QueueSearch): Condition[] {
  if (!search.meta) return [];
  try {
    const object: unknown = JSON.parse(search.meta);
    if (typeof object !== 'object' || object === null || Array.isArray(object)) return [];
    return Object.entries(object).map(([key, value]) => ({
      key,
      value: typeof value === 'boolean' ? value : String(value),
    }));
  } catch {
    return [];
  }
}

export function metaOf(conditions: readonly Condition[]): string {
  if (conditions.length === 0) return '';
  return JSON.stringify(Object.fromEntries(conditions.map(({ key, value }) => [key, value])));
}

/** What of an address is understood; everything else is left out. */
export function queueSearch(search: Record<string, unknown>): QueueSearch {
  const meta =
    typeof search.meta === 'object' && search.meta !== null ? JSON.stringify(search.meta) : text(search.meta);
  const found: QueueSearch = {
    q: text(search.q) ?? '',
    status: statusesOf({ status: text(search.status) ?? '' }).join(','),
    from: day(search.from) ?? '',
    to: day(search.to) ?? '',
    meta: metaOf(conditionsOf({ meta: meta ?? '' })),
    assignee: text(search.assignee) ?? '',
    class: text(search.class) ?? '',
    order: text(search.order) ?? '',
  };
  const filled = Object.fromEntries(Object.entries(found).filter(([, value]) => value !== ''));
  const { priority } = search;
  return { ...filled, ...((priority === 'yes' || priority === 'no') && { priority }) };
}

/** The first millisecond of a local day, and the last. */
const begin = (local: string) => new Date(`${local}T00:00:00`).toISOString();
const end = (local: string) => new Date(`${local}T23:59:59.999`).toISOString();

/** The query of a list. */
export function listQuery(search: QueueSearch) {
  const status = statusesOf(search);
  return {
    order: search.order || DEFAULT_ORDER,
    ...(search.q && { query: search.q }),
    ...(status.length > 0 && { status: status.join(',') }),
    ...(search.from && { date_from: begin(search.from) }),
    ...(search.to && { date_to: end(search.to) }),
    ...(search.priority && { priority: search.priority === 'yes' }),
    ...(search.meta && { metadata: search.meta }),
    ...(search.assignee && { assignee: search.assignee }),
    ...(search.class && { document_class: search.class }),
  };
}

/** The filter of a request that is about all that match, or of a view, where days stay days. */
export function filterOf(search: QueueSearch, days: 'instants' | 'days'): Filter {
  const at = days === 'instants' ? { begin, end } : { begin: (it: string) => it, end: (it: string) => it };
  return {
    query: search.q || null,
    dateFrom: search.from ? at.begin(search.from) : null,
    dateTo: search.to ? at.end(search.to) : null,
    priority: search.priority ? search.priority === 'yes' : null,
    status: statusesOf(search),
    metadata: Object.fromEntries(conditionsOf(search).map(({ key, value }) => [key, value])),
    assignee: search.assignee || null,
    documentClass: search.class || null,
  };
}

/** What a view shows. */
export function searchOf(filter: Filter, order: string | null): QueueSearch {
  return queueSearch({
    q: filter.query,
    status: (filter.status ?? []).join(','),
    from: filter.dateFrom?.slice(0, 10),
    to: filter.dateTo?.slice(0, 10),
    priority: filter.priority === true ? 'yes' : filter.priority === false ? 'no' : undefined,
    meta: filter.metadata && Object.keys(filter.metadata).length > 0 ? filter.metadata : undefined,
    assignee: filter.assignee,
    class: filter.documentClass,
    order,
  });
}

/** Whether something narrows the list. */
export const isFiltered = ({ order: _, ...filters }: QueueSearch): boolean =>
  Object.values(filters).some(Boolean);

/** Whether a change of a collection may make it come or go, so that the list has to be asked for again. */
export function mayMove(search: QueueSearch, before: Schemas['Collection'], after: Schemas['Collection']) {
  const by = (search.order || DEFAULT_ORDER).split(':')[0];
  return (
    (Boolean(search.status) && before.status !== after.status) ||
    (Boolean(search.priority) && before.priority !== after.priority) ||
    (Boolean(search.assignee) && before.assignee !== after.assignee) ||
    // A collection does not say what its documents are; they are told when it is processed.
    (Boolean(search.class) && before.status !== after.status) ||
    (by === 'status' && before.status !== after.status) ||
    (by === 'pages' && before.numberOfPages !== after.numberOfPages) ||
    (by === 'confidence' && before.confidence !== after.confidence)
  );
}
