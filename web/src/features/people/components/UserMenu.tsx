/** What can be done with a person of the organization. */
import { ActionIcon, Menu } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Ellipsis, Pencil, UserCheck, UserMinus, UserX } from 'lucide-react';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { ConfirmDialog } from '../../../ui/ConfirmDialog';
import { tellFault } from '../../../ui/tellFault';
import { type User, useActivateUser, useDeactivateUser, useRemoveUser } from '../api';
import { EditUserDialog } from './EditUserDialog';
import { useRefusalWords } from './useRefusalWords';

export function UserMenu({ user }: { user: User }) {
  const { t } = useTranslation();
  const activate = useActivateUser();
  const [editing, edit] = useDisclosure(false);
  const [deactivating, deactivate] = useDisclosure(false);
  const [removing, remove] = useDisclosure(false);
  const button = useRef<HTMLButtonElement>(null);
  const ask = (open: () => void) => () => {
    // A dialog gives the focus back to where it was, and the item of the menu will be gone then.
    button.current?.focus();
    open();
  };
  return (
    <>
      <Menu position="bottom-end" width={210}>
        <Menu.Target>
          <ActionIcon
            ref={button}
            variant="subtle"
            color="gray"
            aria-label={t('queue.actionsFor', { name: user.fullName })}
          >
            <Ellipsis size={17} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<Pencil size={15} />} onClick={ask(edit.open)}>
            {t('people.edit')}
          </Menu.Item>
          {user.state === 'active' ? (
            <Menu.Item leftSection={<UserX size={15} />} onClick={ask(deactivate.open)}>
              {t('people.deactivate')}
            </Menu.Item>
          ) : (
            <Menu.Item
              leftSection={<UserCheck size={15} />}
              onClick={() => activate.mutate(user.id, { onError: tellFault })}
            >
              {t('people.activate')}
            </Menu.Item>
          )}
          <Menu.Divider />
          <Menu.Item leftSection={<UserMinus size={15} />} color="var(--pg-doubt)" onClick={ask(remove.open)}>
            {t('people.remove')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <EditUserDialog user={user} opened={editing} onClose={edit.close} />
      <DeactivateDialog user={user} opened={deactivating} onClose={deactivate.close} />
      <RemoveDialog user={user} opened={removing} onClose={remove.close} />
    </>
  );
}

type DialogProps = { user: User; opened: boolean; onClose: () => void };

function DeactivateDialog({ user, opened, onClose }: DialogProps) {
  const { t } = useTranslation();
  const words = useRefusalWords();
  const deactivate = useDeactivateUser();
  return (
    <ConfirmDialog
      opened={opened}
      onClose={() => {
        deactivate.reset();
        onClose();
      }}
      title={t('people.deactivateTitle', { name: user.fullName })}
      text={t('people.deactivateText')}
      submit={t('people.deactivateSubmit')}
      pending={deactivate.isPending}
      error={deactivate.error}
      refusal={words(deactivate.error)}
      onSubmit={() => deactivate.mutate(user.id, { onSuccess: onClose })}
    />
  );
}

function RemoveDialog({ user, opened, onClose }: DialogProps) {
  const { t } = useTranslation();
  const words = useRefusalWords();
  const remove = useRemoveUser();
  return (
    <ConfirmDialog
      opened={opened}
      onClose={() => {
        remove.reset();
        onClose();
      }}
      title={t('people.removeTitle', { name: user.fullName })}
      text={t('people.removeText')}
      submit={t('people.removeSubmit')}
      grave
      pending={remove.isPending}
      error={remove.error}
      refusal={words(remove.error)}
      onSubmit={() => remove.mutate(user.id, { onSuccess: onClose })}
    />
  );
}
