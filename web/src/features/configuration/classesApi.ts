/** The classes of documents that the organization knows. */
import { queryOptions, useMutation } from '@tanstack/react-query';
import { client, type Schemas, unwrap } from '../../api/client';
import { keys, queryClient } from '../../api/queries';

export type Class = Schemas['Class'];

/** While something is learned, what came of it is asked for soon. */
const SOON_MS = 1_500;

const classesKey = (processId: string) => [...keys.process(processId), 'classes'] as const;

export const classesQuery = (processId: string) =>
  queryOptions({
    queryKey: classesKey(processId),
    queryFn: ({ signal }) =>
      unwrap(
        client.GET('/processes/{process_id}/classes', {
          params: { path: { process_id: processId } },
          signal,
        }),
      ),
    refetchInterval: (query) => (query.state.data?.learning ? SOON_MS : false),
    // Every document that somebody confirms changes them.
    staleTime: 0,
  });

const at = (id: string) => ({ params: { path: { class_id: id } } });

export function useRenameClass(processId: string) {
  return useMutation({
    mutationFn: ({ id, ...body }: { id: string } & Schemas['ClassChange']) =>
      unwrap(client.PATCH('/classes/{class_id}', { ...at(id), body })),
    onSettled: () => queryClient.invalidateQueries({ queryKey: classesKey(processId) }),
  });
}

export function useForgetClass(processId: string) {
  return useMutation({
    mutationFn: (id: string) => unwrap(client.DELETE('/classes/{class_id}', at(id))),
    onSettled: () => queryClient.invalidateQueries({ queryKey: classesKey(processId) }),
  });
}
