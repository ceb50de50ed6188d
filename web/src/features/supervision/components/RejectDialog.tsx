/** Sending a collection back: asks why, because somebody has to do something about it. */
import { Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Fault } from '../../../ui/Fault';

type Props = {
  opened: boolean;
  busy: boolean;
  error: Error | null;
  onReject: (reason: string) => void;
  onClose: () => void;
};

/** As the server has it. */
const LONGEST = 1000;

export function RejectDialog({ opened, busy, error, onReject, onClose }: Props) {
  const { t } = useTranslation();
  const [reason, setReason] = useState('');
  const said = reason.trim();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('reviewing.reject.title')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (said) onReject(said);
        }}
      >
        <Stack gap="md">
          <Text size="sm">{t('reviewing.reject.text')}</Text>
          <Textarea
            label={t('reviewing.reject.reason')}
            autosize
            minRows={3}
            maxRows={8}
            maxLength={LONGEST}
            required
            data-autofocus
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && said) onReject(said);
            }}
          />
          {error && <Fault error={error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('common.cancel')}
            </Button>
            <Button type="submit" loading={busy} disabled={!said}>
              {t('reviewing.reject.do')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
