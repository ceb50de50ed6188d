/** What a person may see and change about their own account. */
import { queryOptions, useMutation } from '@tanstack/react-query';
import { client, type Schemas, unwrap } from '../../api/client';
import { keys, queryClient } from '../../api/queries';

export type SecondFactorSetup = Schemas['SecondFactorSetup'];
export type Session = Schemas['Session'];

export function useEditProfile() {
  return useMutation({
    mutationFn: (body: Schemas['ProfileChange']) => unwrap(client.PATCH('/me', { body })),
    onSuccess: (me) => queryClient.setQueryData(keys.me, me),
  });
}

export const sessionsQuery = queryOptions({
  queryKey: ['me', 'sessions'],
  queryFn: ({ signal }) => unwrap(client.GET('/me/sessions', { signal })),
  select: (answer) => answer.sessions,
});

const sessionsChanged = () => queryClient.invalidateQueries({ queryKey: sessionsQuery.queryKey });

export function useEndSession() {
  return useMutation({
    mutationFn: (id: string) =>
      unwrap(client.DELETE('/me/sessions/{session_id}', { params: { path: { session_id: id } } })),
    onSettled: sessionsChanged,
  });
}

export function useEndOtherSessions() {
  return useMutation({
    mutationFn: () => unwrap(client.DELETE('/me/sessions')),
    onSettled: sessionsChanged,
  });
}

export const secondFactorQuery = queryOptions({
  queryKey: ['me', 'second-factor'],
  queryFn: ({ signal }) => unwrap(client.GET('/me/second-factor', { signal })),
});

const secondFactorChanged = () =>
  Promise.all([
    queryClient.invalidateQueries({ queryKey: secondFactorQuery.queryKey }),
    queryClient.invalidateQueries({ queryKey: keys.me, exact: true }),
  ]);

/** A secret is made, but counts only once a code from it was confirmed. */
export function useBeginSecondFactor() {
  return useMutation({
    mutationFn: (currentPassword: string) =>
      unwrap(client.POST('/me/second-factor', { body: { currentPassword } })),
    gcTime: 0,
  });
}

export function useConfirmSecondFactor() {
  return useMutation({
    mutationFn: (code: string) => unwrap(client.POST('/me/second-factor/confirm', { body: { code } })),
    onSuccess: secondFactorChanged,
    gcTime: 0,
  });
}

export function useNewRecoveryCodes() {
  return useMutation({
    mutationFn: (code: string) => unwrap(client.POST('/me/second-factor/recovery-codes', { body: { code } })),
    onSuccess: secondFactorChanged,
    gcTime: 0,
  });
}

export function useDisableSecondFactor() {
  return useMutation({
    mutationFn: (body: Schemas['SecondFactorEnd']) =>
      unwrap(client.POST('/me/second-factor/disable', { body })),
    onSuccess: secondFactorChanged,
  });
}
