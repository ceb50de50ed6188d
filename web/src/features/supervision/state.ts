/** What a person is doing on the supervision screen: the line in hand, the tool, what was typed, what can be undone. Pure. */
import type { Edit, Place } from './autosave';
import type { Slot } from './slots';

/** `select`: look and choose. `words`: choose words for the line in hand. `box`: draw a box for it. */
export type Tool = 'select' | 'words' | 'box';

/** What a line said before an edit; `null` when it said nothing. */
export type Before = {
  readonly slot: string;
  readonly documentId: string;
  readonly dataPoint: string;
  readonly was: { rawValue: string; evidence: Place[] } | null;
};

export type Review = {
  readonly selected: string | null;
  readonly tool: Tool;
  /** Text that was typed and not handed over yet, by line. */
  readonly drafts: Readonly<Record<string, string>>;
  readonly undo: readonly Before[];
  readonly showEmpty: boolean;
};

export type ReviewEvent =
  | { type: 'selected'; slot: string | null }
  | { type: 'toolChosen'; tool: Tool }
  | { type: 'typed'; slot: string; text: string }
  | { type: 'reverted'; slot: string }
  /** Handed over; `before` is `null` when the edit cannot be taken back. */
  | { type: 'committed'; slot: string; before: Before | null }
  | { type: 'undone' }
  | { type: 'renamed'; from: string; to: string }
  | { type: 'emptyToggled' };

export const atStart: Review = { selected: null, tool: 'select', drafts: {}, undo: [], showEmpty: false };

/** Steps back that are kept: more than anybody remembers. */
const UNDO_STEPS = 100;

const without = (drafts: Review['drafts'], slot: string): Review['drafts'] =>
  Object.fromEntries(Object.entries(drafts).filter(([key]) => key !== slot));

function renamed(state: Review, from: string, to: string): Review {
  const draft = state.drafts[from];
  return {
    ...state,
    selected: state.selected === from ? to : state.selected,
    drafts: draft === undefined ? state.drafts : { ...without(state.drafts, from), [to]: draft },
    undo: state.undo.map((step) => (step.slot === from ? { ...step, slot: to } : step)),
  };
}

export function review(state: Review, event: ReviewEvent): Review {
  switch (event.type) {
    case 'selected':
      return { ...state, selected: event.slot, tool: event.slot === state.selected ? state.tool : 'select' };
    case 'toolChosen':
      return { ...state, tool: state.selected === null ? 'select' : event.tool };
    case 'typed':
      return { ...state, drafts: { ...state.drafts, [event.slot]: event.text } };
    case 'reverted':
      return { ...state, drafts: without(state.drafts, event.slot) };
    case 'committed':
      return {
        ...state,
        tool: 'select',
        drafts: without(state.drafts, event.slot),
        undo: event.before ? [...state.undo.slice(1 - UNDO_STEPS), event.before] : state.undo,
      };
    case 'undone':
      return { ...state, undo: state.undo.slice(0, -1) };
    case 'renamed':
      return renamed(state, event.from, event.to);
    case 'emptyToggled':
      return { ...state, showEmpty: !state.showEmpty };
  }
}

/** What a line says now, so that it can say it again. */
export function beforeOf(slot: Slot): Before {
  const was = slot.value && {
    rawValue: slot.value.rawValue,
    evidence: slot.value.evidence.map(({ page, bbox }) => ({ page, bbox })),
  };
  return { slot: slot.key, documentId: slot.documentId, dataPoint: slot.dataPoint, was };
}

/** What has to be remembered to take an edit back; `null` when that cannot be done. */
export function stepBack(slot: Slot, edit: Edit): Before | null {
  return slot.cell && edit.remove ? null : beforeOf(slot);
}

/** The edit that takes an edit back. */
export function undoing(before: Before): Edit {
  const { slot, documentId, dataPoint, was } = before;
  return was ? { slot, documentId, dataPoint, ...was } : { slot, documentId, dataPoint, remove: true };
}

/** The edit that a draft asks for; `null` when it says what is there already. */
export function editFrom(slot: Slot, draft: string | undefined): Edit | null {
  if (draft === undefined) return null;
  const text = draft.trim();
  if (text === (slot.value?.rawValue ?? '')) return null;
  const { key, documentId, dataPoint } = slot;
  const said = text === '' ? { remove: true } : { rawValue: text };
  return { slot: key, documentId, dataPoint, ...(slot.cell && { cell: true }), ...said };
}
