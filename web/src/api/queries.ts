/** How long answers are kept, when a request is tried again, and under which names. */
import { QueryClient } from '@tanstack/react-query';
import { ApiError } from './problem';

/** Trying again helps against a lost connection or a busy server, not against a wrong request. */
function isWorthAnotherTry(failures: number, error: unknown): boolean {
  return error instanceof ApiError && (error.status === 0 || error.status >= 502) && failures < 2;
}

export const queryClient = new QueryClient({
  defaultOptions: { queries: { staleTime: 15_000, retry: isWorthAnotherTry }, mutations: { retry: false } },
});

export const keys = {
  me: ['me'] as const,
  processTypes: ['process-types'] as const,
  processes: ['processes'] as const,
  process: (id: string) => ['process', id] as const,
  exports: (id: string) => ['process', id, 'exports'] as const,
  config: (id: string) => ['process', id, 'config'] as const,
  collectionsOf: (processId: string) => ['collections', processId] as const,
  collection: (id: string) => ['collection', id] as const,
  results: (id: string) => ['results', id] as const,
  document: (id: string) => ['document', id] as const,
  words: (documentId: string, page: number) => ['document', documentId, 'words', page] as const,
};
