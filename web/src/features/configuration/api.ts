/** The name of a process and the people who may work with it. */
import { queryOptions, useMutation } from '@tanstack/react-query';
import { client, type Schemas, unwrap } from '../../api/client';
import { keys, queryClient } from '../../api/queries';

export type Access = Schemas['ProcessAccess'];

/** The most that one answer may hold; more people than that on one process need a search. */
const ALL = 1000;

export function useRename(processId: string) {
  return useMutation({
    mutationFn: (name: string) =>
      unwrap(
        client.PATCH('/processes/{process_id}', {
          params: { path: { process_id: processId } },
          body: { name },
        }),
      ),
    onSuccess: (process) => {
      queryClient.setQueryData(keys.process(processId), process);
      return queryClient.invalidateQueries({ queryKey: keys.processes });
    },
  });
}

const accessesKey = (processId: string) => [...keys.process(processId), 'accesses'] as const;

export const accessesQuery = (processId: string) =>
  queryOptions({
    queryKey: accessesKey(processId),
    queryFn: ({ signal }) =>
      unwrap(
        client.GET('/processes/{process_id}/accesses', {
          params: { path: { process_id: processId }, query: { limit: ALL } },
          signal,
        }),
      ),
    select: (answer) => answer.accesses,
  });

/** The people of the organization who can be given access. */
export const membersQuery = queryOptions({
  queryKey: ['users', 'all-active'],
  queryFn: ({ signal }) =>
    unwrap(client.GET('/admin/users', { params: { query: { state: 'active', limit: ALL } }, signal })),
  select: (answer) => answer.users,
});

export type GivenRole = Exclude<Access['role'], 'owner'>;

/** The process names its accesses too, so it is asked for again as well. */
const changed = (processId: string) => queryClient.invalidateQueries({ queryKey: keys.process(processId) });

export function useSetAccess(processId: string) {
  return useMutation({
    mutationFn: ({ userId, role }: { userId: string; role: GivenRole }) =>
      unwrap(
        client.PUT('/processes/{process_id}/accesses/{user_id}', {
          params: { path: { process_id: processId, user_id: userId } },
          body: { role },
        }),
      ),
    onSuccess: () => changed(processId),
  });
}

export function useRemoveAccess(processId: string) {
  return useMutation({
    mutationFn: (userId: string) =>
      unwrap(
        client.DELETE('/processes/{process_id}/accesses/{user_id}', {
          params: { path: { process_id: processId, user_id: userId } },
        }),
      ),
    onSuccess: () => changed(processId),
  });
}
