/** E-mail and password. */
import { Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useForm } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { Fault } from '../../ui/Fault';
import { type Me, useSignIn } from './api';

type Values = { email: string; password: string };

export function SignInForm({ email = '', onDone }: { email?: string; onDone: (me: Me) => void }) {
  const { t } = useTranslation();
  const signIn = useSignIn();
  const form = useForm<Values>({ defaultValues: { email, password: '' } });
  const errors = form.formState.errors;

  const submit = form.handleSubmit((values) =>
    signIn.mutate(
      { ...values, code: null },
      {
        onSuccess: onDone,
        onError: () => form.resetField('password'),
      },
    ),
  );

  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        {signIn.error && <Fault error={signIn.error} />}
        <TextInput
          label={t('signIn.email')}
          type="email"
          autoComplete="username"
          autoFocus={email === ''}
          error={errors.email && t('signIn.emailMissing')}
          {...form.register('email', { required: true })}
        />
        <PasswordInput
          label={t('signIn.password')}
          autoComplete="current-password"
          autoFocus={email !== ''}
          visibilityToggleButtonProps={{ 'aria-label': t('signIn.showPassword') }}
          error={errors.password && t('signIn.passwordMissing')}
          {...form.register('password', { required: true })}
        />
        <Button type="submit" loading={signIn.isPending} fullWidth mt="xs">
          {t('signIn.submit')}
        </Button>
      </Stack>
    </form>
  );
}
