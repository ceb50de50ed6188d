/** Who is signed in, and the ways in and out. */
import { queryOptions, useMutation } from '@tanstack/react-query';
import { BASE, client, type Schemas, signInClient, unwrap } from '../../api/client';
import { gate } from '../../api/gate';
import { keys, queryClient } from '../../api/queries';

export type InvitationToMe = Schemas['InvitationInfo'];
export type Me = Schemas['Me'];
export type SessionOptions = Schemas['SessionOptions'];

export const meQuery = queryOptions({
  queryKey: keys.me,
  queryFn: ({ signal }) => unwrap(signInClient.GET('/me', { signal })),
  staleTime: 60_000,
});

/** What this server offers to somebody who is not signed in yet. */
export const sessionOptionsQuery = queryOptions({
  queryKey: ['session-options'],
  queryFn: ({ signal }) => unwrap(signInClient.GET('/session/options', { signal })),
});

/** Where a provider's sign-in begins; it comes back into the application at `returnTo`. */
export const providerAddress = (provider: string, returnTo: string) =>
  `${BASE}/session/providers/${encodeURIComponent(provider)}/start?returnTo=${encodeURIComponent(returnTo)}`;

/** Somebody is signed in now. */
export function welcome(me: Me): void {
  // Another person, or another organization, may be here now: nothing of the last one may be shown.
  const before = queryClient.getQueryData<Me>(keys.me);
  if (before && (before.subjectId !== me.subjectId || before.orgId !== me.orgId)) queryClient.clear();
  queryClient.setQueryData(keys.me, me);
  gate.open();
}

export function useSignIn() {
  return useMutation({
    mutationFn: (body: Schemas['SignIn']) => unwrap(signInClient.POST('/session', { body })),
    onSuccess: welcome,
  });
}

export function useSignInByLink() {
  return useMutation({
    mutationFn: (token: string) => unwrap(signInClient.POST('/session/link', { body: { token } })),
    onSuccess: welcome,
  });
}

export function useSignUp() {
  return useMutation({
    mutationFn: (body: Schemas['SignUp']) => unwrap(signInClient.POST('/session/sign-up', { body })),
    onSuccess: welcome,
  });
}

export function useAskReset() {
  return useMutation({
    mutationFn: (email: string) => unwrap(signInClient.POST('/session/password-reset', { body: { email } })),
  });
}

export function useConfirmReset() {
  return useMutation({
    mutationFn: (body: Schemas['PasswordReset']) =>
      unwrap(signInClient.POST('/session/password-reset/confirm', { body })),
  });
}

/** The token goes in a body, never in an address, so this question is a POST; asking it changes nothing. */
export const invitationQuery = (token: string) =>
  queryOptions({
    queryKey: ['invitation-to-me', token],
    queryFn: ({ signal }) => unwrap(signInClient.POST('/session/invitation', { body: { token }, signal })),
    staleTime: Number.POSITIVE_INFINITY,
  });

export function useAcceptInvitation() {
  return useMutation({
    mutationFn: (body: Schemas['InvitationAcceptance']) =>
      unwrap(signInClient.POST('/session/invitation/accept', { body })),
    onSuccess: welcome,
  });
}

export async function signOut(): Promise<void> {
  gate.forget();
  try {
    await unwrap(signInClient.DELETE('/session'));
  } finally {
    queryClient.clear();
  }
}

export function useSetPassword() {
  return useMutation({
    mutationFn: (body: Schemas['PasswordChange']) => unwrap(client.PUT('/me/password', { body })),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: keys.me }),
  });
}
