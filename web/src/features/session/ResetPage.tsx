/** A forgotten password: ask for a link by mail, or choose a new password with the link that came. */
import { Anchor, Button, Stack, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useForm } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { faultAt } from '../../api/problem';
import { Fault } from '../../ui/Fault';
import { sentence } from '../../ui/sentence';
import { sessionOptionsQuery, useAskReset, useConfirmReset } from './api';
import { FrontPage } from './FrontPage';
import { NewPasswordInput } from './NewPasswordInput';
import { EntryFault } from './Refusal';
import { MAX_LENGTH, MIN_LENGTH } from './strength';
import { useToken } from './useToken';
import { Waiting } from './Waiting';

export function ResetPage() {
  const { t } = useTranslation();
  const token = useToken();
  if (token) return <Choose key={token} token={token} />;
  if (token === null) return <Ask />;
  return (
    <FrontPage title={t('signIn.reset')}>
      <Waiting text={t('supervision.loading')} />
    </FrontPage>
  );
}

function ToSignIn() {
  const { t } = useTranslation();
  return (
    <Anchor component={Link} to="/sign-in" size="sm">
      {t('signIn.toSignIn')}
    </Anchor>
  );
}

function Ask() {
  const { t } = useTranslation();
  const options = useQuery(sessionOptionsQuery).data;
  const ask = useAskReset();
  const form = useForm({ defaultValues: { email: '' } });

  if (ask.isSuccess)
    return (
      <FrontPage title={t('signIn.resetSent')}>
        <Stack>
          <Text role="status">{t('signIn.resetSentText', { email: ask.variables })}</Text>
          <ToSignIn />
        </Stack>
      </FrontPage>
    );
  return (
    <FrontPage title={t('signIn.reset')} text={t('signIn.resetText')}>
      <form onSubmit={form.handleSubmit(({ email }) => ask.mutate(email.trim()))} noValidate>
        <Stack gap="md">
          {ask.error && <Fault error={ask.error} />}
          {options?.canMail === false && <Text size="sm">{t('signIn.resetNoMail')}</Text>}
          <TextInput
            label={t('signIn.email')}
            type="email"
            autoComplete="username"
            autoFocus
            error={form.formState.errors.email && t('signIn.emailMissing')}
            {...form.register('email', { required: true, pattern: /^\s*\S+@\S+\s*$/ })}
          />
          <Button type="submit" loading={ask.isPending} fullWidth mt="xs">
            {t('signIn.resetAsk')}
          </Button>
          <ToSignIn />
        </Stack>
      </form>
    </FrontPage>
  );
}

function Choose({ token }: { token: string }) {
  const { t } = useTranslation();
  const confirm = useConfirmReset();
  const form = useForm({ defaultValues: { newPassword: '' } });
  const typed = form.watch('newPassword');
  const refused = faultAt(confirm.error, 'newPassword');
  const isSame = typed === confirm.variables?.newPassword;
  const error = form.formState.errors.newPassword
    ? t('password.tooShort', { count: MIN_LENGTH })
    : refused && isSame && sentence(refused);

  if (confirm.isSuccess)
    return (
      <FrontPage title={t('signIn.resetDone')}>
        <Stack>
          <Text role="status">{t('signIn.resetDoneText')}</Text>
          <Button component={Link} to="/sign-in">
            {t('signIn.title')}
          </Button>
        </Stack>
      </FrontPage>
    );
  return (
    <FrontPage title={t('signIn.resetChoose')} text={t('signIn.resetChooseText')}>
      <form
        onSubmit={form.handleSubmit(({ newPassword }) => confirm.mutate({ token, newPassword }))}
        noValidate
      >
        <Stack gap="md">
          {confirm.error && !refused && (
            <EntryFault error={confirm.error} refused={t('signIn.resetFailed')} />
          )}
          <NewPasswordInput
            label={t('password.new')}
            autoFocus
            typed={typed}
            error={error}
            {...form.register('newPassword', {
              required: true,
              minLength: MIN_LENGTH,
              maxLength: MAX_LENGTH,
            })}
          />
          <Button type="submit" loading={confirm.isPending} fullWidth mt="xs">
            {t('signIn.resetSubmit')}
          </Button>
          <ToSignIn />
        </Stack>
      </form>
    </FrontPage>
  );
}
