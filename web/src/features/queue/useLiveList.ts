/** Keeps every list of a process that is on screen as new as the server tells. */
import { useEffect } from 'react';
import { keys, queryClient } from '../../api/queries';
import { listen } from './api';
import { afterEvent, type CollectionEvent, type CollectionList, leavesFilter } from './list';

const hasList = (key: readonly unknown[]): key is readonly [string, string, 'list', { status?: string }] =>
  key[2] === 'list';

function apply(processId: string, event: CollectionEvent): void {
  const lists = queryClient.getQueriesData<CollectionList>({ queryKey: keys.collectionsOf(processId) });
  for (const [key, list] of lists) {
    if (!list || !hasList(key)) continue;
    const after = leavesFilter(key[3].status, event) ? null : afterEvent(list, event);
    if (after) queryClient.setQueryData(key, after);
    else void queryClient.invalidateQueries({ queryKey: key });
  }
  void queryClient.invalidateQueries({ queryKey: [...keys.collectionsOf(processId), 'count'] });
}

export function useLiveList(processId: string): void {
  useEffect(
    () =>
      listen(
        processId,
        (event) => apply(processId, event),
        () => void queryClient.invalidateQueries({ queryKey: keys.collectionsOf(processId) }),
      ),
    [processId],
  );
}
