/** The columns of the queue: which there are, which are shown, and what the server can sort by. Pure but for the memory. */

export const COLUMNS = [
  'name',
  'files',
  'pages',
  'status',
  'progress',
  'priority',
  'confidence',
  'assignee',
  'duplicates',
  'created',
  'updated',
  'metadata',
] as const;

export type ColumnId = (typeof COLUMNS)[number];

/** Those that a screen of 1,440 pixels has room for; the name is always there. */
export const USUAL: readonly ColumnId[] = [
  'name',
  'files',
  'pages',
  'status',
  'priority',
  'confidence',
  'assignee',
  'duplicates',
  'created',
];

/** Those that a screen of 1,024 pixels has room for. */
const USUAL_NARROW: readonly ColumnId[] = ['name', 'pages', 'status', 'priority', 'confidence', 'created'];

/** Width of the window in pixels under which the table would be wider than its frame. */
const NARROW_PX = 1_280;

/** What is shown to somebody who chose nothing. */
export const usualColumns = (windowPx: number): readonly ColumnId[] =>
  windowPx < NARROW_PX ? USUAL_NARROW : USUAL;

/** Columns by which the server can sort, with its word for them. */
export const ORDERS: Partial<Record<ColumnId, string>> = {
  name: 'name',
  pages: 'pages',
  status: 'status',
  confidence: 'confidence',
  created: 'created_date',
  updated: 'updated_date',
};

/** The columns of a list of names, in their own order, always with the name; `null` or nonsense is what is usual. */
export function columnsOf(names: readonly unknown[] | null | undefined): readonly ColumnId[] {
  if (!names) return USUAL;
  const found = COLUMNS.filter((id) => id === 'name' || names.includes(id));
  return found.length > 1 ? found : USUAL;
}

export function withColumn(shown: readonly ColumnId[], id: ColumnId, isShown: boolean): readonly ColumnId[] {
  return COLUMNS.filter((other) => (other === id ? isShown : shown.includes(other)));
}

export type Sort = 'ascending' | 'descending' | undefined;

export function sortOf(id: ColumnId, order: string): Sort {
  const [by, direction] = order.split(':');
  if (ORDERS[id] !== by) return undefined;
  return direction === 'asc' ? 'ascending' : 'descending';
}

/** What a press on a heading asks for: names from A, everything else from the newest or the most. */
export function nextOrder(id: ColumnId, order: string): string {
  const sort = sortOf(id, order);
  const first = id === 'name' || id === 'status' || id === 'confidence' ? 'asc' : 'desc';
  const other = first === 'asc' ? 'desc' : 'asc';
  const isFirst = sort === (first === 'asc' ? 'ascending' : 'descending');
  return `${ORDERS[id]}:${isFirst ? other : first}`;
}

const KEY = 'perigee-queue-columns';

export function rememberedColumns(): readonly ColumnId[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? 'null');
    return Array.isArray(kept) ? columnsOf(kept) : usualColumns(window.innerWidth);
  } catch {
    return usualColumns(window.innerWidth);
  }
}

export function rememberColumns(columns: readonly ColumnId[]): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(columns));
  } catch {
    // A browser that keeps nothing forgets the choice with the page.
  }
}
