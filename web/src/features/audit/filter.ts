/** What of the audit log is shown, and how that is asked for. */

export type AuditFilter = {
  readonly text: string;
  readonly actor: string | null;
  readonly action: string | null;
  /** Days as the browser's own field gives them, `2026-11-24`; empty for no bound. */
  readonly from: string;
  readonly to: string;
};

export const NO_FILTER: AuditFilter = { text: '', actor: null, action: null, from: '', to: '' };

export const isFiltered = (filter: AuditFilter): boolean =>
  filter.text.trim() !== '' ||
  filter.actor !== null ||
  filter.action !== null ||
  filter.from !== '' ||
  filter.to !== '';

export type AuditParameters = {
  query?: string;
  actor?: string;
  action?: string;
  from?: string;
  to?: string;
};

/** A second of a day where the reader is, as the server writes times; `null` for what is no day. */
function secondOf(day: string, second: number): string | null {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day)?.slice(1).map(Number);
  if (!parts) return null;
  const [year = 0, month = 1, date = 1] = parts;
  // The clock may change within the day, so its last second is the one before the next day.
  return new Date(year, month - 1, date + (second < 0 ? 1 : 0), 0, 0, second)
    .toISOString()
    .replace('.000Z', 'Z');
}

/** What the server is asked: the last day counts whole. */
export function parametersOf(filter: AuditFilter): AuditParameters {
  const from = secondOf(filter.from, 0);
  const to = secondOf(filter.to, -1);
  return {
    ...(filter.text.trim() && { query: filter.text.trim() }),
    ...(filter.actor && { actor: filter.actor }),
    ...(filter.action && { action: filter.action }),
    ...(from && { from }),
    ...(to && { to }),
  };
}

function asText(value: unknown): string {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.map(asText).join(', ');
  return JSON.stringify(value);
}

/** The details of an event as lines: what they are called, and what they say. */
export function linesOf(details: Readonly<Record<string, unknown>>): [string, string][] {
  return Object.entries(details).map(([name, value]) => [name, asText(value)]);
}
