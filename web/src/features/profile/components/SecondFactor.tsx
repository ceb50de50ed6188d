/** The second factor of the own account: whether it is on, and turning it on and off. */
import { Button, Group, Skeleton, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { ShieldCheck, ShieldOff } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Fault } from '../../../ui/Fault';
import { Tag } from '../../../ui/Tag';
import { useWhen } from '../../../ui/useWhen';
import type { Me } from '../../session/api';
import { secondFactorQuery } from '../api';
import { DisableDialog } from './DisableDialog';
import { RecoveryCodesDialog } from './RecoveryCodesDialog';
import { SetUpDialog } from './SetUpDialog';

/** With fewer codes than this a person should make new ones. */
const FEW_CODES = 3;

export function SecondFactor({ me }: { me: Me }) {
  const factor = useQuery(secondFactorQuery);
  const [settingUp, setUp] = useDisclosure(false);
  if (factor.error) return <Fault error={factor.error} onRetry={() => void factor.refetch()} />;
  if (!factor.data) return <Skeleton height={36} />;
  return (
    <>
      {factor.data.enabled ? (
        <On confirmedAt={factor.data.confirmedAt} codesLeft={factor.data.recoveryCodesLeft} />
      ) : (
        <Off me={me} onSetUp={setUp.open} />
      )}
      {/* Here, because it still shows the recovery codes when the factor is on already. */}
      <SetUpDialog opened={settingUp} onClose={setUp.close} />
    </>
  );
}

function Off({ me, onSetUp }: { me: Me; onSetUp: () => void }) {
  const { t } = useTranslation();
  return (
    <Stack gap="sm" align="flex-start">
      <Tag tone="quiet" icon={ShieldOff}>
        {t('profile.factorOff')}
      </Tag>
      {!me.hasPassword && <Text size="sm">{t('profile.factorNeedsPassword')}</Text>}
      <Button variant="light" disabled={!me.hasPassword} onClick={onSetUp}>
        {t('profile.factorSetUp')}
      </Button>
    </Stack>
  );
}

function On({ confirmedAt, codesLeft }: { confirmedAt: string | null; codesLeft: number }) {
  const { t } = useTranslation();
  const when = useWhen();
  const [codesOpen, codes] = useDisclosure(false);
  const [disableOpen, disable] = useDisclosure(false);
  return (
    <Stack gap="sm" align="flex-start">
      <Group gap="sm">
        <Tag tone="sure" icon={ShieldCheck}>
          {t('profile.factorOn')}
        </Tag>
        {confirmedAt && (
          <Text size="sm" c="dimmed">
            {t('profile.since', { when: when.exact(confirmedAt) })}
          </Text>
        )}
      </Group>
      <Text size="sm" {...(codesLeft < FEW_CODES && { c: 'var(--pg-check)' })}>
        {t('profile.codesLeft', { count: codesLeft })}
      </Text>
      <Group gap="sm">
        <Button variant="default" onClick={codes.open}>
          {t('profile.newCodes')}
        </Button>
        <Button variant="default" onClick={disable.open}>
          {t('profile.factorDisable')}
        </Button>
      </Group>
      <RecoveryCodesDialog opened={codesOpen} onClose={codes.close} />
      <DisableDialog opened={disableOpen} onClose={disable.close} />
    </Stack>
  );
}
