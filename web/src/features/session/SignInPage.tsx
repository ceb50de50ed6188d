/** The way in: a password, or a one-time link whose token stands behind the `#` of the address. */
import { Loader, Stack, Text, Title } from '@mantine/core';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useCallback, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Fault } from '../../ui/Fault';
import { Wordmark } from '../../ui/Logo';
import { useSignInByLink } from './api';
import { SignInForm } from './SignInForm';
import classes from './SignInPage.module.css';
import { tokenFrom } from './token';

const route = getRouteApi('/sign-in');

/** Takes the token out of the address before anything else can see it: history, logs, a screenshot. */
function takeToken(): string | null {
  const token = tokenFrom(window.location.hash);
  if (token)
    window.history.replaceState(window.history.state, '', window.location.pathname + window.location.search);
  return token;
}

function useLink(onDone: () => void) {
  const { mutate, isPending, error } = useSignInByLink();
  useEffect(() => {
    // A token that was taken is no longer in the address, so nothing is sent twice.
    const take = () => {
      const token = takeToken();
      if (token) mutate(token, { onSuccess: onDone });
    };
    take();
    // A link pasted into a window that shows this screen already changes only what stands behind the `#`.
    window.addEventListener('hashchange', take);
    return () => window.removeEventListener('hashchange', take);
  }, [mutate, onDone]);
  return { isPending, error };
}

export function SignInPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { next } = route.useSearch();
  const onDone = useCallback(() => void navigate({ to: next ?? '/', replace: true }), [navigate, next]);
  const link = useLink(onDone);

  return (
    <main className={classes.page}>
      <div className={classes.sky} aria-hidden="true">
        <svg aria-hidden="true" viewBox="0 0 900 900" preserveAspectRatio="xMinYMid slice">
          <g transform="rotate(-24 450 450)" fill="none" stroke="currentColor">
            <ellipse cx="620" cy="450" rx="560" ry="330" strokeWidth="1" />
            <ellipse cx="560" cy="450" rx="430" ry="262" strokeWidth="1" strokeDasharray="2 8" />
            <circle cx="250" cy="450" r="44" fill="currentColor" stroke="none" />
            <circle cx="60" cy="450" r="11" className={classes.moon} />
          </g>
        </svg>
      </div>
      <section className={classes.card} aria-labelledby="sign-in-title">
        <Wordmark size={34} />
        <Stack gap={4} mt={28} mb={20}>
          <Title order={1} id="sign-in-title">
            {t('signIn.title')}
          </Title>
          <Text c="dimmed">{t('signIn.text')}</Text>
        </Stack>
        {link.isPending ? (
          <output className={classes.wait}>
            <Loader size="sm" /> {t('signIn.link')}
          </output>
        ) : (
          <Stack gap="md">
            {link.error && (
              <Fault error={link.error}>
                <Text size="sm">{t('signIn.linkFailed')}</Text>
              </Fault>
            )}
            <SignInForm onDone={onDone} />
            <Text size="xs" c="dimmed">
              {t('signIn.noPassword')} <code>perigee serve --print-link</code>
            </Text>
          </Stack>
        )}
      </section>
    </main>
  );
}
