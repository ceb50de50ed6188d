/** Asks before something is done that others feel or that cannot be undone. */
import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { type ReactNode, useId } from 'react';
import { useTranslation } from 'react-i18next';
import { Fault } from './Fault';

type Props = {
  opened: boolean;
  onClose: () => void;
  title: string;
  text: ReactNode;
  submit: string;
  onSubmit: () => void;
  pending: boolean;
  error: Error | null;
  /** In place of what the server said about the error. */
  refusal?: string | null;
  /** Whether something is lost by it. */
  grave?: boolean;
};

export function ConfirmDialog({ opened, onClose, title, text, submit, onSubmit, grave, ...state }: Props) {
  const { t } = useTranslation();
  const described = useId();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={title}
      aria-describedby={described}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <Stack>
        {state.error && (state.refusal ? <Refusal text={state.refusal} /> : <Fault error={state.error} />)}
        <Text size="sm" id={described}>
          {text}
        </Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose} data-autofocus>
            {t('common.cancel')}
          </Button>
          <Button
            {...(grave && { color: 'var(--pg-doubt)', autoContrast: true })}
            loading={state.pending}
            onClick={onSubmit}
          >
            {submit}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

function Refusal({ text }: { text: string }) {
  return (
    <Text size="sm" fw={550} c="var(--pg-doubt)" role="alert">
      {text}
    </Text>
  );
}
