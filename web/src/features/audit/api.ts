/** The audit log. */
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { BASE, client, type Schemas, unwrap } from '../../api/client';
import type { AuditParameters } from './filter';

export type AuditEvent = Schemas['AuditEvent'];

/** How many events stand on one page. */
export const PAGE_SIZE = 50;

export const auditQuery = (parameters: AuditParameters, page: number) =>
  queryOptions({
    queryKey: ['audit', parameters, page],
    queryFn: ({ signal }) =>
      unwrap(
        client.GET('/admin/audit', {
          params: { query: { ...parameters, offset: (page - 1) * PAGE_SIZE, limit: PAGE_SIZE } },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
    // Looking at the log should show what happened a moment ago.
    staleTime: 0,
  });

/** The same events as a table in a file. */
export function exportAddress(parameters: AuditParameters): string {
  const query = new URLSearchParams(Object.entries(parameters)).toString();
  return `${BASE}/admin/audit/export${query && `?${query}`}`;
}
