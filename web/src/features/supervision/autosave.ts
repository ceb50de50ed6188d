/**
 * Sends what a person decided, one request at a time, and loses nothing: later edits of the same place replace
 * earlier ones that still wait, a refused edit stays until it is corrected, tried again or dropped.
 * Pure; `useAutosave` does the sending.
 */
import type { Schemas } from '../../api/client';

export type Place = Schemas['Place'];

/** What a place in the list should say from now on. */
export type Edit = {
  /** Key of the slot in the list: the value's id, or `new:…` for one that is not there yet. */
  readonly slot: string;
  readonly documentId: string;
  readonly dataPoint: string;
  /** It is a cell of a table: its line stays when its value is gone. */
  readonly cell?: boolean;
  /** What was read is right. */
  readonly confirm?: boolean;
  /** What was read holds again. */
  readonly restore?: boolean;
  /** All values of the document that are confirmed from now on; `slot` is no line's then. */
  readonly confirmed?: readonly string[];
  /** The values of the data point in their new order; `slot` is no line's then. */
  readonly order?: readonly string[];
  /** The value is to be removed. */
  readonly remove?: boolean;
  /** The new text; left out when it is to be read from `evidence`. */
  readonly rawValue?: string;
  /** Where it stands; left out when that stays as it is. */
  readonly evidence?: readonly Place[];
};

export type Refusal = { readonly edit: Edit; readonly error: Error };

export type Autosave = {
  readonly queue: readonly Edit[];
  readonly inFlight: Edit | null;
  readonly refused: readonly Refusal[];
};

export type AutosaveEvent =
  | { type: 'edited'; edit: Edit }
  | { type: 'sent' }
  | { type: 'saved'; slot: string }
  | { type: 'refused'; error: Error }
  | { type: 'retried' }
  | { type: 'dropped'; slot: string };

export const nothingToSave: Autosave = { queue: [], inFlight: null, refused: [] };

/** The newer edit; what it leaves open it takes from the older one, unless that was a removal. */
function merge(older: Edit, newer: Edit): Edit {
  if (newer.remove || older.remove) return newer;
  const rawValue = newer.rawValue ?? (newer.evidence ? undefined : older.rawValue);
  const evidence = newer.evidence ?? older.evidence;
  return { ...newer, ...(rawValue !== undefined && { rawValue }), ...(evidence && { evidence }) };
}

/** A new text, a new place, or none: what a later one of the same line makes superfluous. */
const isPlain = (edit: Edit) => !edit.confirm && !edit.restore && !edit.confirmed && !edit.order;

function enqueue(queue: readonly Edit[], edit: Edit): Edit[] {
  const last = queue.findLast((other) => other.slot === edit.slot);
  return last && isPlain(last) && isPlain(edit)
    ? queue.map((other) => (other === last ? merge(other, edit) : other))
    : [...queue, edit];
}

const rename = (edit: Edit, from: string, to: string): Edit =>
  edit.slot === from ? { ...edit, slot: to } : edit;

export function autosave(state: Autosave, event: AutosaveEvent): Autosave {
  switch (event.type) {
    case 'edited': {
      const refused = state.refused.filter((refusal) => refusal.edit.slot !== event.edit.slot);
      return { ...state, refused, queue: enqueue(state.queue, event.edit) };
    }
    case 'sent': {
      const [next, ...queue] = state.queue;
      return state.inFlight || !next ? state : { ...state, inFlight: next, queue };
    }
    case 'saved': {
      // A value that was new has an id now; what waits for it must follow. One that is gone keeps its id: what waits
      // for it brings it back.
      const from = state.inFlight?.remove ? event.slot : (state.inFlight?.slot ?? event.slot);
      return { ...state, inFlight: null, queue: state.queue.map((edit) => rename(edit, from, event.slot)) };
    }
    case 'refused': {
      const edit = state.inFlight;
      if (!edit) return state;
      // A newer edit of the same place is on its way already; the refusal is history.
      const superseded = state.queue.some((other) => other.slot === edit.slot);
      const refused = superseded ? state.refused : [...state.refused, { edit, error: event.error }];
      return { ...state, inFlight: null, refused };
    }
    case 'retried':
      return {
        ...state,
        refused: [],
        queue: [...state.refused.map((refusal) => refusal.edit), ...state.queue],
      };
    case 'dropped':
      return { ...state, refused: state.refused.filter((refusal) => refusal.edit.slot !== event.slot) };
  }
}

/** The newest edit of a line that has not reached the server; `null` when nothing is under way. */
export function pendingEdit(state: Autosave, slot: string): Edit | null {
  const edits = [
    ...state.refused.map((refusal) => refusal.edit),
    ...(state.inFlight ? [state.inFlight] : []),
    ...state.queue,
  ];
  return edits.findLast((edit) => edit.slot === slot) ?? null;
}

/** What a line will say once everything is saved; `null` when nothing is under way, or the server has yet to read it. */
export function pendingText(state: Autosave, slot: string): string | null {
  const newest = pendingEdit(state, slot);
  return newest?.remove ? '' : (newest?.rawValue ?? null);
}

export type SaveStatus = 'saved' | 'saving' | 'refused';

export function statusOf(state: Autosave): SaveStatus {
  if (state.inFlight || state.queue.length > 0) return 'saving';
  return state.refused.length > 0 ? 'refused' : 'saved';
}
