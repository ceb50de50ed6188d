/** Who edits this collection: says that we are here, keeps the lock while it is ours, notices when it is not. */
import { queryOptions, useMutation, useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { BASE, client, type Schemas, unwrap } from '../../api/client';
import { ApiError } from '../../api/problem';
import { queryClient } from '../../api/queries';

export type Lock = Schemas['Lock'];
export type Holder = Schemas['LockHolder'];

/** A third of what the server waits for a sign of life, so that two may be lost. */
const RENEW_MS = 10_000;

/** Whoever waits for a document sees soon that it is free. */
const WATCH_MS = 3_000;

const at = (id: string) => ({ params: { path: { collection_id: id } } });

const hold = (id: string, takeOver: boolean) =>
  unwrap(client.PUT('/collections/{collection_id}/lock', { ...at(id), body: { takeOver } }));

const lockQuery = (id: string) =>
  queryOptions({
    queryKey: ['lock', id],
    queryFn: () => hold(id, false),
    refetchInterval: (query) => (query.state.data?.isYours === false ? WATCH_MS : RENEW_MS),
    refetchIntervalInBackground: true,
    staleTime: 0,
    gcTime: 0,
    retry: false,
  });

/** Tells the server that we leave; also while the window closes, when nobody waits for the answer any more. */
function leave(id: string): void {
  void fetch(`${BASE}/collections/${id}/lock`, { method: 'DELETE', keepalive: true }).catch(() => undefined);
}

export type LockState = {
  /** Who else has it; `null` while it is ours, free or not known yet. */
  readonly other: Holder | null;
  /** Whether it was ours and was taken from us. */
  readonly lost: boolean;
  /** Who looks on. */
  readonly watching: readonly Holder[];
  /** Whether the caller may change nothing here at all. */
  readonly denied: boolean;
  readonly takeOver: () => void;
  readonly takingOver: boolean;
};

/** `onGained` is called when the lock becomes ours after it was somebody else's. */
export function useLock(
  collectionId: string,
  wanted: boolean,
  onGained: () => void,
  onFault: (error: Error) => void,
): LockState {
  const lock = useQuery({ ...lockQuery(collectionId), enabled: wanted });
  const taking = useMutation({
    mutationFn: () => hold(collectionId, true),
    onSuccess: (taken) => queryClient.setQueryData(['lock', collectionId], taken),
    onError: onFault,
  });

  const isYours = lock.data?.isYours;
  const had = useRef(false);
  const waited = useRef(false);
  const gained = useRef(onGained);
  gained.current = onGained;
  const lost = had.current && isYours === false;
  useEffect(() => {
    if (isYours === false) waited.current = true;
    if (isYours !== true) return;
    had.current = true;
    if (waited.current) gained.current();
    waited.current = false;
  }, [isYours]);

  useEffect(() => {
    if (!wanted) return;
    const go = () => leave(collectionId);
    window.addEventListener('pagehide', go);
    return () => {
      window.removeEventListener('pagehide', go);
      go();
    };
  }, [collectionId, wanted]);

  return {
    other: isYours === false ? (lock.data?.holder ?? null) : null,
    lost,
    watching: lock.data?.others ?? [],
    denied: lock.error instanceof ApiError && lock.error.status === 403,
    takeOver: taking.mutate,
    takingOver: taking.isPending,
  };
}
