/** Keeps every list of a process that is on screen as new as the server tells. */
import { useEffect } from 'react';
import { keys, queryClient } from '../../api/queries';
import { listen } from './api';
import { afterEvent, type CollectionEvent, type CollectionList } from './list';
import { mayMove, type QueueSearch } from './search';

type ListKey = readonly [string, string, 'list', QueueSearch, number];

const isList = (key: readonly unknown[]): key is ListKey => key[2] === 'list';

/** A thousand uploads tell of a thousand new rows; the lists are asked for again this often at most. */
const ASK_EVERY_MS = 800;

/** The list after an event; `null` when rows may come, go or change places. */
function changed(list: CollectionList, search: QueueSearch, event: CollectionEvent): CollectionList | null {
  if (event.type === 'changed') {
    const before = list.collections.find(({ id }) => id === event.collection.id);
    if (before && mayMove(search, before, event.collection)) return null;
  }
  return afterEvent(list, event);
}

function apply(processId: string, event: CollectionEvent): boolean {
  let mustAsk = false;
  const lists = queryClient.getQueriesData<CollectionList>({ queryKey: keys.collectionsOf(processId) });
  for (const [key, list] of lists) {
    if (!list || !isList(key)) continue;
    const after = changed(list, key[3], event);
    if (after && after !== list) queryClient.setQueryData(key, after);
    if (!after) mustAsk = true;
  }
  return mustAsk;
}

export function useLiveList(processId: string): void {
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const ask = () => {
      timer ??= setTimeout(() => {
        timer = undefined;
        void queryClient.invalidateQueries({ queryKey: keys.collectionsOf(processId) });
      }, ASK_EVERY_MS);
    };
    const stop = listen(
      processId,
      (event) => {
        // Whether a row waits for a person, and which is the oldest, changes with its status.
        if (apply(processId, event)) ask();
        else void queryClient.invalidateQueries({ queryKey: [...keys.collectionsOf(processId), 'next'] });
      },
      ask,
    );
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [processId]);
}
