/** What the installation is made of, and how much the organization keeps in it. */
import { queryOptions } from '@tanstack/react-query';
import { client, type Schemas, unwrap } from '../../api/client';

export type System = Schemas['System'];
export type Usage = Schemas['Usage'];

export const systemQuery = queryOptions({
  queryKey: ['system'] as const,
  queryFn: ({ signal }) => unwrap(client.GET('/admin/system', { signal })),
});

export const usageQuery = queryOptions({
  queryKey: ['usage'] as const,
  queryFn: ({ signal }) => unwrap(client.GET('/admin/usage', { signal })),
});
