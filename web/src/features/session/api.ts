/** Who is signed in, and signing in and out. */
import { queryOptions, useMutation } from '@tanstack/react-query';
import { client, type Schemas, signInClient, unwrap } from '../../api/client';
import { gate } from '../../api/gate';
import { keys, queryClient } from '../../api/queries';

export type Me = Schemas['Me'];

export const meQuery = queryOptions({
  queryKey: keys.me,
  queryFn: ({ signal }) => unwrap(signInClient.GET('/me', { signal })),
  staleTime: 60_000,
});

function welcome(me: Me): void {
  // Another person may sit here now: nothing of the last one may be shown.
  const before = queryClient.getQueryData<Me>(keys.me);
  if (before && before.subjectId !== me.subjectId) queryClient.clear();
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
