/** The people of the organization and those who are invited to it. */
import { keepPreviousData, queryOptions, useMutation } from '@tanstack/react-query';
import { client, type Schemas, unwrap } from '../../api/client';
import { keys, queryClient } from '../../api/queries';
import { PAGE_SIZE } from './list';

export type Invitation = Schemas['Invitation'];
export type ProcessAssignment = Schemas['Assignment'];
export type ProcessRole = Schemas['UserProcess'];
export type User = Schemas['User'];

const usersKey = ['users'] as const;
const invitationsKey = ['invitations'] as const;

export type UsersQuery = { q?: string; role?: User['role']; state?: User['state']; page: number };

export const usersQuery = ({ q, role, state, page }: UsersQuery) =>
  queryOptions({
    queryKey: [...usersKey, { q, role, state, page }],
    queryFn: ({ signal }) =>
      unwrap(
        client.GET('/admin/users', {
          params: {
            query: {
              offset: (page - 1) * PAGE_SIZE,
              limit: PAGE_SIZE,
              ...(q && { query: q }),
              ...(role && { role }),
              ...(state && { state }),
            },
          },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
  });

/** The most that one answer may hold; more invitations than that do not wait at a time. */
const ALL = 1000;

/** Those that somebody may still answer, or that ended without an answer: both can be sent again. */
export const invitationsQuery = queryOptions({
  queryKey: invitationsKey,
  queryFn: ({ signal }) =>
    unwrap(client.GET('/admin/invitations', { params: { query: { limit: ALL } }, signal })),
  select: (answer) => answer.invitations.filter(({ state }) => state === 'Pending' || state === 'Expired'),
});

const peopleChanged = () =>
  Promise.all([
    queryClient.invalidateQueries({ queryKey: usersKey }),
    queryClient.invalidateQueries({ queryKey: ['organization'] }),
    // Somebody may have changed what they may do themselves.
    queryClient.invalidateQueries({ queryKey: keys.me }),
  ]);

const invitationsChanged = () => queryClient.invalidateQueries({ queryKey: invitationsKey });

const user = (id: string) => ({ params: { path: { user_id: id } } });
const invitation = (id: string) => ({ params: { path: { invitation_id: id } } });

export function useEditUser() {
  return useMutation({
    mutationFn: ({ id, change }: { id: string; change: Schemas['UserChange'] }) =>
      unwrap(client.PATCH('/admin/users/{user_id}', { ...user(id), body: change })),
    onSuccess: peopleChanged,
  });
}

export function useDeactivateUser() {
  return useMutation({
    mutationFn: (id: string) => unwrap(client.POST('/admin/users/{user_id}/deactivate', user(id))),
    onSuccess: peopleChanged,
  });
}

export function useActivateUser() {
  return useMutation({
    mutationFn: (id: string) => unwrap(client.POST('/admin/users/{user_id}/activate', user(id))),
    onSuccess: peopleChanged,
  });
}

export function useRemoveUser() {
  return useMutation({
    mutationFn: (id: string) => unwrap(client.DELETE('/admin/users/{user_id}', user(id))),
    onSuccess: peopleChanged,
  });
}

export function useInvite() {
  return useMutation({
    mutationFn: (body: Schemas['NewInvitation']) => unwrap(client.POST('/admin/invitations', { body })),
    onSuccess: invitationsChanged,
  });
}

export function useResendInvitation() {
  return useMutation({
    mutationFn: (id: string) =>
      unwrap(client.POST('/admin/invitations/{invitation_id}/resend', invitation(id))),
    onSuccess: invitationsChanged,
  });
}

export function useRevokeInvitation() {
  return useMutation({
    mutationFn: (id: string) => unwrap(client.DELETE('/admin/invitations/{invitation_id}', invitation(id))),
    onSuccess: invitationsChanged,
  });
}
