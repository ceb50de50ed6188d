/** Sends the files that were chosen, a few at a time, and knows how far each one is. */

import { useCallback, useEffect, useReducer, useRef } from 'react';
import { newId } from '../../api/newId';
import { refreshCollections, type SendOptions, sendFiles } from './api';
import { type Grouping, grouped } from './files';
import { nextToSend, uploads } from './uploads';

/** How files are sent, and whether each is a collection of its own. */
export type UploadOptions = SendOptions & { readonly grouping: Grouping };

type Parcel = { readonly files: readonly File[]; readonly options: SendOptions };

/** The list shows what came by its events; asking for it after each of a thousand files would only hold them up. */
const ASK_EVERY_MS = 1_500;

export function useUploads(processId: string, options: UploadOptions) {
  const [state, dispatch] = useReducer(uploads, []);
  const parcels = useRef(new Map<string, Parcel>());
  const stops = useRef(new Map<string, AbortController>());
  const asking = useRef<ReturnType<typeof setTimeout>>(undefined);

  const next = nextToSend(state);
  useEffect(() => {
    const parcel = next && parcels.current.get(next.id);
    if (!next || !parcel) return;
    const { id } = next;
    const stop = new AbortController();
    stops.current.set(id, stop);
    dispatch({ type: 'started', id });
    sendFiles(
      { processId, id, ...parcel },
      (sentBytes) => dispatch({ type: 'progressed', id, sentBytes }),
      stop.signal,
    )
      .then(() => {
        dispatch({ type: 'stored', id });
        parcels.current.delete(id);
        asking.current ??= setTimeout(() => {
          asking.current = undefined;
          void refreshCollections();
        }, ASK_EVERY_MS);
      })
      .catch((error: Error) => dispatch({ type: 'failed', id, error }))
      .finally(() => stops.current.delete(id));
  }, [next, processId]);

  const add = useCallback(
    (chosen: readonly File[]) => {
      const { grouping, ...sending } = options;
      const made = grouped(chosen, grouping).map((files) => ({ id: newId(), files }));
      for (const { id, files } of made) parcels.current.set(id, { files, options: sending });
      dispatch({
        type: 'chosen',
        files: made.map(({ id, files }) => ({
          id,
          name: files[0]?.name ?? '',
          files: files.length,
          sizeBytes: files.reduce((sum, file) => sum + file.size, 0),
        })),
      });
    },
    [options],
  );

  const dismiss = useCallback((id: string) => {
    stops.current.get(id)?.abort();
    parcels.current.delete(id);
    dispatch({ type: 'dismissed', id });
  }, []);

  const cancel = useCallback(() => {
    // First the list, so that none of those that wait takes the place of one that is broken off.
    dispatch({ type: 'cancelled' });
    for (const stop of stops.current.values()) stop.abort();
  }, []);

  const retry = useCallback((id: string) => dispatch({ type: 'retried', id }), []);
  const retryAll = useCallback(() => dispatch({ type: 'failedRetried' }), []);
  const clear = useCallback(() => dispatch({ type: 'cleared' }), []);
  return { uploads: state, add, dismiss, cancel, retry, retryAll, clear };
}
