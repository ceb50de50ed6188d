/** Makes new recovery codes; the old ones end. */
import { Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNewRecoveryCodes } from '../api';
import { AppCode } from './AppCode';
import { CodesDialog } from './CodesDialog';
import { RecoveryCodes } from './RecoveryCodes';

type Props = { opened: boolean; onClose: () => void };

export function RecoveryCodesDialog({ opened, onClose }: Props) {
  const { t } = useTranslation();
  return (
    <CodesDialog opened={opened} onClose={onClose} title={t('profile.newCodes')}>
      <Steps onClose={onClose} />
    </CodesDialog>
  );
}

function Steps({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const renew = useNewRecoveryCodes();
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  if (codes) return <RecoveryCodes codes={codes} onDone={onClose} />;
  return (
    <Stack>
      <Text size="sm">{t('profile.newCodesText')}</Text>
      <AppCode
        submit={t('profile.newCodesSubmit')}
        pending={renew.isPending}
        error={renew.error}
        onCancel={onClose}
        onCode={(code) => renew.mutate(code, { onSuccess: ({ recoveryCodes }) => setCodes(recoveryCodes) })}
      />
    </Stack>
  );
}
