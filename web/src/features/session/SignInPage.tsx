/** The way in: a password, another provider, or a one-time link whose token stands behind the `#` of the address. */
import { Anchor, Button, Divider, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { LogIn } from 'lucide-react';
import { useCallback, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { providerAddress, type SessionOptions, sessionOptionsQuery, useSignInByLink } from './api';
import { FrontPage } from './FrontPage';
import classes from './FrontPage.module.css';
import { EntryFault, Refusal } from './Refusal';
import { SignInForm } from './SignInForm';
import { useToken } from './useToken';
import { Waiting } from './Waiting';

const route = getRouteApi('/sign-in');

function useLink(onDone: () => void) {
  const token = useToken();
  const { mutate, isPending, error } = useSignInByLink();
  useEffect(() => {
    if (token) mutate(token, { onSuccess: onDone });
  }, [token, mutate, onDone]);
  return { isPending, error };
}

export function SignInPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { next, error } = route.useSearch();
  const onDone = useCallback(() => void navigate({ to: next ?? '/', replace: true }), [navigate, next]);
  const link = useLink(onDone);
  const options = useQuery(sessionOptionsQuery).data;

  return (
    <FrontPage title={t('signIn.title')} text={t('signIn.text')}>
      {link.isPending ? (
        <Waiting text={t('signIn.link')} />
      ) : (
        <Stack gap="md">
          {link.error && <EntryFault error={link.error} refused={t('signIn.linkFailed')} />}
          {error && !link.error && <ProviderFault code={error} />}
          {options?.signUp === 'open' && <FirstOwner />}
          <SignInForm
            onDone={onDone}
            help={
              <Anchor component={Link} to="/reset" size="sm" className={classes.forgot ?? ''}>
                {t('signIn.forgot')}
              </Anchor>
            }
          />
          {options && <Providers options={options} returnTo={next ?? '/'} />}
          {options?.signUp === 'link' && (
            <Text size="xs" c="dimmed">
              {t('signIn.noPassword')} <code>perigee serve --print-link</code>
            </Text>
          )}
        </Stack>
      )}
    </FrontPage>
  );
}

function FirstOwner() {
  const { t } = useTranslation();
  return (
    <div className={classes.note}>
      <Text size="sm">{t('signIn.firstOwner')}</Text>
      <Anchor component={Link} to="/sign-up" size="sm" fw={550}>
        {t('signIn.toSignUp')}
      </Anchor>
    </div>
  );
}

function Providers({ options, returnTo }: { options: SessionOptions; returnTo: string }) {
  const { t } = useTranslation();
  if (options.providers.length === 0) return null;
  return (
    <>
      <Divider label={t('signIn.or')} />
      {options.providers.map(({ id, name }) => (
        <Button
          key={id}
          component="a"
          href={providerAddress(id, returnTo)}
          variant="default"
          fullWidth
          leftSection={<LogIn size={16} aria-hidden="true" />}
        >
          {t('signIn.with', { name })}
        </Button>
      ))}
    </>
  );
}

/** What a provider's sign-in can end with; the address carries the code, the words are ours. */
const PROVIDER_FAULTS = {
  no_account: 'signIn.providerNoAccount',
  cancelled: 'signIn.providerCancelled',
  expired: 'signIn.providerExpired',
  email_unverified: 'signIn.providerUnverified',
  not_linked: 'signIn.providerNotLinked',
} as const;

function ProviderFault({ code }: { code: string }) {
  const { t } = useTranslation();
  const key =
    code in PROVIDER_FAULTS ? PROVIDER_FAULTS[code as keyof typeof PROVIDER_FAULTS] : 'signIn.providerFailed';
  return <Refusal text={t(key)} />;
}
