/** Sets up the second factor: password, code from the app, recovery codes. */
import { Button, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { faultAt } from '../../../api/problem';
import { CopyField } from '../../../ui/CopyField';
import { Fault } from '../../../ui/Fault';
import { sentence } from '../../../ui/sentence';
import { PasswordField } from '../../session/PasswordField';
import { type SecondFactorSetup, useBeginSecondFactor, useConfirmSecondFactor } from '../api';
import { AppCode } from './AppCode';
import { CodesDialog } from './CodesDialog';
import { RecoveryCodes } from './RecoveryCodes';
import classes from './SetUpDialog.module.css';

type Props = { opened: boolean; onClose: () => void };

export function SetUpDialog({ opened, onClose }: Props) {
  const { t } = useTranslation();
  return (
    <CodesDialog opened={opened} onClose={onClose} title={t('profile.factorSetUp')}>
      <Steps onClose={onClose} />
    </CodesDialog>
  );
}

function Steps({ onClose }: { onClose: () => void }) {
  const [setup, setSetup] = useState<SecondFactorSetup | null>(null);
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  if (codes) return <RecoveryCodes codes={codes} onDone={onClose} />;
  if (setup) return <Confirm setup={setup} onCodes={setCodes} onClose={onClose} />;
  return <Begin onSetup={setSetup} onClose={onClose} />;
}

function Begin({ onSetup, onClose }: { onSetup: (setup: SecondFactorSetup) => void; onClose: () => void }) {
  const { t } = useTranslation();
  const begin = useBeginSecondFactor();
  const form = useForm({ defaultValues: { currentPassword: '' } });
  const wrong = faultAt(begin.error, 'currentPassword');
  const submit = form.handleSubmit(({ currentPassword }) =>
    begin.mutate(currentPassword, { onSuccess: onSetup, onError: () => form.reset() }),
  );
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        {begin.error && !wrong && <Fault error={begin.error} />}
        <Text size="sm">{t('profile.factorIntro')}</Text>
        <PasswordField
          label={t('password.current')}
          autoComplete="current-password"
          data-autofocus
          error={
            form.formState.errors.currentPassword ? t('signIn.passwordMissing') : wrong && sentence(wrong)
          }
          {...form.register('currentPassword', { required: true })}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" loading={begin.isPending}>
            {t('profile.next')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

type ConfirmProps = {
  setup: SecondFactorSetup;
  onCodes: (codes: readonly string[]) => void;
  onClose: () => void;
};

function Confirm({ setup, onCodes, onClose }: ConfirmProps) {
  const { t } = useTranslation();
  const confirm = useConfirmSecondFactor();
  return (
    <Stack>
      <Text size="sm">{t('profile.scan')}</Text>
      {/* As a picture, so that nothing inside it can act. */}
      <img
        className={classes.qr}
        width={200}
        height={200}
        alt={t('profile.qr')}
        src={`data:image/svg+xml;charset=utf-8,${encodeURIComponent(setup.qrSvg)}`}
      />
      <div>
        <Text size="sm" mb={6}>
          {t('profile.noScan')}
        </Text>
        <CopyField label={t('profile.secret')} value={setup.secret} copyLabel={t('profile.copySecret')} />
      </div>
      <AppCode
        submit={t('profile.confirm')}
        pending={confirm.isPending}
        error={confirm.error}
        onCancel={onClose}
        onCode={(code) => confirm.mutate(code, { onSuccess: ({ recoveryCodes }) => onCodes(recoveryCodes) })}
      />
    </Stack>
  );
}
