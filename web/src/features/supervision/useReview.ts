/** The supervision screen's state, joined with the saving of what was decided. */
import { useCallback, useMemo, useReducer, useRef } from 'react';
import type { Schemas } from '../../api/client';
import type { RectPt } from '../../viewer/coords';
import { pendingEdit } from './autosave';
import type { Slot } from './slots';
import {
  alternating,
  atStart,
  confirming,
  confirmingAll,
  editFrom,
  moving,
  reordering,
  review,
  type Step,
  stepOf,
  type Tool,
  taking,
} from './state';
import { useAutosave } from './useAutosave';

type Mark = { page: number; bbox: RectPt; text?: string };

export function useReview(collectionId: string, lines: readonly Slot[]) {
  const [state, dispatch] = useReducer(review, atStart);
  const saving = useAutosave(collectionId, (from, to) => dispatch({ type: 'renamed', from, to }));
  const { edit } = saving;

  const now = useRef({ state, lines, saving });
  now.current = { state, lines, saving };
  const find = useCallback((key: string | null) => now.current.lines.find((line) => line.key === key), []);

  /** Does a step, and remembers it. */
  const act = useCallback(
    (step: Step | null) => {
      if (!step) return false;
      dispatch({ type: 'committed', step });
      for (const one of step.redo) edit(one);
      return true;
    },
    [edit],
  );

  /** Hands over what was typed into a line. */
  const commit = useCallback(
    (key: string) => {
      const line = find(key);
      const change = line && editFrom(line, now.current.state.drafts[key]);
      if (line && change) act(stepOf(line, change));
      else dispatch({ type: 'reverted', slot: key });
    },
    [find, act],
  );

  /** Hands over a choice that needs no further typing. */
  const decide = useCallback(
    (key: string, text: string) => {
      const line = find(key);
      const change = line && editFrom(line, text);
      if (line && change) act(stepOf(line, change));
    },
    [find, act],
  );

  /** Gives the line in hand a place on the page, or one more; without a text the server reads it there. */
  const mark = useCallback(
    ({ page, bbox, text }: Mark) => {
      const line = find(now.current.state.selected);
      if (!line) return;
      const { key: slot, documentId, dataPoint, value } = line;
      const before = now.current.state.adding ? (value?.evidence ?? []) : [];
      const evidence = [
        ...before.map((place) => ({ page: place.page, bbox: place.bbox })),
        { page, bbox: [...bbox] },
      ];
      const said = before.length > 0 ? [value?.rawValue, text] : [text];
      const whole = text === undefined ? undefined : said.filter(Boolean).join(' ');
      act(
        stepOf(line, {
          slot,
          documentId,
          dataPoint,
          evidence,
          ...(whole !== undefined && { rawValue: whole }),
        }),
      );
    },
    [find, act],
  );

  const undo = useCallback(() => {
    const step = now.current.state.undo.at(-1);
    if (!step) return;
    dispatch({ type: 'undone' });
    if (step.slot) dispatch({ type: 'selected', slot: step.slot });
    for (const one of step.undo) edit(one);
  }, [edit]);

  const redo = useCallback(() => {
    const step = now.current.state.redo.at(-1);
    if (!step) return;
    dispatch({ type: 'redone' });
    if (step.slot) dispatch({ type: 'selected', slot: step.slot });
    for (const one of step.redo) edit(one);
  }, [edit]);

  const acts = useMemo(
    () => ({
      select: (slot: string | null) => dispatch({ type: 'selected', slot }),
      use: (tool: Tool, adding = false) => dispatch({ type: 'toolChosen', tool, adding }),
      type: (slot: string, text: string) => dispatch({ type: 'typed', slot, text }),
      revert: (slot: string) => dispatch({ type: 'reverted', slot }),
      toggleEmpty: () => dispatch({ type: 'emptyToggled' }),
      /** Says that a line is right; the answer is whether there was anything to say. */
      confirm: (line: Slot) => act(confirming(line)),
      confirmAll: () => act(confirmingAll(now.current.lines)),
      /** Takes the next value that the machine weighed, or the one before. */
      alternate: (line: Slot, by: -1 | 1) =>
        act(alternating(line, pendingEdit(now.current.saving.state, line.key), by)),
      take: (line: Slot, one: Schemas['Alternative']) => act(taking(line, one)),
      move: (from: Slot, to: Slot) => act(moving(from, to)),
      reorder: (line: Slot, by: -1 | 1) => act(reordering(now.current.lines, line, by)),
    }),
    [act],
  );

  return { state, saving, commit, decide, mark, undo, redo, ...acts };
}

export type ReviewHandle = ReturnType<typeof useReview>;
