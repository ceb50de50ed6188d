/** Comments on a collection, and the history of a value. */
import { queryOptions, useMutation } from '@tanstack/react-query';
import { client, type Schemas, unwrap } from '../../api/client';
import { keys, queryClient } from '../../api/queries';

export type Comment = Schemas['Comment'];
export type HistoryEntry = Schemas['HistoryEntry'];

/** More comments than this are a conversation for another place; the newest ones are shown. */
const SHOWN = 500;

const at = (id: string) => ({ params: { path: { collection_id: id } } });
const key = (collectionId: string) => [...keys.collection(collectionId), 'comments'] as const;

export const commentsQuery = (collectionId: string) =>
  queryOptions({
    queryKey: key(collectionId),
    queryFn: ({ signal }) =>
      unwrap(
        client.GET('/collections/{collection_id}/comments', {
          params: { path: { collection_id: collectionId }, query: { limit: SHOWN } },
          signal,
        }),
      ),
  });

const changed = (collectionId: string) => queryClient.invalidateQueries({ queryKey: key(collectionId) });

export const useWriteComment = (collectionId: string) =>
  useMutation({
    mutationFn: (body: Schemas['NewComment']) =>
      unwrap(client.POST('/collections/{collection_id}/comments', { ...at(collectionId), body })),
    onSuccess: () => changed(collectionId),
  });

export const useDeleteComment = (collectionId: string) =>
  useMutation({
    mutationFn: (id: string) =>
      unwrap(client.DELETE('/comments/{comment_id}', { params: { path: { comment_id: id } } })),
    onSuccess: () => changed(collectionId),
  });

export const historyQuery = (annotationId: string) =>
  queryOptions({
    queryKey: ['history', annotationId],
    queryFn: ({ signal }) =>
      unwrap(
        client.GET('/annotations/{annotation_id}/history', {
          params: { path: { annotation_id: annotationId } },
          signal,
        }),
      ),
    staleTime: 0,
  });
