/** Invitations that wait for an answer, or that ended without one. */
import { ActionIcon, Menu, Modal, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { Clock, Ellipsis, MailX, Send, Trash2 } from 'lucide-react';
import { useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { ConfirmDialog } from '../../../ui/ConfirmDialog';
import { type Column, DataTable } from '../../../ui/DataTable';
import { Fault } from '../../../ui/Fault';
import { Tag } from '../../../ui/Tag';
import { tellFault } from '../../../ui/tellFault';
import { useWhen } from '../../../ui/useWhen';
import { useRoleName } from '../../organization/useRoleName';
import { type Invitation, invitationsQuery, useResendInvitation, useRevokeInvitation } from '../api';
import { InvitationLink } from './InvitationLink';
import classes from './Invitations.module.css';
import { Person } from './Person';
import { ProcessNames } from './ProcessNames';

export function Invitations({ mayInvite }: { mayInvite: boolean }) {
  const { t } = useTranslation();
  const invitations = useQuery(invitationsQuery);
  const columns = useColumns(mayInvite);
  if (invitations.error)
    return <Fault error={invitations.error} onRetry={() => void invitations.refetch()} />;
  if (!invitations.data?.length) return null;
  return (
    <section className={classes.invitations} aria-labelledby="invitations">
      <Title order={2} size="h3" mb={8} id="invitations">
        {t('people.invitations', { count: invitations.data.length })}
      </Title>
      <DataTable
        caption={t('people.invitationTable')}
        columns={columns}
        rows={invitations.data}
        rowKey={(invitation) => invitation.id}
        isFaint={(invitation) => invitation.state === 'Expired'}
      />
    </section>
  );
}

function useColumns(mayInvite: boolean): Column<Invitation>[] {
  const { t } = useTranslation();
  const roleName = useRoleName();
  return useMemo(
    () => [
      {
        id: 'person',
        header: t('people.person'),
        cell: ({ fullName, email }) => <Person name={fullName} email={email} />,
      },
      { id: 'role', header: t('people.role'), width: '120px', cell: ({ role }) => roleName(role) },
      {
        id: 'processes',
        header: t('people.processes'),
        width: '26%',
        cell: ({ role, processes }) => <ProcessNames role={role} processes={processes} />,
      },
      {
        id: 'by',
        header: t('people.invitedBy'),
        width: '150px',
        cell: ({ invitedByName }) => <span className={classes.soft}>{invitedByName ?? '–'}</span>,
      },
      {
        id: 'state',
        header: t('people.state'),
        width: '160px',
        cell: (invitation) => <State invitation={invitation} />,
      },
      {
        id: 'actions',
        header: t('queue.actions'),
        hidden: true,
        width: '52px',
        align: 'right',
        cell: (invitation) => mayInvite && <InvitationMenu invitation={invitation} />,
      },
    ],
    [t, roleName, mayInvite],
  );
}

function State({ invitation }: { invitation: Invitation }) {
  const { t } = useTranslation();
  const when = useWhen();
  return (
    <span title={t('people.validUntil', { when: when.exact(invitation.expiresAt) })}>
      {invitation.state === 'Pending' ? (
        <Tag tone="check" icon={Clock}>
          {t('people.pending')}
        </Tag>
      ) : (
        <Tag tone="quiet" icon={MailX}>
          {t('people.expired')}
        </Tag>
      )}
    </span>
  );
}

function InvitationMenu({ invitation }: { invitation: Invitation }) {
  const { t } = useTranslation();
  const resend = useResendInvitation();
  const [sentOpen, sent] = useDisclosure(false);
  const [revoking, revoke] = useDisclosure(false);
  const button = useRef<HTMLButtonElement>(null);
  // A dialog gives the focus back to where it was, and the item of the menu will be gone then.
  const keepFocus = () => button.current?.focus();
  return (
    <>
      <Menu position="bottom-end" width={200}>
        <Menu.Target>
          <ActionIcon
            ref={button}
            variant="subtle"
            color="gray"
            aria-label={t('queue.actionsFor', { name: invitation.fullName })}
          >
            <Ellipsis size={17} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            leftSection={<Send size={15} />}
            onClick={() => {
              keepFocus();
              resend.mutate(invitation.id, { onSuccess: sent.open, onError: tellFault });
            }}
          >
            {t('people.resend')}
          </Menu.Item>
          <Menu.Divider />
          <Menu.Item
            leftSection={<Trash2 size={15} />}
            color="var(--pg-doubt)"
            onClick={() => {
              keepFocus();
              revoke.open();
            }}
          >
            {t('people.revoke')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Modal
        opened={sentOpen}
        onClose={sent.close}
        size={520}
        title={t('people.resent')}
        closeButtonProps={{ 'aria-label': t('common.close') }}
      >
        {resend.data && <InvitationLink invitation={resend.data} onClose={sent.close} />}
      </Modal>
      <RevokeDialog invitation={invitation} opened={revoking} onClose={revoke.close} />
    </>
  );
}

type RevokeProps = { invitation: Invitation; opened: boolean; onClose: () => void };

function RevokeDialog({ invitation, opened, onClose }: RevokeProps) {
  const { t } = useTranslation();
  const revoke = useRevokeInvitation();
  return (
    <ConfirmDialog
      opened={opened}
      onClose={onClose}
      title={t('people.revokeTitle')}
      text={t('people.revokeText', { email: invitation.email })}
      submit={t('people.revokeSubmit')}
      grave
      pending={revoke.isPending}
      error={revoke.error}
      onSubmit={() => revoke.mutate(invitation.id, { onSuccess: onClose })}
    />
  );
}
