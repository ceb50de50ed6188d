/** Saves what a process asks for, and has waiting documents read with it. */
import { queryOptions, useMutation } from '@tanstack/react-query';
import { client, unwrap } from '../../../api/client';
import { keys, queryClient } from '../../../api/queries';
import type { DataPoint } from './draft';

/** The most that one answer may hold. */
const ALL = 1000;

const path = (processId: string) => ({ params: { path: { process_id: processId } } });

export function useSaveDataPoints(processId: string) {
  return useMutation({
    mutationFn: ({ configId, dataPoints }: { configId: string; dataPoints: DataPoint[] }) =>
      unwrap(
        client.PUT('/processes/{process_id}/config', { ...path(processId), body: { configId, dataPoints } }),
      ),
    onSuccess: (config) => {
      queryClient.setQueryData(keys.config(processId), config);
      void queryClient.invalidateQueries({ queryKey: waitingKey(processId) });
      return queryClient.invalidateQueries({ queryKey: keys.process(processId), exact: true });
    },
  });
}

export function useResetConfig(processId: string) {
  return useMutation({
    mutationFn: () => unwrap(client.POST('/processes/{process_id}/config/reset', path(processId))),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: keys.process(processId) }),
  });
}

const waitingKey = (processId: string) => [...keys.process(processId), 'waiting'] as const;

/** The collections that wait for a person, which can be read again with what is asked for now. */
export const waitingQuery = (processId: string) =>
  queryOptions({
    queryKey: waitingKey(processId),
    queryFn: ({ signal }) =>
      unwrap(
        client.GET('/processes/{process_id}/collections', {
          params: { path: { process_id: processId }, query: { status: 'Needs Review', limit: ALL } },
          signal,
        }),
      ),
    select: (answer) => answer.collections.map(({ id }) => id),
    staleTime: 0,
  });

/** Reads collections again, one request after the other; `onDone` hears how many are on their way. */
export function useReadAgain(processId: string, onDone: (count: number) => void) {
  return useMutation({
    mutationFn: async (ids: readonly string[]) => {
      for (const [at, id] of ids.entries()) {
        await unwrap(
          client.POST('/collections/{collection_id}/reprocess', { params: { path: { collection_id: id } } }),
        );
        onDone(at + 1);
      }
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey: keys.collectionsOf(processId) }),
  });
}
