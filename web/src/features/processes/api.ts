/** Processes and the types that they can be made from. */
import { queryOptions, useMutation } from '@tanstack/react-query';
import { client, type Schemas, unwrap } from '../../api/client';
import { keys, queryClient } from '../../api/queries';

export type Process = Schemas['Process'];
export type ProcessType = Schemas['ProcessType'];

/** The most that one answer may hold; an organization with more processes needs a search, which is not built yet. */
const ALL = 1000;

export const processesQuery = queryOptions({
  queryKey: keys.processes,
  queryFn: ({ signal }) => unwrap(client.GET('/processes', { params: { query: { limit: ALL } }, signal })),
});

export const processTypesQuery = queryOptions({
  queryKey: keys.processTypes,
  queryFn: ({ signal }) => unwrap(client.GET('/process-types', { signal })),
  staleTime: Number.POSITIVE_INFINITY,
});

export const processQuery = (id: string) =>
  queryOptions({
    queryKey: keys.process(id),
    queryFn: ({ signal }) =>
      unwrap(client.GET('/processes/{process_id}', { params: { path: { process_id: id } }, signal })),
  });

/** How many collections of a process have a status: the total of a list of one. */
export const countQuery = (id: string, status: Schemas['CollectionStatus']) =>
  queryOptions({
    queryKey: [...keys.collectionsOf(id), 'count', status],
    queryFn: ({ signal }) =>
      unwrap(
        client.GET('/processes/{process_id}/collections', {
          params: { path: { process_id: id }, query: { status, limit: 1 } },
          signal,
        }),
      ),
    select: (list) => list.pagination.total,
  });

export function useCreateProcess() {
  return useMutation({
    mutationFn: (body: Schemas['NewProcess']) => unwrap(client.POST('/processes', { body })),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: keys.processes }),
  });
}
