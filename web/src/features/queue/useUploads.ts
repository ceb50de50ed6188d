/** Sends the files that were chosen, a few at a time, and knows how far each one is. */
import { useCallback, useEffect, useReducer, useRef } from 'react';
import { keys, queryClient } from '../../api/queries';
import { sendFile } from './api';
import { nextToSend, uploads } from './uploads';

/** Random enough never to meet another; `crypto.randomUUID` exists only behind HTTPS, and many servers at home have none. */
function newId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
}

export function useUploads(processId: string) {
  const [state, dispatch] = useReducer(uploads, []);
  const files = useRef(new Map<string, File>());
  const stops = useRef(new Map<string, AbortController>());

  const next = nextToSend(state);
  useEffect(() => {
    const file = next && files.current.get(next.id);
    if (!next || !file) return;
    const { id } = next;
    const stop = new AbortController();
    stops.current.set(id, stop);
    dispatch({ type: 'started', id });
    sendFile(processId, id, file, (sentBytes) => dispatch({ type: 'progressed', id, sentBytes }), stop.signal)
      .then(() => {
        dispatch({ type: 'stored', id });
        files.current.delete(id);
        void queryClient.invalidateQueries({ queryKey: keys.collectionsOf(processId) });
        void queryClient.invalidateQueries({ queryKey: keys.processes });
      })
      .catch((error: Error) => dispatch({ type: 'failed', id, error }));
  }, [next, processId]);

  const add = useCallback((chosen: readonly File[]) => {
    const named = chosen.map((file) => ({ id: newId(), file }));
    for (const { id, file } of named) files.current.set(id, file);
    dispatch({
      type: 'chosen',
      files: named.map(({ id, file }) => ({ id, name: file.name, sizeBytes: file.size })),
    });
  }, []);

  const dismiss = useCallback((id: string) => {
    stops.current.get(id)?.abort();
    files.current.delete(id);
    dispatch({ type: 'dismissed', id });
  }, []);

  const retry = useCallback((id: string) => dispatch({ type: 'retried', id }), []);
  const clear = useCallback(() => dispatch({ type: 'cleared' }), []);
  return { uploads: state, add, dismiss, retry, clear };
}
