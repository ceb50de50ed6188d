/** Turns the second factor off; whoever does it must hold both factors. */
import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { faultAt } from '../../../api/problem';
import { Fault } from '../../../ui/Fault';
import { sentence } from '../../../ui/sentence';
import { CodeInput } from '../../session/CodeInput';
import { PasswordField } from '../../session/PasswordField';
import { useDisableSecondFactor } from '../api';

type Props = { opened: boolean; onClose: () => void };

export function DisableDialog({ opened, onClose }: Props) {
  const { t } = useTranslation();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('profile.factorDisableTitle')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <DisableForm onClose={onClose} />
    </Modal>
  );
}

function DisableForm({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const disable = useDisableSecondFactor();
  const [code, setCode] = useState('');
  const form = useForm({ defaultValues: { currentPassword: '' } });
  const wrongCode = faultAt(disable.error, 'code');
  const wrongPassword = faultAt(disable.error, 'currentPassword');
  const submit = form.handleSubmit(({ currentPassword }) =>
    disable.mutate(
      { currentPassword, code: code.trim() },
      { onSuccess: onClose, onError: () => setCode('') },
    ),
  );
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        {disable.error && !wrongCode && !wrongPassword && <Fault error={disable.error} />}
        <Text size="sm">{t('profile.factorDisableText')}</Text>
        <PasswordField
          label={t('password.current')}
          autoComplete="current-password"
          data-autofocus
          error={
            form.formState.errors.currentPassword
              ? t('signIn.passwordMissing')
              : wrongPassword && sentence(wrongPassword)
          }
          {...form.register('currentPassword', { required: true })}
        />
        <CodeInput
          value={code}
          onChange={setCode}
          autoFocus={false}
          error={wrongCode && code === '' ? sentence(wrongCode) : null}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button
            type="submit"
            color="var(--pg-doubt)"
            autoContrast
            loading={disable.isPending}
            disabled={code.trim() === ''}
          >
            {t('profile.factorDisable')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
