/** The supervision screen's state, joined with the saving of what was decided. */
import { useCallback, useMemo, useReducer, useRef } from 'react';
import type { RectPt } from '../../viewer/coords';
import type { Slot } from './slots';
import { atStart, beforeOf, editFrom, review, stepBack, type Tool, undoing } from './state';
import { useAutosave } from './useAutosave';

type Mark = { page: number; bbox: RectPt; text?: string };

export function useReview(collectionId: string, lines: readonly Slot[]) {
  const [state, dispatch] = useReducer(review, atStart);
  const saving = useAutosave(collectionId, (from, to) => dispatch({ type: 'renamed', from, to }));
  const { edit } = saving;

  const now = useRef({ state, lines });
  now.current = { state, lines };
  const find = useCallback((key: string) => now.current.lines.find((line) => line.key === key), []);

  /** Hands over what was typed into a line. */
  const commit = useCallback(
    (key: string) => {
      const line = find(key);
      const change = line && editFrom(line, now.current.state.drafts[key]);
      if (!line || !change) return dispatch({ type: 'reverted', slot: key });
      dispatch({ type: 'committed', slot: key, before: stepBack(line, change) });
      edit(change);
    },
    [find, edit],
  );

  /** Hands over a choice that needs no further typing. */
  const decide = useCallback(
    (key: string, text: string) => {
      const line = find(key);
      const change = line && editFrom(line, text);
      if (!line || !change) return;
      dispatch({ type: 'committed', slot: key, before: stepBack(line, change) });
      edit(change);
    },
    [find, edit],
  );

  /** Gives the line in hand a place on the page; without a text the server reads it there. */
  const mark = useCallback(
    ({ page, bbox, text }: Mark) => {
      const line = now.current.state.selected === null ? undefined : find(now.current.state.selected);
      if (!line) return;
      const { key: slot, documentId, dataPoint } = line;
      dispatch({ type: 'committed', slot, before: beforeOf(line) });
      edit({
        slot,
        documentId,
        dataPoint,
        evidence: [{ page, bbox: [...bbox] }],
        ...(text !== undefined && { rawValue: text }),
      });
    },
    [find, edit],
  );

  const undo = useCallback(() => {
    const step = now.current.state.undo.at(-1);
    if (!step) return;
    dispatch({ type: 'undone' });
    dispatch({ type: 'selected', slot: step.slot });
    edit(undoing(step));
  }, [edit]);

  const acts = useMemo(
    () => ({
      select: (slot: string | null) => dispatch({ type: 'selected', slot }),
      use: (tool: Tool) => dispatch({ type: 'toolChosen', tool }),
      type: (slot: string, text: string) => dispatch({ type: 'typed', slot, text }),
      revert: (slot: string) => dispatch({ type: 'reverted', slot }),
      toggleEmpty: () => dispatch({ type: 'emptyToggled' }),
    }),
    [],
  );

  return { state, saving, commit, decide, mark, undo, ...acts };
}

export type ReviewHandle = ReturnType<typeof useReview>;
