/** Processes, their numbers, and the types that they can be made from. */
import { queryOptions, useMutation } from '@tanstack/react-query';
import { client, type Schemas, unwrap } from '../../api/client';
import { keys, queryClient } from '../../api/queries';

export type Process = Schemas['Process'];
export type ProcessType = Schemas['ProcessType'];
export type ProcessStatistics = Schemas['ProcessStatistics'];

/** The most that one answer may hold; an organization with more processes needs a search, which is not built yet. */
const ALL = 1000;

export const processesQuery = queryOptions({
  queryKey: keys.processes,
  queryFn: ({ signal }) => unwrap(client.GET('/processes', { params: { query: { limit: ALL } }, signal })),
});

/** The numbers of every process, with days as the reader counts them. They are as fresh as the list of processes. */
export const statisticsQuery = queryOptions({
  queryKey: [...keys.processes, 'statistics'] as const,
  queryFn: ({ signal }) =>
    unwrap(
      client.GET('/statistics', {
        params: { query: { minutesAheadOfUtc: -new Date().getTimezoneOffset() } },
        signal,
      }),
    ),
  select: (answer) => new Map(answer.processes.map((one) => [one.processId, one])),
  refetchInterval: 30_000,
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

const refresh = () => queryClient.invalidateQueries({ queryKey: keys.processes });

export function useCreateProcess() {
  return useMutation({
    mutationFn: (body: Schemas['NewProcess']) => unwrap(client.POST('/processes', { body })),
    onSuccess: refresh,
  });
}

export function useRenameProcess(id: string) {
  return useMutation({
    mutationFn: (name: string) =>
      unwrap(
        client.PATCH('/processes/{process_id}', { params: { path: { process_id: id } }, body: { name } }),
      ),
    onSuccess: (process) => {
      queryClient.setQueryData(keys.process(id), process);
      return refresh();
    },
  });
}

export function useDuplicateProcess(id: string) {
  return useMutation({
    mutationFn: (name: string) =>
      unwrap(
        client.POST('/processes/{process_id}/duplicate', {
          params: { path: { process_id: id } },
          body: { name },
        }),
      ),
    onSuccess: refresh,
  });
}

export function useDeleteProcess(id: string) {
  return useMutation({
    mutationFn: (force: boolean) =>
      unwrap(
        client.DELETE('/processes/{process_id}', { params: { path: { process_id: id }, query: { force } } }),
      ),
    onSuccess: () => {
      queryClient.removeQueries({ queryKey: keys.process(id) });
      return refresh();
    },
  });
}
