/** What can be done with a collection of the queue. */
import { ActionIcon, Button, Group, Menu, Modal, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useNavigate } from '@tanstack/react-router';
import { CircleStop, Download, Ellipsis, Eye, RotateCw, Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Fault } from '../../../ui/Fault';
import { tellFault } from '../../../ui/tellFault';
import { downloadAddress, useDeleteCollection, useReprocess, useStop } from '../api';
import { type Collection, hasResults, isBusy } from '../list';

export function RowMenu({ collection }: { collection: Collection }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const reprocess = useReprocess();
  const stop = useStop();
  const [asking, ask] = useDisclosure(false);
  const { id } = collection;
  const onError = (error: Error) => tellFault(error);
  return (
    <>
      <Menu position="bottom-end" width={210}>
        <Menu.Target>
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t('queue.actionsFor', { name: collection.name })}
          >
            <Ellipsis size={17} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {hasResults(collection) && (
            <Menu.Item
              leftSection={<Eye size={15} />}
              onClick={() =>
                void navigate({ to: '/supervision/$collectionId', params: { collectionId: id } })
              }
            >
              {t('queue.open')}
            </Menu.Item>
          )}
          {isBusy(collection) ? (
            <Menu.Item leftSection={<CircleStop size={15} />} onClick={() => stop.mutate(id, { onError })}>
              {t('queue.stop')}
            </Menu.Item>
          ) : (
            <Menu.Item leftSection={<RotateCw size={15} />} onClick={() => reprocess.mutate(id, { onError })}>
              {t('queue.reprocess')}
            </Menu.Item>
          )}
          <Menu.Item leftSection={<Download size={15} />} component="a" href={downloadAddress(id)} download>
            {t('queue.download')}
          </Menu.Item>
          <Menu.Divider />
          <Menu.Item leftSection={<Trash2 size={15} />} color="var(--pg-doubt)" onClick={ask.open}>
            {t('queue.delete')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <DeleteDialog collection={collection} opened={asking} onClose={ask.close} />
    </>
  );
}

type DialogProps = { collection: Collection; opened: boolean; onClose: () => void };

function DeleteDialog({ collection, opened, onClose }: DialogProps) {
  const { t } = useTranslation();
  const remove = useDeleteCollection();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('delete.title')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      {remove.error && <Fault error={remove.error} />}
      <Text size="sm" mb="lg">
        {t('delete.text', { name: collection.name })}
      </Text>
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose} data-autofocus>
          {t('common.cancel')}
        </Button>
        <Button
          color="var(--pg-doubt)"
          autoContrast
          loading={remove.isPending}
          onClick={() => remove.mutate(collection.id, { onSuccess: onClose })}
        >
          {t('delete.submit')}
        </Button>
      </Group>
    </Modal>
  );
}
