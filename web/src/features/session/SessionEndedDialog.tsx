/** Asks for the password again when a session ends, over the screen as it stands, so that nothing is lost. */
import { Button, Modal, Stack, Text } from '@mantine/core';
import { useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { gate } from '../../api/gate';
import { keys, queryClient } from '../../api/queries';
import type { Me } from './api';
import { SignInForm } from './SignInForm';

/** Somebody else must not finish what the first person began: their screen starts anew. */
function goOn(before: Me | undefined, now: Me): void {
  if (before && before.subjectId !== now.subjectId) window.location.assign('/');
}

export function SessionEndedDialog() {
  const { t } = useTranslation();
  const ended = useSyncExternalStore(gate.subscribe, gate.isClosed);
  const me = queryClient.getQueryData<Me>(keys.me);
  return (
    <Modal
      opened={ended}
      onClose={() => undefined}
      withCloseButton={false}
      closeOnClickOutside={false}
      closeOnEscape={false}
      title={t('session.ended')}
      zIndex={500}
    >
      <Stack>
        <Text size="sm">{t('session.endedText')}</Text>
        <SignInForm email={me?.email ?? ''} onDone={(now) => goOn(me, now)} />
        <Button variant="subtle" size="xs" onClick={() => window.location.assign('/sign-in')}>
          {t('session.leave')}
        </Button>
      </Stack>
    </Modal>
  );
}
