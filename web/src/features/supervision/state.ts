/** What a person is doing on the supervision screen: the line in hand, the tool, what was typed, what can be undone. Pure. */
import type { Schemas } from '../../api/client';
import type { Edit } from './autosave';
import type { Slot } from './slots';

/** `select`: look and choose. `words`: choose words for the line in hand. `box`: draw a box for it. */
export type Tool = 'select' | 'words' | 'box';

/** Something that was done, with what takes it back and what does it again; several edits are one act. */
export type Step = {
  /** The line that it was about, to go there. */
  readonly slot: string | null;
  readonly undo: readonly Edit[];
  readonly redo: readonly Edit[];
};

export type Review = {
  readonly selected: string | null;
  readonly tool: Tool;
  /** Whether the tool adds a place to those that the value has. */
  readonly adding: boolean;
  /** Text that was typed and not handed over yet, by line. */
  readonly drafts: Readonly<Record<string, string>>;
  readonly undo: readonly Step[];
  readonly redo: readonly Step[];
  readonly showEmpty: boolean;
};

export type ReviewEvent =
  | { type: 'selected'; slot: string | null }
  | { type: 'toolChosen'; tool: Tool; adding?: boolean }
  | { type: 'typed'; slot: string; text: string }
  | { type: 'reverted'; slot: string }
  /** Handed over. */
  | { type: 'committed'; step: Step }
  | { type: 'undone' }
  | { type: 'redone' }
  | { type: 'renamed'; from: string; to: string }
  | { type: 'emptyToggled' };

export const atStart: Review = {
  selected: null,
  tool: 'select',
  adding: false,
  drafts: {},
  undo: [],
  redo: [],
  showEmpty: false,
};

/** Steps back that are kept: more than anybody remembers. */
const UNDO_STEPS = 100;

const without = (drafts: Review['drafts'], slots: readonly string[]): Review['drafts'] =>
  Object.fromEntries(Object.entries(drafts).filter(([key]) => !slots.includes(key)));

function renamed(state: Review, from: string, to: string): Review {
  const draft = state.drafts[from];
  const edit = (one: Edit): Edit => (one.slot === from ? { ...one, slot: to } : one);
  const step = (one: Step): Step => ({
    slot: one.slot === from ? to : one.slot,
    undo: one.undo.map(edit),
    redo: one.redo.map(edit),
  });
  // A value that is gone keeps its id in the steps: by it the step brings it back.
  const isGone = to.startsWith('new:');
  return {
    ...state,
    selected: state.selected === from ? to : state.selected,
    drafts: draft === undefined ? state.drafts : { ...without(state.drafts, [from]), [to]: draft },
    undo: isGone ? state.undo : state.undo.map(step),
    redo: isGone ? state.redo : state.redo.map(step),
  };
}

export function review(state: Review, event: ReviewEvent): Review {
  switch (event.type) {
    case 'selected':
      // The same line again is nothing new, and nothing is drawn anew for it.
      return event.slot === state.selected ? state : { ...state, selected: event.slot, tool: 'select' };
    case 'toolChosen':
      return {
        ...state,
        tool: state.selected === null ? 'select' : event.tool,
        adding: event.adding ?? false,
      };
    case 'typed':
      return { ...state, drafts: { ...state.drafts, [event.slot]: event.text } };
    case 'reverted':
      return event.slot in state.drafts ? { ...state, drafts: without(state.drafts, [event.slot]) } : state;
    case 'committed':
      return {
        ...state,
        tool: 'select',
        drafts: without(
          state.drafts,
          event.step.redo.map((edit) => edit.slot),
        ),
        undo: [...state.undo.slice(1 - UNDO_STEPS), event.step],
        redo: [],
      };
    case 'undone': {
      const step = state.undo.at(-1);
      return step ? { ...state, undo: state.undo.slice(0, -1), redo: [...state.redo, step] } : state;
    }
    case 'redone': {
      const step = state.redo.at(-1);
      return step ? { ...state, redo: state.redo.slice(0, -1), undo: [...state.undo, step] } : state;
    }
    case 'renamed':
      return renamed(state, event.from, event.to);
    case 'emptyToggled':
      return { ...state, showEmpty: !state.showEmpty };
  }
}

const lineOf = ({ key, documentId, dataPoint, cell }: Slot) => ({
  slot: key,
  documentId,
  dataPoint,
  ...(cell && { cell: true }),
});

