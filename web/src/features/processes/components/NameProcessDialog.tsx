/** Asks for a name: the new one of a process, or that of its copy. */
import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Fault } from '../../../ui/Fault';
import { notify } from '../../../ui/notify';
import { type Process, useDuplicateProcess, useRenameProcess } from '../api';

type What = 'rename' | 'duplicate';
type Props = { process: Process; what: What | null; onClose: () => void };

export function NameProcessDialog({ process, what, onClose }: Props) {
  const { t } = useTranslation();
  return (
    <Modal
      opened={what !== null}
      onClose={onClose}
      title={t(what === 'duplicate' ? 'overview.duplicateTitle' : 'overview.renameTitle')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      {what && <NameForm process={process} what={what} onClose={onClose} />}
    </Modal>
  );
}

function NameForm({ process, what, onClose }: Props & { what: What }) {
  const { t } = useTranslation();
  const rename = useRenameProcess(process.id);
  const duplicate = useDuplicateProcess(process.id);
  const act = what === 'rename' ? rename : duplicate;
  const [name, setName] = useState(
    what === 'rename' ? process.name : t('overview.copyOf', { name: process.name }).slice(0, 200),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() === '') return;
    act.mutate(name.trim(), {
      onSuccess: (made) => {
        onClose();
        if (what === 'duplicate') notify({ message: t('overview.duplicated', { name: made.name }) });
      },
    });
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        {act.error && <Fault error={act.error} />}
        {what === 'duplicate' && <Text size="sm">{t('overview.duplicateText')}</Text>}
        <TextInput
          label={t('create.name')}
          value={name}
          maxLength={200}
          data-autofocus
          error={name.trim() === '' && t('create.nameMissing')}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" loading={act.isPending}>
            {t(what === 'rename' ? 'common.save' : 'overview.duplicateSubmit')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
