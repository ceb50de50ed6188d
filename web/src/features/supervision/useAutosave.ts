/** Sends edits one after another, and says how that goes. */
import { useCallback, useEffect, useReducer, useRef } from 'react';
import { ApiError } from '../../api/problem';
import { keys, queryClient } from '../../api/queries';
import { connection } from '../../app/connection';
import { autosave, type Edit, nothingToSave, statusOf } from './autosave';
import { sendEdit } from './send';

/** A server that is started again is back after a few seconds. */
const RETRY_MS = 4_000;

/** Whether the same request may be answered well a little later. */
const isPassing = (error: Error): boolean =>
  error instanceof ApiError && (error.status === 0 || error.status >= 502);

export function useAutosave(collectionId: string, onRenamed: (from: string, to: string) => void) {
  const [state, dispatch] = useReducer(autosave, nothingToSave);
  const renamed = useRef(onRenamed);
  renamed.current = onRenamed;
  const busy = useRef(false);
  const latest = useRef(state);
  latest.current = state;

  useEffect(() => {
    if (state.queue.length > 0 && !state.inFlight) dispatch({ type: 'sent' });
  }, [state]);

  const { inFlight } = state;
  useEffect(() => {
    // Effects may run twice, a request may not.
    if (!inFlight || busy.current) return;
    busy.current = true;
    sendEdit(collectionId, inFlight)
      .then((slot) => {
        if (slot !== inFlight.slot) renamed.current(inFlight.slot, slot);
        busy.current = false;
        dispatch({ type: 'saved', slot });
        // What does not fit together may have changed with the value.
        void queryClient.invalidateQueries({ queryKey: keys.document(inFlight.documentId), exact: true });
        void queryClient.invalidateQueries({ queryKey: keys.collection(collectionId) });
      })
      .catch((error: Error) => {
        busy.current = false;
        connection.noticed(error);
        dispatch({ type: 'refused', error });
      });
  }, [collectionId, inFlight]);

  // A server that is away comes back; what waits for it is tried again until then.
  const isAway = state.refused.some(({ error }) => isPassing(error));
  useEffect(() => {
    if (!isAway) return;
    const timer = setTimeout(() => dispatch({ type: 'retried' }), RETRY_MS);
    return () => clearTimeout(timer);
  }, [isAway]);

  const status = statusOf(state);
  useEffect(() => {
    if (status === 'saved') return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [status]);

  /** Resolves when nothing waits any more: `true` when all is saved. */
  const settled = useRef<((saved: boolean) => void)[]>([]);
  useEffect(() => {
    if (status === 'saving') return;
    const all = settled.current;
    settled.current = [];
    for (const resolve of all) resolve(status === 'saved');
  }, [status]);
  const flush = useCallback(async (): Promise<boolean> => {
    const now = statusOf(latest.current);
    return now === 'saving' ? new Promise((resolve) => settled.current.push(resolve)) : now === 'saved';
  }, []);

  const edit = useCallback((one: Edit) => {
    // React takes it up a moment later; whoever asks in between whether all is saved must not hear yes.
    latest.current = autosave(latest.current, { type: 'edited', edit: one });
    dispatch({ type: 'edited', edit: one });
  }, []);
  const retry = useCallback(() => dispatch({ type: 'retried' }), []);
  const drop = useCallback((slot: string) => dispatch({ type: 'dropped', slot }), []);
  return { status, state, refused: state.refused, edit, retry, drop, flush };
}