/** The edits after which a line says again what it says now. */
export function takingBack(slot: Slot): Edit[] {
  const line = lineOf(slot);
  const { value } = slot;
  if (!value) return [{ ...line, remove: true }];
  if (value.decision === null) return [{ ...line, restore: true }];
  if (value.decision === 'confirmed') {
    return [
      { ...line, restore: true },
      { ...line, confirm: true },
    ];
  }
  const evidence = value.evidence.map(({ page, bbox }) => ({ page, bbox }));
  return [{ ...line, rawValue: value.rawValue, evidence }];
}

/** An edit of a line as a step. */
export const stepOf = (slot: Slot, edit: Edit): Step => ({
  slot: slot.key,
  undo: takingBack(slot),
  redo: [edit],
});

/** The edit that a draft asks for; `null` when it says what is there already. */
export function editFrom(slot: Slot, draft: string | undefined): Edit | null {
  if (draft === undefined) return null;
  const text = draft.trim();
  if (text === (slot.value?.rawValue ?? '')) return null;
  return { ...lineOf(slot), ...(text === '' ? { remove: true } : { rawValue: text }) };
}

/** Says that a line is right; `null` where there is nothing to say. */
export function confirming(slot: Slot): Step | null {
  if (!slot.value || slot.value.decision !== null) return null;
  return stepOf(slot, { ...lineOf(slot), confirm: true });
}

/** Says that every line of a document is right; `null` when all of them are decided. */
export function confirmingAll(lines: readonly Slot[]): Step | null {
  const values = lines.flatMap((line) => line.value ?? []);
  const before = values.filter((value) => value.decision === 'confirmed').map((value) => value.id);
  const after = values.filter((value) => value.decision === null || value.decision === 'confirmed');
  const documentId = lines[0]?.documentId;
  if (documentId === undefined || after.length === before.length) return null;
  const line = { slot: `confirmed:${documentId}`, documentId, dataPoint: '' };
  return {
    slot: null,
    undo: [{ ...line, confirmed: before }],
    redo: [{ ...line, confirmed: after.map((value) => value.id) }],
  };
}

/** Gives what a line says, with its place, to another line. */
export function moving(from: Slot, to: Slot): Step | null {
  if (!from.value || from.key === to.key) return null;
  const evidence = from.value.evidence.map(({ page, bbox }) => ({ page, bbox }));
  return {
    slot: to.key,
    // What is taken back first is what was done last.
    undo: [...takingBack(to), ...takingBack(from)],
    redo: [
      { ...lineOf(to), rawValue: from.value.rawValue, evidence },
      { ...lineOf(from), remove: true },
    ],
  };
}

/** Moves a value of several up or down among those of its data point; `null` at the end of them. */
export function reordering(lines: readonly Slot[], slot: Slot, by: -1 | 1): Step | null {
  const ids = lines.flatMap((line) =>
    line.dataPoint === slot.dataPoint && !line.cell && line.value ? [line.value.id] : [],
  );
  const at = slot.value && !slot.cell ? ids.indexOf(slot.value.id) : -1;
  const other = ids[at + by];
  if (at < 0 || other === undefined) return null;
  const after = ids.with(at, other).with(at + by, slot.key);
  const { documentId, dataPoint } = slot;
  const line = { slot: `order:${documentId}:${dataPoint}`, documentId, dataPoint };
  return { slot: slot.key, undo: [{ ...line, order: ids }], redo: [{ ...line, order: after }] };
}

/** One of the values that the machine weighed. */
export function taking(slot: Slot, one: Schemas['Alternative']): Step {
  const evidence = one.evidence.map(({ page, bbox }) => ({ page, bbox }));
  return stepOf(slot, { ...lineOf(slot), rawValue: one.rawValue, evidence });
}

/** Another value that the machine weighed for a line, the next or the one before, and round again. */
export function alternating(slot: Slot, pending: Edit | null, by: -1 | 1): Step | null {
  const { value } = slot;
  if (!value || value.alternatives.length === 0) return null;
  const line = lineOf(slot);
  const choices: Edit[] = [
    { ...line, restore: true },
    ...value.alternatives.map((one) => ({
      ...line,
      rawValue: one.rawValue,
      evidence: one.evidence.map(({ page, bbox }) => ({ page, bbox })),
    })),
  ];
  const said = pending ? pending.rawValue : value.decision === 'changed' ? value.rawValue : undefined;
  const at = said === undefined ? 0 : choices.findIndex((choice) => choice.rawValue === said);
  // From a text that is none of them the first step leads to what was read.
  const next = at < 0 ? 0 : (at + by + choices.length) % choices.length;
  const edit = choices[next];
  return edit ? stepOf(slot, edit) : null;
}
