/** The collections of a process: the list, its changes, and what can be done with a row. */
import { keepPreviousData, queryOptions, useMutation } from '@tanstack/react-query';
import { BASE, client, type Schemas, unwrap } from '../../api/client';
import { gate } from '../../api/gate';
import { ApiError, errorFrom } from '../../api/problem';
import { keys, queryClient } from '../../api/queries';
import { type CollectionEvent, type CollectionList, PAGE_SIZE } from './list';

export type ListQuery = { q?: string; status?: Schemas['CollectionStatus']; page: number; order: string };

export const collectionsQuery = (processId: string, { q, status, page, order }: ListQuery) =>
  queryOptions({
    queryKey: [...keys.collectionsOf(processId), 'list', { q, status, page, order }],
    queryFn: ({ signal }): Promise<CollectionList> =>
      unwrap(
        client.GET('/processes/{process_id}/collections', {
          params: {
            path: { process_id: processId },
            query: {
              offset: (page - 1) * PAGE_SIZE,
              limit: PAGE_SIZE,
              order,
              ...(q && { query: q }),
              ...(status && { status }),
            },
          },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
  });

/** Listens to the changes of a process until the returned function is called. */
export function listen(
  processId: string,
  onEvent: (event: CollectionEvent) => void,
  onReturn: () => void,
): () => void {
  const stream = new EventSource(`${BASE}/processes/${processId}/events`);
  let interrupted = false;
  const tell = (message: MessageEvent<string>) => onEvent(JSON.parse(message.data) as CollectionEvent);
  stream.addEventListener('changed', tell);
  stream.addEventListener('removed', tell);
  stream.addEventListener('error', () => {
    interrupted = true;
  });
  stream.addEventListener('open', () => {
    // What happened in between was not told.
    if (interrupted) onReturn();
    interrupted = false;
  });
  return () => stream.close();
}

function useOnCollection<T>(act: (id: string) => Promise<T>) {
  return useMutation({
    mutationFn: act,
    onSettled: (_data, _error, id) =>
      Promise.all([
        queryClient.invalidateQueries({ queryKey: ['collections'] }),
        queryClient.invalidateQueries({ queryKey: keys.collection(id) }),
        queryClient.invalidateQueries({ queryKey: keys.processes }),
      ]),
  });
}

const path = (id: string) => ({ params: { path: { collection_id: id } } });

export const useDeleteCollection = () =>
  useOnCollection((id) => unwrap(client.DELETE('/collections/{collection_id}', path(id))));

export const useReprocess = () =>
  useOnCollection((id) => unwrap(client.POST('/collections/{collection_id}/reprocess', path(id))));

export const useStop = () =>
  useOnCollection((id) => unwrap(client.POST('/collections/{collection_id}/stop', path(id))));

export const downloadAddress = (collectionId: string) => `${BASE}/collections/${collectionId}/files/download`;

type Progress = (sentBytes: number) => void;

/** Sends a file as a collection of its own. `id` makes a repetition harmless: the server answers with the first one. */
export async function sendFile(
  processId: string,
  id: string,
  file: File,
  onProgress: Progress,
  signal: AbortSignal,
): Promise<void> {
  const { status, body } = await post(
    `${BASE}/processes/${processId}/collections`,
    id,
    file,
    onProgress,
    signal,
  );
  if (status === 201 || status === 200) return;
  if (status === 401 && (await gate.pass())) return sendFile(processId, id, file, onProgress, signal);
  throw errorFrom(status, body);
}

/** By XMLHttpRequest, because `fetch` does not tell how much has left. */
function post(address: string, id: string, file: File, onProgress: Progress, signal: AbortSignal) {
  return new Promise<{ status: number; body: unknown }>((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', address);
    request.responseType = 'json';
    request.setRequestHeader('Idempotency-Key', id);
    request.upload.addEventListener('progress', (event) => onProgress(event.loaded));
    request.addEventListener('load', () => resolve({ status: request.status, body: request.response }));
    request.addEventListener('error', () => reject(new ApiError(0, null)));
    request.addEventListener('abort', () => reject(new ApiError(0, null)));
    signal.addEventListener('abort', () => request.abort());
    const form = new FormData();
    form.append('files', file, file.name);
    request.send(form);
  });
}
