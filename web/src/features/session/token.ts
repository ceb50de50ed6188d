/** The token of a one-time link. */

/** What stands behind `#token=`; `null` when there is none. */
export function tokenFrom(hash: string): string | null {
  return new URLSearchParams(hash.replace(/^#/, '')).get('token') || null;
}
