/** Fetches what the next document needs while this one is looked at, so that it opens at once. */
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { Schemas } from '../../api/client';
import { queryClient } from '../../api/queries';
import {
  collectionQuery,
  configQuery,
  documentQuery,
  findNext,
  imageQuery,
  resultsQuery,
  wordsQuery,
} from './api';
import { lastResolution } from './resolution';

/** The next one may have been taken by somebody else after this time. */
const FRESH_MS = 20_000;

/** What this document itself needs goes first. */
const PATIENCE_MS = 600;

export const nextKey = (processId: string, except: string) => ['next', processId, except] as const;

async function fetchAll(id: string, processId: string): Promise<void> {
  const [results] = await Promise.all([
    queryClient.fetchQuery(resultsQuery(id)),
    queryClient.prefetchQuery(collectionQuery(id)),
    queryClient.prefetchQuery(configQuery(processId)),
  ]);
  const first = results.results.flatMap((file) => file.documents)[0]?.documentId;
  if (!first) return;
  await Promise.all([
    queryClient.prefetchQuery(documentQuery(first)),
    queryClient.prefetchQuery(wordsQuery(first, 0)),
    queryClient.prefetchQuery(imageQuery(first, 0, lastResolution())),
  ]);
}

export function usePrefetch(collection: Schemas['Collection'], wanted: boolean): void {
  const { id, processId } = collection;
  const next = useQuery({
    queryKey: nextKey(processId, id),
    queryFn: () => findNext(processId, id),
    enabled: wanted,
    staleTime: FRESH_MS,
  }).data;
  useEffect(() => {
    if (!next) return;
    // What cannot be fetched ahead is asked for, and complained about, when it is opened.
    const timer = setTimeout(() => void fetchAll(next, processId).catch(() => undefined), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, [next, processId]);
}

/** The one to open next: the one that was fetched ahead, if that is not long ago. */
export function nextOf(processId: string, except: string): Promise<string | null> {
  return queryClient.fetchQuery({
    queryKey: nextKey(processId, except),
    queryFn: () => findNext(processId, except),
    staleTime: FRESH_MS,
  });
}
