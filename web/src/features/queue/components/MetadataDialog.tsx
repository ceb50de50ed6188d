/** Sets a key of the metadata of many collections, or removes it. */
import { Button, Group, Modal, Radio, Stack, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Order } from '../bulk';

type Props = { opened: boolean; count: number; onClose: () => void; onOrder: (order: Order) => void };

export function MetadataDialog({ opened, count, onClose, onOrder }: Props) {
  const { t } = useTranslation();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('bulk.metadataTitle', { count })}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <MetadataForm onClose={onClose} onOrder={onOrder} />
    </Modal>
  );
}

function MetadataForm({ onClose, onOrder }: Pick<Props, 'onClose' | 'onOrder'>) {
  const { t } = useTranslation();
  const [key, setKey] = useState('');
  const [value, setValue] = useState('');
  const [kind, setKind] = useState('set');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (key.trim() === '') return;
    onOrder({ action: 'metadata', metadata: { [key.trim()]: kind === 'set' ? value : null } });
    onClose();
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        <TextInput
          label={t('worklist.metadataKey')}
          value={key}
          maxLength={200}
          data-autofocus
          onChange={(event) => setKey(event.currentTarget.value)}
        />
        <Radio.Group value={kind} onChange={setKind} label={t('bulk.metadataWhat')}>
          <Group mt={6}>
            <Radio value="set" label={t('bulk.metadataSet')} />
            <Radio value="remove" label={t('bulk.metadataRemove')} />
          </Group>
        </Radio.Group>
        {kind === 'set' && (
          <TextInput
            label={t('worklist.metadataValue')}
            value={value}
            maxLength={2000}
            onChange={(event) => setValue(event.currentTarget.value)}
          />
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" disabled={key.trim() === ''}>
            {t('bulk.metadataSubmit')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
