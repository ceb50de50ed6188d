/** The public part of a key (`pk_org_` and an id), short enough for a column. Pure. */

const HEAD = 'pk_org_'.length + 8;
const TAIL = 6;

/** The beginning tells when it was made, the end tells it apart from others of that moment. */
export function shortPrefix(prefix: string): string {
  return prefix.length <= HEAD + TAIL + 1 ? prefix : `${prefix.slice(0, HEAD)}…${prefix.slice(-TAIL)}`;
}
