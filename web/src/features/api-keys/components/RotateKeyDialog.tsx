/** Puts a new secret in the place of a key; the old one goes on working for a while. */
import { Button, Group, Modal, Radio, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Fault } from '../../../ui/Fault';
import { useWhen } from '../../../ui/useWhen';
import { type ApiKey, type CreatedApiKey, type KeyOwner, useRotateKey } from '../api';
import { useSecret } from '../useSecret';
import { SecretView } from './SecretView';

const HOUR_S = 3600;

const GRACES = [
  { seconds: 0, name: 'apiKeys.graceNone' },
  { seconds: HOUR_S, name: 'apiKeys.graceHour' },
  { seconds: 24 * HOUR_S, name: 'apiKeys.graceDay' },
  { seconds: 7 * 24 * HOUR_S, name: 'apiKeys.graceWeek' },
] as const;

/** A day is enough to change a program at work, and short enough to be done with it. */
const DEFAULT_GRACE_S = 24 * HOUR_S;

type Props = {
  owner: KeyOwner;
  /** `null` as long as no key was chosen; the dialog is there all the same, so that it can give the focus back. */
  apiKey: ApiKey | null;
  opened: boolean;
  onClose: () => void;
};

export function RotateKeyDialog({ owner, apiKey, opened, onClose }: Props) {
  const { t } = useTranslation();
  const secret = useSecret(onClose);
  const [oldEnd, setOldEnd] = useState<Date | null>(null);
  return (
    <Modal
      opened={opened}
      onClose={secret.tryToLeave}
      onExitTransitionEnd={secret.forget}
      closeOnClickOutside={!secret.created}
      size={secret.created ? 780 : 'md'}
      title={
        secret.created ? t('apiKeys.rotatedTitle') : apiKey && t('apiKeys.rotateTitle', { name: apiKey.name })
      }
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      {secret.created ? (
        <SecretView secret={secret}>
          <OldEnd end={oldEnd} />
        </SecretView>
      ) : (
        apiKey && (
          <RotateForm
            owner={owner}
            apiKey={apiKey}
            onRotated={(created, end) => {
              setOldEnd(end);
              secret.show(created);
            }}
            onCancel={onClose}
          />
        )
      )}
    </Modal>
  );
}

function OldEnd({ end }: { end: Date | null }) {
  const { t } = useTranslation();
  const when = useWhen();
  return (
    <Text size="sm">
      {end ? t('apiKeys.oldEnds', { time: when.exact(end.toISOString()) }) : t('apiKeys.oldEnded')}
    </Text>
  );
}

type FormProps = {
  owner: KeyOwner;
  apiKey: ApiKey;
  onRotated: (created: CreatedApiKey, oldEnd: Date | null) => void;
  onCancel: () => void;
};

/** When the old key ends: after the grace, and never later than it would have ended anyway. */
function endAfter(graceS: number, exp: string | null): Date | null {
  if (graceS === 0) return null;
  const end = Date.now() + graceS * 1000;
  return new Date(exp === null ? end : Math.min(end, new Date(exp).getTime()));
}

function RotateForm({ owner, apiKey, onRotated, onCancel }: FormProps) {
  const { t } = useTranslation();
  const rotate = useRotateKey(owner, apiKey.id);
  const [grace, setGrace] = useState(String(DEFAULT_GRACE_S));
  const submit = () => {
    const seconds = Number(grace);
    rotate.mutate(seconds, {
      onSuccess: (created) => onRotated(created, endAfter(seconds, apiKey.exp)),
    });
  };
  return (
    <Stack>
      <Text size="sm">{t('apiKeys.rotateText')}</Text>
      <Radio.Group label={t('apiKeys.grace')} value={grace} onChange={setGrace}>
        <Stack gap={8} mt={8}>
          {GRACES.map(({ seconds, name }) => (
            <Radio
              key={seconds}
              value={String(seconds)}
              label={t(name)}
              data-autofocus={seconds === DEFAULT_GRACE_S || undefined}
            />
          ))}
        </Stack>
      </Radio.Group>
      {rotate.error && <Fault error={rotate.error} />}
      <Group justify="flex-end">
        <Button variant="default" onClick={onCancel}>
          {t('common.cancel')}
        </Button>
        <Button onClick={submit} loading={rotate.isPending}>
          {t('apiKeys.rotateSubmit')}
        </Button>
      </Group>
    </Stack>
  );
}
