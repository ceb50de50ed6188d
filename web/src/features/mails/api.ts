/** The mails that a server in development keeps instead of sending them. */
import { queryOptions } from '@tanstack/react-query';
import { client, type Schemas, unwrap } from '../../api/client';

export type Mail = Schemas['Mail'];

/** More than these nobody looks through by hand. */
const LATEST = 100;

export const mailsQuery = queryOptions({
  queryKey: ['mails'],
  queryFn: ({ signal }) =>
    unwrap(client.GET('/admin/mails', { params: { query: { limit: LATEST } }, signal })),
  select: (answer) => answer.mails,
  staleTime: 0,
});
