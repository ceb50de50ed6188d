/** What the supervision screen asks the server, and what it tells it. */
import { queryOptions, useMutation } from '@tanstack/react-query';
import { BASE, client, type Schemas, unwrap } from '../../api/client';
import { fetchThroughGate } from '../../api/gate';
import { ApiError, errorFrom } from '../../api/problem';
import { keys, queryClient } from '../../api/queries';
import { rectOf } from '../../viewer/coords';

const path = (id: string) => ({ params: { path: { collection_id: id } } });

/** While the server works on a collection its progress is asked for this often. */
const POLL_MS = 1500;

export const collectionQuery = (id: string) =>
  queryOptions({
    queryKey: keys.collection(id),
    queryFn: ({ signal }) => unwrap(client.GET('/collections/{collection_id}', { ...path(id), signal })),
    refetchInterval: (query) => {
      const status = query.state.data?.status;
      return status === 'Queued' || status === 'Processing' ? POLL_MS : false;
    },
  });

export const resultsQuery = (id: string) =>
  queryOptions({
    queryKey: keys.results(id),
    queryFn: ({ signal }) => unwrap(client.GET('/results/{collection_id}', { ...path(id), signal })),
  });

export const configQuery = (processId: string) =>
  queryOptions({
    queryKey: keys.config(processId),
    queryFn: ({ signal }) =>
      unwrap(
        client.GET('/processes/{process_id}/config', { params: { path: { process_id: processId } }, signal }),
      ),
    staleTime: 60_000,
  });

export const documentQuery = (id: string) =>
  queryOptions({
    queryKey: keys.document(id),
    queryFn: ({ signal }) =>
      unwrap(client.GET('/documents/{document_id}', { params: { path: { document_id: id } }, signal })),
  });

export const wordsQuery = (documentId: string, page: number) =>
  queryOptions({
    queryKey: keys.words(documentId, page),
    queryFn: ({ signal }) =>
      unwrap(
        client.GET('/documents/{document_id}/pages/{page_num}/words', {
          params: { path: { document_id: documentId, page_num: page } },
          signal,
        }),
      ),
    select: (answer) => answer.words.map((word) => ({ text: word.text, bbox: rectOf(word.bbox) })),
    staleTime: Number.POSITIVE_INFINITY,
  });

async function fetchImage(address: string, signal: AbortSignal): Promise<ImageBitmap> {
  const answer = await fetchThroughGate(new Request(address, { signal })).catch((cause: unknown) => {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause;
    throw new ApiError(0, null);
  });
  if (!answer.ok) throw errorFrom(answer.status, await answer.json().catch(() => null));
  return createImageBitmap(await answer.blob());
}

export const imageQuery = (documentId: string, page: number, dpi: number) =>
  queryOptions({
    queryKey: [...keys.document(documentId), 'image', page, dpi],
    queryFn: ({ signal }) =>
      fetchImage(`${BASE}/documents/${documentId}/pages/${page}/image?dpi=${dpi}`, signal),
    staleTime: Number.POSITIVE_INFINITY,
    // Decoded pictures are large; they are quickly fetched again from the browser's own cache.
    gcTime: 60_000,
  });

/** The one that a person should open next: the oldest that waits, except this one. */
export async function findNext(processId: string, except: string): Promise<string | null> {
  const list = await unwrap(
    client.GET('/processes/{process_id}/collections', {
      params: {
        path: { process_id: processId },
        query: { status: 'Needs Review', order: 'created_date:asc', limit: 2 },
      },
    }),
  );
  return list.collections.find((collection) => collection.id !== except)?.id ?? null;
}

/** Shows what the server answered at once; whoever goes on to the next document does not wait for the rest. */
function settled(collection: Schemas['Collection']): void {
  queryClient.setQueryData(keys.collection(collection.id), collection);
  void changed(collection.id);
}

function changed(id: string) {
  return Promise.all([
    queryClient.invalidateQueries({ queryKey: keys.collection(id) }),
    queryClient.invalidateQueries({ queryKey: keys.results(id) }),
    queryClient.invalidateQueries({ queryKey: ['collections'] }),
  ]);
}

export const useAccept = (id: string) =>
  useMutation({
    mutationFn: (force: boolean) =>
      unwrap(client.POST('/collections/{collection_id}/accept', { ...path(id), body: { force } })),
    onSuccess: settled,
  });

export const useReopen = (id: string) =>
  useMutation({
    mutationFn: () => unwrap(client.POST('/collections/{collection_id}/reopen', path(id))),
    onSuccess: settled,
  });

export const useReject = (id: string) =>
  useMutation({
    mutationFn: (reason: string) =>
      unwrap(client.POST('/collections/{collection_id}/reject', { ...path(id), body: { reason } })),
    onSuccess: settled,
  });

/** Everything about a collection is asked for anew: somebody else may have worked on it. */
export function refresh(collectionId: string, documentIds: readonly string[]) {
  for (const id of documentIds)
    void queryClient.invalidateQueries({ queryKey: keys.document(id), exact: true });
  return changed(collectionId);
}
