/** E-mail and password, then the second factor of those who have one. */
import { Button, Stack, TextInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useForm } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { type Me, useSignIn } from './api';
import { CodeInput } from './CodeInput';
import { PasswordField } from './PasswordField';
import { EntryFault } from './Refusal';
import { refusalOf } from './signInStep';

type Values = { email: string; password: string };

type Props = {
  email?: string;
  onDone: (me: Me) => void;
  /** Stands between the fields and the button, while the password is asked for. */
  help?: ReactNode;
};

export function SignInForm({ email = '', onDone, help }: Props) {
  const { t } = useTranslation();
  const signIn = useSignIn();
  const [asked, setAsked] = useState<Values | null>(null);
  const form = useForm<Values>({ defaultValues: { email, password: '' } });
  const errors = form.formState.errors;

  const submit = form.handleSubmit((values) =>
    signIn.mutate(
      { ...values, code: null },
      {
        onSuccess: onDone,
        onError: (error) => {
          form.resetField('password');
          if (refusalOf(error) !== 'codeNeeded') return;
          setAsked(values);
          signIn.reset();
        },
      },
    ),
  );

  if (asked)
    return (
      <CodeStep
        send={(code, onError) => signIn.mutate({ ...asked, code }, { onSuccess: onDone, onError })}
        error={signIn.error}
        pending={signIn.isPending}
        onBack={() => {
          setAsked(null);
          signIn.reset();
        }}
      />
    );
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        {signIn.error && <EntryFault error={signIn.error} refused={t('signIn.wrong')} />}
        <TextInput
          label={t('signIn.email')}
          type="email"
          autoComplete="username"
          autoFocus={email === ''}
          error={errors.email && t('signIn.emailMissing')}
          {...form.register('email', { required: true })}
        />
        <PasswordField
          label={t('signIn.password')}
          autoComplete="current-password"
          autoFocus={email !== ''}
          error={errors.password && t('signIn.passwordMissing')}
          {...form.register('password', { required: true })}
        />
        {help}
        <Button type="submit" loading={signIn.isPending} fullWidth mt="xs">
          {t('signIn.submit')}
        </Button>
      </Stack>
    </form>
  );
}

type CodeStepProps = {
  send: (code: string, onError: () => void) => void;
  error: Error | null;
  pending: boolean;
  onBack: () => void;
};

function CodeStep({ send, error, pending, onBack }: CodeStepProps) {
  const { t } = useTranslation();
  const [code, setCode] = useState('');
  const wrong = error !== null && refusalOf(error) === 'codeWrong';
  const submit = (whole: string) => {
    if (whole.trim() && !pending) send(whole.trim(), () => setCode(''));
  };
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit(code);
      }}
    >
      <Stack gap="md">
        {error && !wrong && <EntryFault error={error} refused={t('signIn.wrong')} />}
        <CodeInput
          value={code}
          onChange={setCode}
          onComplete={submit}
          error={wrong && code === '' ? t('signIn.codeWrong') : null}
        />
        <Button type="submit" loading={pending} fullWidth mt="xs" disabled={code.trim() === ''}>
          {t('signIn.submit')}
        </Button>
        <Button variant="subtle" size="xs" onClick={onBack}>
          {t('signIn.backToPassword')}
        </Button>
      </Stack>
    </form>
  );
}
