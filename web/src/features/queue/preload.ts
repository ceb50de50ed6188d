/** Asks for what the queue shows first while its screen is still on its way, or the mouse over its link. */
import { queryClient } from '../../api/queries';
import { processQuery } from '../processes/api';
import { nextQuery, partQuery } from './api';
import type { QueueSearch } from './search';

export function preload(processId: string, search: QueueSearch): void {
  void queryClient.prefetchQuery(partQuery(processId, search, 0));
  void queryClient.prefetchQuery(processQuery(processId));
  void queryClient.prefetchQuery(nextQuery(processId));
}
