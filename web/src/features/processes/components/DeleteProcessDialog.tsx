/** Deletes a process, once its name was typed; while work is running only when that is wanted too. */
import { Button, Checkbox, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../../../api/problem';
import { Fault } from '../../../ui/Fault';
import { notify } from '../../../ui/notify';
import { type Process, useDeleteProcess } from '../api';

type Props = { process: Process; opened: boolean; onClose: () => void };

export function DeleteProcessDialog({ process, opened, onClose }: Props) {
  const { t } = useTranslation();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('overview.deleteTitle')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <DeleteForm process={process} onClose={onClose} />
    </Modal>
  );
}

function DeleteForm({ process, onClose }: Omit<Props, 'opened'>) {
  const { t } = useTranslation();
  const remove = useDeleteProcess(process.id);
  const [typed, type] = useState('');
  const [force, setForce] = useState(false);
  const isRunning = remove.error instanceof ApiError && remove.error.status === 409;
  const isSure = typed.trim() === process.name.trim() && (!isRunning || force);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!isSure) return;
    remove.mutate(force, {
      onSuccess: () => {
        onClose();
        notify({ message: t('overview.deleted', { name: process.name }) });
      },
    });
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        {remove.error && !isRunning && <Fault error={remove.error} />}
        <Text size="sm">{t('overview.deleteText', { count: process.usage ?? 0, name: process.name })}</Text>
        <TextInput
          label={t('overview.typeName', { name: process.name })}
          value={typed}
          autoComplete="off"
          data-autofocus
          onChange={(event) => type(event.currentTarget.value)}
        />
        {isRunning && (
          <Stack gap={6} role="alert">
            <Text size="sm" c="var(--pg-doubt)" fw={550}>
              {t('overview.stillRunning')}
            </Text>
            <Checkbox
              label={t('overview.force')}
              checked={force}
              onChange={(event) => setForce(event.currentTarget.checked)}
            />
          </Stack>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button
            type="submit"
            color="var(--pg-doubt)"
            autoContrast
            disabled={!isSure}
            loading={remove.isPending}
          >
            {t('overview.delete')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
