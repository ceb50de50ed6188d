/** The mails that a server in development keeps instead of sending them. */
import { queryOptions } from '@tanstack/react-query';
import { unwrap } from '../../api/client';
import { pendingClient } from '../session/pending';

export type { Mail } from '../session/pending';

/** More than these nobody looks through by hand. */
const LATEST = 100;

export const mailsQuery = queryOptions({
  queryKey: ['mails'],
  queryFn: ({ signal }) =>
    unwrap(pendingClient.GET('/admin/mails', { params: { query: { limit: LATEST } }, signal })),
  select: (answer) => answer.mails,
  staleTime: 0,
});
