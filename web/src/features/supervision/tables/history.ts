/** What can be undone and done again in the table view. Pure. */

export type History<T> = { readonly past: readonly T[]; readonly now: T; readonly future: readonly T[] };

/** Steps that are kept: a long piece of work on one table. */
const STEPS = 100;

export const begin = <T>(now: T): History<T> => ({ past: [], now, future: [] });

export const did = <T>(history: History<T>, now: T): History<T> =>
  now === history.now ? history : { past: [...history.past.slice(1 - STEPS), history.now], now, future: [] };

/** The present put right without a step, as when the server answers. */
export const amended = <T>(history: History<T>, now: T): History<T> => ({ ...history, now });

export function undone<T>(history: History<T>): History<T> {
  const before = history.past.at(-1);
  if (before === undefined) return history;
  return { past: history.past.slice(0, -1), now: before, future: [history.now, ...history.future] };
}

export function redone<T>(history: History<T>): History<T> {
  const [next, ...future] = history.future;
  if (next === undefined) return history;
  return { past: [...history.past, history.now], now: next, future };
}
