/** A table that is being worked on: its grids and rows, what can be undone, and the saving of all of it. */
import { useCallback, useEffect, useReducer, useRef, useState } from 'react';
import { type DocumentTable, gridOf, keepTable, save } from './api';
import { type Grid, holdsSomething } from './grid';
import { amended, begin, did, type History, redone, undone } from './history';
import { nothingWaits, readsRows, type Step, saving, statusOf } from './saving';
import { type Rows, rowsOf, withAnswer } from './sheet';

export type Content = { readonly grids: readonly Grid[]; readonly rows: Rows };

type Target = { collectionId: string; documentId: string; dataPoint: string; table: DocumentTable | null };

const contentOf = (table: DocumentTable | null): Content =>
  table ? { grids: table.masks.map(gridOf), rows: rowsOf(table) } : { grids: [], rows: [] };

/** The content after the server's answer to a step; what changed meanwhile stays. */
function afterAnswer(now: Content, step: Step, table: DocumentTable): Content {
  if (step.kind === 'grids') return now.grids === step.grids ? { ...now, rows: rowsOf(table) } : now;
  return now.rows === step.rows ? { ...now, rows: withAnswer(step.rows, rowsOf(table)) } : now;
}

export function useTable({ collectionId, documentId, dataPoint, table }: Target) {
  const [history, setHistory] = useState<History<Content>>(() => begin(contentOf(table)));
  const [state, dispatch] = useReducer(saving, nothingWaits);
  const id = useRef(table?.id ?? null);
  const busy = useRef(false);
  const sending = useRef<Promise<DocumentTable> | null>(null);
  const now = useRef(history);
  now.current = history;

  useEffect(() => {
    if (state.queue.length > 0 && !state.inFlight && !state.refused) dispatch({ type: 'sent' });
  }, [state]);

  const { inFlight } = state;
  useEffect(() => {
    // Effects may run twice, a request may not.
    if (!inFlight || busy.current) return;
    busy.current = true;
    sending.current = save(documentId, dataPoint, id.current, inFlight);
    sending.current
      .then((answer) => {
        id.current = answer.id;
        keepTable(collectionId, answer);
        setHistory((before) => amended(before, afterAnswer(before.now, inFlight, answer)));
        busy.current = false;
        dispatch({ type: 'saved' });
      })
      .catch((error: Error) => {
        busy.current = false;
        dispatch({ type: 'refused', error });
      });
  }, [collectionId, documentId, dataPoint, inFlight]);

  const status = statusOf(state);
  useEffect(() => {
    if (status === 'saved') return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [status]);

  // Whoever goes elsewhere in the middle of it loses nothing.
  const left = useRef(state);
  left.current = state;
  useEffect(
    () => () => {
      const { queue } = left.current;
      void (sending.current ?? Promise.resolve())
        .catch(() => undefined)
        .then(async () => {
          for (const step of queue) id.current = (await save(documentId, dataPoint, id.current, step)).id;
        })
        .catch(() => undefined);
    },
    [documentId, dataPoint],
  );

  /** Resolves when nothing waits any more: `true` when all is saved. */
  const waiting = useRef<((saved: boolean) => void)[]>([]);
  const latest = useRef(status);
  latest.current = status;
  useEffect(() => {
    if (status === 'saving') return;
    const all = waiting.current;
    waiting.current = [];
    for (const resolve of all) resolve(status === 'saved');
  }, [status]);
  const flush = useCallback(
    (): Promise<boolean> =>
      latest.current === 'saving'
        ? new Promise((resolve) => waiting.current.push(resolve))
        : Promise.resolve(latest.current === 'saved'),
    [],
  );

  const keep = useCallback((next: History<Content>, step: Step | null) => {
    now.current = next;
    setHistory(next);
    if (!step) return;
    // Whoever asks before React takes it up whether all is saved must not hear yes.
    latest.current = 'saving';
    dispatch({ type: 'did', step });
  }, []);

  /** Other grids; they are saved, and rows read through them, once each holds something. */
  const layOut = useCallback(
    (grids: readonly Grid[]) => {
      const content = { ...now.current.now, grids };
      keep(
        did(now.current, content),
        grids.length > 0 && grids.every(holdsSomething) ? { kind: 'grids', grids } : null,
      );
    },
    [keep],
  );
  /** Other rows. */
  const enter = useCallback(
    (rows: Rows) => {
      if (rows === now.current.now.rows) return;
      keep(did(now.current, { ...now.current.now, rows }), { kind: 'rows', rows });
    },
    [keep],
  );
  const goTo = useCallback(
    (next: History<Content>) => {
      if (next === now.current) return;
      const { grids, rows } = next.now;
      keep(next, { kind: 'both', grids: grids.every(holdsSomething) ? grids : [], rows });
    },
    [keep],
  );
  const undo = useCallback(() => goTo(undone(now.current)), [goTo]);
  const redo = useCallback(() => goTo(redone(now.current)), [goTo]);
  const retry = useCallback(() => dispatch({ type: 'retried' }), []);

  return {
    content: history.now,
    canUndo: history.past.length > 0,
    canRedo: history.future.length > 0,
    status,
    error: state.refused?.error ?? null,
    /** Rows are being read through new grids. */
    reading: readsRows(state),
    /** The id, once it has one. */
    id,
    layOut,
    enter,
    undo,
    redo,
    retry,
    flush,
  };
}

export type TableHandle = ReturnType<typeof useTable>;
