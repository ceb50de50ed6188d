/** How a process learns, and the models that it has. */
import { queryOptions, useMutation } from '@tanstack/react-query';
import { client, type Schemas, unwrap } from '../../api/client';
import { keys, queryClient } from '../../api/queries';
import { askAgainAfter } from './learning';

const learningKey = (processId: string) => [...keys.process(processId), 'learning'] as const;
const modelsKey = (processId: string) => [...keys.process(processId), 'models'] as const;

export const learningQuery = (processId: string) =>
  queryOptions({
    queryKey: learningKey(processId),
    queryFn: async ({ signal }) => {
      const learning = await unwrap(
        client.GET('/processes/{process_id}/learning', {
          params: { path: { process_id: processId } },
          signal,
        }),
      );
      if (learning.state === 'idle') await queryClient.invalidateQueries({ queryKey: modelsKey(processId) });
      return learning;
    },
    refetchInterval: (query) => askAgainAfter(query.state.data),
    // People come here right after accepting: what was true a moment ago is not good enough.
    staleTime: 0,
  });

export const modelsQuery = (processId: string) =>
  queryOptions({
    queryKey: modelsKey(processId),
    queryFn: ({ signal }) =>
      unwrap(
        client.GET('/processes/{process_id}/models', {
          params: { path: { process_id: processId } },
          signal,
        }),
      ),
    select: (answer) => answer.models,
  });

/** Both change with every document that somebody confirms. */
export const suspectsQuery = (processId: string) =>
  queryOptions({
    queryKey: [...modelsKey(processId), 'suspects'],
    queryFn: ({ signal }) =>
      unwrap(
        client.GET('/processes/{process_id}/learning/suspects', {
          params: { path: { process_id: processId } },
          signal,
        }),
      ),
    select: (answer) => answer.suspects,
  });

export const teachersQuery = (processId: string) =>
  queryOptions({
    queryKey: [...modelsKey(processId), 'teachers'],
    queryFn: ({ signal }) =>
      unwrap(
        client.GET('/processes/{process_id}/learning/next', {
          params: { path: { process_id: processId } },
          signal,
        }),
      ),
    select: (answer) => answer.documents,
    staleTime: 0,
  });

export const diffQuery = (modelId: string) =>
  queryOptions({
    queryKey: ['models', modelId, 'diff'],
    queryFn: ({ signal }) =>
      unwrap(client.GET('/models/{model_id}/diff', { params: { path: { model_id: modelId } }, signal })),
    // What is shown of the documents may have changed since.
    staleTime: 0,
  });

export function useSetLearning(processId: string) {
  return useMutation({
    mutationFn: (body: Schemas['LearningChange']) =>
      unwrap(
        client.PUT('/processes/{process_id}/learning', {
          params: { path: { process_id: processId } },
          body,
        }),
      ),
    onSuccess: (learning) => queryClient.setQueryData(learningKey(processId), learning),
  });
}

export function useTrain(processId: string) {
  return useMutation({
    mutationFn: () =>
      unwrap(
        client.POST('/processes/{process_id}/learning/train', {
          params: { path: { process_id: processId } },
        }),
      ),
    onSuccess: (learning) => queryClient.setQueryData(learningKey(processId), learning),
  });
}

export function useActivate(processId: string) {
  return useMutation({
    mutationFn: (modelId: string) =>
      unwrap(client.POST('/models/{model_id}/activate', { params: { path: { model_id: modelId } } })),
    onSettled: () => queryClient.invalidateQueries({ queryKey: learningKey(processId) }),
  });
}
