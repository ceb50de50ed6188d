/** The first owner of a new server makes an account. */
import { Anchor, Button, Stack, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useForm } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { faultAt } from '../../api/problem';
import { Fault } from '../../ui/Fault';
import { sentence } from '../../ui/sentence';
import { sessionOptionsQuery, useSignUp } from './api';
import { FrontPage } from './FrontPage';
import { NewPasswordInput } from './NewPasswordInput';
import { EntryFault } from './Refusal';
import { MAX_LENGTH, MIN_LENGTH } from './strength';
import { useToken } from './useToken';
import { Waiting } from './Waiting';

export function SignUpPage() {
  const { t } = useTranslation();
  const token = useToken();
  const options = useQuery(sessionOptionsQuery);
  return (
    <FrontPage title={t('signIn.signUp')} text={t('signIn.signUpText')}>
      {options.error ? (
        <Fault error={options.error} onRetry={() => void options.refetch()} />
      ) : options.data === undefined || token === undefined ? (
        <Waiting text={t('supervision.loading')} />
      ) : options.data.signUp === 'closed' ? (
        <Closed text={t('signIn.signUpClosed')} />
      ) : options.data.signUp === 'link' && token === null ? (
        <Closed text={t('signIn.signUpByLink')} command />
      ) : (
        <SignUpForm token={token} />
      )}
    </FrontPage>
  );
}

function Closed({ text, command = false }: { text: string; command?: boolean }) {
  const { t } = useTranslation();
  return (
    <Stack>
      <Text>
        {text} {command && <code>perigee serve --print-link</code>}
      </Text>
      <Button component={Link} to="/sign-in" variant="light">
        {t('signIn.title')}
      </Button>
    </Stack>
  );
}

type Values = { name: string; email: string; password: string; organizationName: string };

function SignUpForm({ token }: { token: string | null }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const signUp = useSignUp();
  const form = useForm<Values>({
    defaultValues: { name: '', email: '', password: '', organizationName: '' },
  });
  const errors = form.formState.errors;
  const typed = form.watch();
  const refused = faultAt(signUp.error, 'password');
  const isSame = typed.password === signUp.variables?.password;

  const submit = form.handleSubmit(({ organizationName, ...values }) =>
    signUp.mutate(
      {
        name: values.name.trim(),
        email: values.email.trim(),
        password: values.password,
        organizationName: organizationName.trim() || null,
        token,
      },
      { onSuccess: () => void navigate({ to: '/', replace: true }) },
    ),
  );

  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        {signUp.error && !refused && (
          <EntryFault error={signUp.error} refused={t('signIn.signUpLinkFailed')} />
        )}
        <TextInput
          label={t('signIn.name')}
          autoComplete="name"
          autoFocus
          maxLength={100}
          error={errors.name && t('signIn.nameMissing')}
          {...form.register('name', { validate: (name) => name.trim() !== '' })}
        />
        <TextInput
          label={t('signIn.email')}
          type="email"
          autoComplete="username"
          error={errors.email && t('signIn.emailMissing')}
          {...form.register('email', { required: true, pattern: /^\s*\S+@\S+\s*$/ })}
        />
        <NewPasswordInput
          label={t('signIn.password')}
          typed={typed.password}
          known={[typed.name, typed.email]}
          error={
            errors.password
              ? t('password.tooShort', { count: MIN_LENGTH })
              : refused && isSame && sentence(refused)
          }
          {...form.register('password', { required: true, minLength: MIN_LENGTH, maxLength: MAX_LENGTH })}
        />
        <TextInput
          label={t('signIn.organization')}
          description={t('signIn.organizationHint')}
          autoComplete="organization"
          maxLength={100}
          {...form.register('organizationName')}
        />
        <Button type="submit" loading={signUp.isPending} fullWidth mt="xs">
          {t('signIn.signUpSubmit')}
        </Button>
        <Anchor component={Link} to="/sign-in" size="sm">
          {t('signIn.haveAccount')}
        </Anchor>
      </Stack>
    </form>
  );
}
