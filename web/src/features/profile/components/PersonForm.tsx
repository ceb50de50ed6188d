/** Name and e-mail address. */
import { Button, Stack, TextInput } from '@mantine/core';
import { useForm } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { faultAt } from '../../../api/problem';
import { Fault } from '../../../ui/Fault';
import { notify } from '../../../ui/notify';
import { sentence } from '../../../ui/sentence';
import type { Me } from '../../session/api';
import { PasswordField } from '../../session/PasswordField';
import { useEditProfile } from '../api';

type Values = { name: string; email: string; currentPassword: string };

export function PersonForm({ me }: { me: Me }) {
  const { t } = useTranslation();
  const edit = useEditProfile();
  const form = useForm<Values>({
    defaultValues: { name: me.name, email: me.email ?? '', currentPassword: '' },
  });
  const { errors, dirtyFields } = form.formState;
  // Without an address there is no password either: the two are set together.
  const mayChangeEmail = me.email !== null && me.hasPassword;
  const wrongPassword = faultAt(edit.error, 'currentPassword');
  const newEmail = mayChangeEmail && dirtyFields.email === true;

  const submit = form.handleSubmit((values) =>
    edit.mutate(
      {
        ...(dirtyFields.name && { name: values.name.trim() }),
        ...(newEmail && { email: values.email.trim(), currentPassword: values.currentPassword }),
      },
      {
        onSuccess: (saved) => {
          form.reset({ name: saved.name, email: saved.email ?? '', currentPassword: '' });
          notify({ message: t('profile.saved') });
        },
        onError: () => form.resetField('currentPassword'),
      },
    ),
  );

  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        {edit.error && !wrongPassword && <Fault error={edit.error} />}
        <TextInput
          label={t('signIn.name')}
          autoComplete="name"
          maxLength={100}
          error={errors.name && t('signIn.nameMissing')}
          {...form.register('name', { validate: (name) => name.trim() !== '' })}
        />
        <TextInput
          label={t('signIn.email')}
          type="email"
          autoComplete="username"
          disabled={!mayChangeEmail}
          description={mayChangeEmail ? undefined : t('profile.emailWithPassword')}
          error={errors.email && t('signIn.emailMissing')}
          {...form.register('email', {
            validate: (email) => !mayChangeEmail || /^\s*\S+@\S+\s*$/.test(email),
          })}
        />
        {newEmail && (
          <PasswordField
            label={t('password.current')}
            description={t('profile.emailNeedsPassword')}
            autoComplete="current-password"
            error={
              errors.currentPassword ? t('signIn.passwordMissing') : wrongPassword && sentence(wrongPassword)
            }
            {...form.register('currentPassword', { required: true, shouldUnregister: true })}
          />
        )}
        <div>
          <Button
            type="submit"
            variant="light"
            loading={edit.isPending}
            disabled={!dirtyFields.name && !newEmail}
          >
            {t('common.save')}
          </Button>
        </div>
      </Stack>
    </form>
  );
}
