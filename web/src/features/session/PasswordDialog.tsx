/** Sets the first password (with the e-mail to sign in with) or a new one. */
import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { faultAt } from '../../api/problem';
import { Fault } from '../../ui/Fault';
import { notify } from '../../ui/notify';
import { sentence } from '../../ui/sentence';
import { type Me, useSetPassword } from './api';
import { NewPasswordInput } from './NewPasswordInput';
import { PasswordField } from './PasswordField';
import { MAX_LENGTH, MIN_LENGTH } from './strength';

type Values = { email: string; currentPassword: string; newPassword: string; repeated: string };

type Props = { me: Me; opened: boolean; onClose: () => void };

export function PasswordDialog({ me, opened, onClose }: Props) {
  const { t } = useTranslation();
  const title = me.hasPassword ? t('password.change') : t('password.set');
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={title}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <PasswordForm me={me} onClose={onClose} />
    </Modal>
  );
}

function PasswordForm({ me, onClose }: Omit<Props, 'opened'>) {
  const { t } = useTranslation();
  const setPassword = useSetPassword();
  const form = useForm<Values>({
    defaultValues: { email: me.email ?? '', currentPassword: '', newPassword: '', repeated: '' },
  });
  const errors = form.formState.errors;
  const typed = form.watch();
  const refused = faultAt(setPassword.error, 'newPassword');
  const wrongPassword = faultAt(setPassword.error, 'currentPassword');
  const isSame = typed.newPassword === setPassword.variables?.newPassword;

  const submit = form.handleSubmit((values) =>
    setPassword.mutate(
      {
        newPassword: values.newPassword,
        currentPassword: me.hasPassword ? values.currentPassword : null,
        email: me.email ? null : values.email,
      },
      {
        onSuccess: () => {
          notify({ message: t('password.done') });
          onClose();
        },
      },
    ),
  );

  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <Text size="sm" c="dimmed">
          {me.hasPassword ? t('password.changeText') : t('password.setText')}
        </Text>
        {setPassword.error && !refused && !wrongPassword && <Fault error={setPassword.error} />}
        {!me.email && (
          <TextInput
            label={t('signIn.email')}
            type="email"
            autoComplete="username"
            data-autofocus
            error={errors.email && t('signIn.emailMissing')}
            {...form.register('email', { required: true, pattern: /^\S+@\S+$/ })}
          />
        )}
        {me.hasPassword && (
          <PasswordField
            label={t('password.current')}
            autoComplete="current-password"
            data-autofocus
            error={
              errors.currentPassword ? t('signIn.passwordMissing') : wrongPassword && sentence(wrongPassword)
            }
            {...form.register('currentPassword', { required: true })}
          />
        )}
        <NewPasswordInput
          label={t('password.new')}
          typed={typed.newPassword}
          known={[me.name, typed.email]}
          error={
            errors.newPassword
              ? t('password.tooShort', { count: MIN_LENGTH })
              : refused && isSame && sentence(refused)
          }
          {...form.register('newPassword', { required: true, minLength: MIN_LENGTH, maxLength: MAX_LENGTH })}
        />
        <PasswordField
          label={t('password.repeat')}
          autoComplete="new-password"
          error={errors.repeated && t('password.different')}
          {...form.register('repeated', { validate: (value) => value === form.getValues('newPassword') })}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" loading={setPassword.isPending}>
            {t('password.submit')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
