/**
 * What waits to be saved of a table: steps in their order, where a later step of the same kind replaces the one before
 * it. One request at a time; a refused step stays until it is tried again or superseded. Pure.
 */
import type { Grid } from './grid';
import type { Rows } from './sheet';

/** Grids alone are read by the server; rows are taken as they are. */
export type Step =
  | { readonly kind: 'grids'; readonly grids: readonly Grid[] }
  | { readonly kind: 'rows'; readonly rows: Rows }
  | { readonly kind: 'both'; readonly grids: readonly Grid[]; readonly rows: Rows };

export type Saving = {
  readonly queue: readonly Step[];
  readonly inFlight: Step | null;
  readonly refused: { readonly step: Step; readonly error: Error } | null;
};

export type SavingEvent =
  | { type: 'did'; step: Step }
  | { type: 'sent' }
  | { type: 'saved' }
  | { type: 'refused'; error: Error }
  | { type: 'retried' };

export const nothingWaits: Saving = { queue: [], inFlight: null, refused: null };

/** Everything that a newer step says again is left out. */
function enqueue(queue: readonly Step[], step: Step): Step[] {
  if (step.kind === 'both') return [step];
  const last = queue.at(-1);
  if (last && last.kind === step.kind) return [...queue.slice(0, -1), step];
  // Rows entered into grids that wait: they go together.
  if (last?.kind === 'both' && step.kind === 'rows')
    return [...queue.slice(0, -1), { kind: 'both', grids: last.grids, rows: step.rows }];
  return [...queue, step];
}

export function saving(state: Saving, event: SavingEvent): Saving {
  switch (event.type) {
    case 'did': {
      // A refused step goes first again, unless the newer one says it anew.
      const kept = state.refused ? [state.refused.step, ...state.queue] : state.queue;
      return { ...state, queue: enqueue(kept, event.step), refused: null };
    }
    case 'sent': {
      const [next, ...queue] = state.queue;
      return state.inFlight || !next ? state : { ...state, inFlight: next, queue };
    }
    case 'saved':
      return { ...state, inFlight: null };
    case 'refused':
      return state.inFlight
        ? { ...state, inFlight: null, refused: { step: state.inFlight, error: event.error } }
        : state;
    case 'retried':
      return state.refused ? { ...state, refused: null, queue: [state.refused.step, ...state.queue] } : state;
  }
}

export type SaveStatus = 'saved' | 'saving' | 'refused';

export const statusOf = (state: Saving): SaveStatus =>
  state.refused ? 'refused' : state.inFlight || state.queue.length > 0 ? 'saving' : 'saved';

/** Whether rows are being read anew, so that what is entered now would be lost. */
export const readsRows = (state: Saving): boolean =>
  [...state.queue, ...(state.inFlight ? [state.inFlight] : [])].some((step) => step.kind === 'grids');
