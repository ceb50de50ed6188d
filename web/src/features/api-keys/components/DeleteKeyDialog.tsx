/** Ends a key at once. Its name has to be typed, so that nobody ends the wrong one. */
import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import cell from '../../../ui/Cell.module.css';
import { Fault } from '../../../ui/Fault';
import { type ApiKey, type KeyOwner, useDeleteKey } from '../api';

type Props = {
  owner: KeyOwner;
  /** `null` as long as no key was chosen; the dialog is there all the same, so that it can give the focus back. */
  apiKey: ApiKey | null;
  opened: boolean;
  onClose: () => void;
  /** After the dialog has left the screen. */
  onGone: () => void;
};

export function DeleteKeyDialog({ owner, apiKey, opened, onClose, onGone }: Props) {
  const { t } = useTranslation();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      onExitTransitionEnd={onGone}
      title={t('apiKeys.deleteTitle')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      {apiKey && <DeleteForm owner={owner} apiKey={apiKey} onClose={onClose} />}
    </Modal>
  );
}

function DeleteForm({ owner, apiKey, onClose }: { owner: KeyOwner; apiKey: ApiKey; onClose: () => void }) {
  const { t } = useTranslation();
  const remove = useDeleteKey(owner, apiKey.id);
  const [typed, setTyped] = useState('');
  const matches = typed.trim() === apiKey.name.trim();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (matches) remove.mutate(undefined, { onSuccess: onClose });
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        <Text size="sm">{t('apiKeys.deleteText')}</Text>
        <Text component="div" size="sm" className={cell.main ?? ''}>
          {apiKey.name}
          <span className={cell.code}>{apiKey.prefix}</span>
        </Text>
        <TextInput
          label={t('apiKeys.deleteType')}
          value={typed}
          autoComplete="off"
          spellCheck={false}
          data-autofocus
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        {remove.error && <Fault error={remove.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button
            type="submit"
            color="var(--pg-doubt)"
            autoContrast
            disabled={!matches}
            loading={remove.isPending}
          >
            {t('apiKeys.deleteSubmit')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
