/** The collections of a process: the list, its changes, its views, and what can be done with rows. */
import { queryOptions, useMutation } from '@tanstack/react-query';
import { BASE, client, type Schemas, unwrap } from '../../api/client';
import { gate } from '../../api/gate';
import { ApiError, errorFrom } from '../../api/problem';
import { keys, queryClient } from '../../api/queries';
import type { BulkRequest } from './bulk';
import { type CollectionEvent, type CollectionList, PAGE_SIZE } from './list';
import { listQuery, type QueueSearch } from './search';

export type QueueView = Schemas['QueueView'];
export type Assignee = Schemas['Assignee'];

const ofProcess = (id: string) => ({ process_id: id });

/** One part of the list, counted from 0. */
export const partQuery = (processId: string, search: QueueSearch, part: number) =>
  queryOptions({
    queryKey: [...keys.collectionsOf(processId), 'list', search, part] as const,
    queryFn: ({ signal }): Promise<CollectionList> =>
      unwrap(
        client.GET('/processes/{process_id}/collections', {
          params: {
            path: ofProcess(processId),
            query: { ...listQuery(search), offset: part * PAGE_SIZE, limit: PAGE_SIZE },
          },
          signal,
        }),
      ),
  });

/** The oldest collection that waits for a person, and how many wait. */
export const nextQuery = (processId: string) =>
  queryOptions({
    queryKey: [...keys.collectionsOf(processId), 'next'] as const,
    queryFn: ({ signal }) =>
      unwrap(
        client.GET('/processes/{process_id}/collections', {
          params: {
            path: ofProcess(processId),
            query: { status: 'Needs Review', order: 'created_date:asc', limit: 1 },
          },
          signal,
        }),
      ),
    select: (list) => ({ id: list.collections[0]?.id ?? null, waiting: list.pagination.total }),
  });

export const assigneesQuery = (processId: string) =>
  queryOptions({
    queryKey: ['process', processId, 'assignees'] as const,
    queryFn: ({ signal }) =>
      unwrap(
        client.GET('/processes/{process_id}/assignees', { params: { path: ofProcess(processId) }, signal }),
      ),
    select: (answer) => answer.assignees,
    staleTime: 60_000,
  });

const viewsKey = (processId: string) => ['process', processId, 'views'] as const;

export const viewsQuery = (processId: string) =>
  queryOptions({
    queryKey: viewsKey(processId),
    queryFn: ({ signal }) =>
      unwrap(client.GET('/processes/{process_id}/views', { params: { path: ofProcess(processId) }, signal })),
    select: (answer) => answer.views,
  });

type ViewSettings = Schemas['QueueViewSettings'];

/** Keeps a view, changes it, or deletes it; the list of views follows. */
export function useViewChanges(processId: string) {
  const onSuccess = () => queryClient.invalidateQueries({ queryKey: viewsKey(processId) });
  const create = useMutation({
    mutationFn: (body: { name: string } & ViewSettings) =>
      unwrap(client.POST('/processes/{process_id}/views', { params: { path: ofProcess(processId) }, body })),
    onSuccess,
  });
  const change = useMutation({
    mutationFn: ({ id, ...body }: { id: string; name?: string } & ViewSettings) =>
      unwrap(client.PATCH('/views/{view_id}', { params: { path: { view_id: id } }, body })),
    onSuccess,
  });
  const remove = useMutation({
    mutationFn: (id: string) =>
      unwrap(client.DELETE('/views/{view_id}', { params: { path: { view_id: id } } })),
    onSuccess,
  });
  return { create, change, remove };
}

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

/** Whatever shows collections asks again. */
export const refreshCollections = () =>
  Promise.all([
    queryClient.invalidateQueries({ queryKey: ['collections'] }),
    queryClient.invalidateQueries({ queryKey: keys.processes }),
  ]);

export const sendBulk = (processId: string, body: BulkRequest) =>
  unwrap(
    client.POST('/processes/{process_id}/collections/bulk', { params: { path: ofProcess(processId) }, body }),
  );

/** The same while the page goes away: the browser finishes it, and nobody reads the answer. */
export function sendBulkLeaving(processId: string, body: BulkRequest): void {
  void fetch(`${BASE}/processes/${processId}/collections/bulk`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    keepalive: true,
  }).catch(() => null);
}

function useOnCollection<T>(act: (id: string) => Promise<T>) {
  return useMutation({
    mutationFn: act,
    onSettled: (_data, _error, id) =>
      Promise.all([refreshCollections(), queryClient.invalidateQueries({ queryKey: keys.collection(id) })]),
  });
}

const path = (id: string) => ({ params: { path: { collection_id: id } } });

export const useReprocess = () =>
  useOnCollection((id) => unwrap(client.POST('/collections/{collection_id}/reprocess', path(id))));

export const useStop = () =>
  useOnCollection((id) => unwrap(client.POST('/collections/{collection_id}/stop', path(id))));

export const downloadAddress = (collectionId: string) => `${BASE}/collections/${collectionId}/files/download`;

type Progress = (sentBytes: number) => void;

/** How files are sent. */
export type SendOptions = { readonly priority: boolean; readonly split: boolean; readonly language: string };

export type Sending = {
  readonly processId: string;
  /** Makes a repetition harmless: the server answers with the first one. */
  readonly id: string;
  readonly files: readonly File[];
  readonly options: SendOptions;
};

/** Sends files as one collection. */
export async function sendFiles(sending: Sending, onProgress: Progress, signal: AbortSignal): Promise<void> {
  const { status, body } = await post(sending, onProgress, signal);
  if (status === 201 || status === 200) return;
  if (status === 401 && (await gate.pass())) return sendFiles(sending, onProgress, signal);
  throw errorFrom(status, body);
}

function formOf({ files, options }: Sending): FormData {
  const form = new FormData();
  if (options.priority) form.append('priority', 'true');
  if (options.split) form.append('split', 'true');
  if (options.language) form.append('language', options.language);
  for (const file of files) form.append('files', file, file.name);
  return form;
}

/** By XMLHttpRequest, because `fetch` does not tell how much has left. */
function post(sending: Sending, onProgress: Progress, signal: AbortSignal) {
  return new Promise<{ status: number; body: unknown }>((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', `${BASE}/processes/${sending.processId}/collections`);
    request.responseType = 'json';
    request.setRequestHeader('Idempotency-Key', sending.id);
    request.upload.addEventListener('progress', (event) => onProgress(event.loaded));
    request.addEventListener('load', () => resolve({ status: request.status, body: request.response }));
    request.addEventListener('error', () => reject(new ApiError(0, null)));
    request.addEventListener('abort', () => reject(new ApiError(0, null)));
    signal.addEventListener('abort', () => request.abort());
    request.send(formOf(sending));
  });
}
