/** Who may work with a process, and in which role. */
import { ActionIcon, Button, Menu, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Ellipsis, Pencil, UserMinus, UserPlus } from 'lucide-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import cell from '../../ui/Cell.module.css';
import { ConfirmDialog } from '../../ui/ConfirmDialog';
import { type Column, DataTable } from '../../ui/DataTable';
import { Fault } from '../../ui/Fault';
import { Tag } from '../../ui/Tag';
import { useWhen } from '../../ui/useWhen';
import { useRoleName } from '../organization/useRoleName';
import type { Process } from '../processes/api';
import { meQuery } from '../session/api';
import { mayEverywhere, mayInProcess } from '../session/may';
import classes from './AccessTab.module.css';
import { type Access, accessesQuery, useRemoveAccess } from './api';
import { EditAccessDialog, GiveAccessDialog } from './components/AccessDialogs';

type Act = 'edit' | 'remove';
/** `access` stays until the next one, so that a dialog that fades out keeps its words. */
type Doing = { act: Act | 'give' | null; access: Access | null };

export function AccessTab({ process }: { process: Process }) {
  const { t } = useTranslation();
  const me = useQuery(meQuery).data;
  const accesses = useQuery(accessesQuery(process.id));
  const [{ act, access }, setDoing] = useState<Doing>({ act: null, access: null });
  const close = () => setDoing((before) => ({ ...before, act: null }));
  const mayManage = mayInProcess(me, process, 'workspace.admin.user:manage');
  const mayPick = mayManage && mayEverywhere(me, 'workspace.admin.user:read');

  return (
    <>
      <div className={classes.head}>
        <div>
          <Title order={2}>{t('access.title')}</Title>
          <Text c="dimmed" maw={780} mt={4}>
            {t('access.text')}
          </Text>
        </div>
        {mayPick && (
          <Button
            leftSection={<UserPlus size={16} />}
            onClick={() => setDoing({ act: 'give', access: null })}
          >
            {t('access.give')}
          </Button>
        )}
      </div>
      {accesses.error ? (
        <Fault error={accesses.error} onRetry={() => void accesses.refetch()} />
      ) : (
        <AccessTable
          rows={accesses.data}
          me={me?.subjectId}
          mayManage={mayManage}
          onAct={(what, which) => setDoing({ act: what, access: which })}
        />
      )}
      {mayPick && (
        <GiveAccessDialog
          processId={process.id}
          taken={accesses.data ?? []}
          opened={act === 'give'}
          onClose={close}
        />
      )}
      <EditAccessDialog processId={process.id} access={access} opened={act === 'edit'} onClose={close} />
      <RemoveAccess processId={process.id} access={access} opened={act === 'remove'} onClose={close} />
    </>
  );
}

type TableProps = {
  rows: Access[] | undefined;
  me: string | undefined;
  mayManage: boolean;
  onAct: (act: Act, access: Access) => void;
};

function AccessTable({ rows, me, mayManage, onAct }: TableProps) {
  const { t } = useTranslation();
  const roleName = useRoleName();
  const columns: Column<Access>[] = [
    {
      id: 'name',
      header: t('access.name'),
      cell: ({ name, subjectId }) => (
        <>
          <span className={cell.main}>{name}</span>
          {subjectId === me && <span className={cell.quiet}> ({t('access.you')})</span>}
        </>
      ),
    },
    { id: 'email', header: t('access.email'), cell: ({ email }) => email ?? '–' },
    {
      id: 'role',
      header: t('access.role'),
      cell: ({ role, inherited }) => (
        <>
          <Tag tone={role === 'user' ? 'quiet' : 'busy'}>{roleName(role)}</Tag>
          {inherited && (
            <span className={cell.soft} title={t('access.inheritedText')}>
              {t('access.inherited')}
            </span>
          )}
        </>
      ),
    },
    { id: 'since', header: t('access.since'), cell: (access) => <Since access={access} /> },
    ...(mayManage
      ? [
          {
            id: 'actions',
            header: t('access.actions'),
            hidden: true,
            width: '52px',
            align: 'right' as const,
            cell: (access: Access) => <RowMenu access={access} onAct={(act) => onAct(act, access)} />,
          },
        ]
      : []),
  ];
  return (
    <DataTable
      caption={t('access.table')}
      columns={columns}
      rows={rows}
      rowKey={({ subjectId }) => subjectId}
    />
  );
}

function Since({ access }: { access: Access }) {
  const { t } = useTranslation();
  const when = useWhen();
  return (
    <div className={cell.time}>
      <time dateTime={access.grantedAt} title={when.exact(access.grantedAt)}>
        {when.ago(access.grantedAt)}
      </time>
      {access.grantedByName && (
        <span className={cell.soft}>{t('access.by', { name: access.grantedByName })}</span>
      )}
    </div>
  );
}

/** Nothing for what comes from the organization: it is changed where it was given. */
function RowMenu({ access, onAct }: { access: Access; onAct: (act: Act) => void }) {
  const { t } = useTranslation();
  const button = useRef<HTMLButtonElement>(null);
  const act = (what: Act) => {
    // A dialog gives the focus back to where it was, and the item of the menu will be gone then.
    button.current?.focus();
    onAct(what);
  };
  if (access.inherited || access.userId === null || access.role === 'owner') return null;
  return (
    <Menu position="bottom-end" width={190}>
      <Menu.Target>
        <ActionIcon
          ref={button}
          variant="subtle"
          color="gray"
          aria-label={t('access.actionsFor', { name: access.name })}
        >
          <Ellipsis size={17} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<Pencil size={15} />} onClick={() => act('edit')}>
          {t('access.edit')}
        </Menu.Item>
        <Menu.Item
          leftSection={<UserMinus size={15} />}
          color="var(--pg-doubt)"
          onClick={() => act('remove')}
        >
          {t('access.remove')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

type RemoveProps = { processId: string; access: Access | null; opened: boolean; onClose: () => void };

function RemoveAccess({ processId, access, opened, onClose }: RemoveProps) {
  const { t } = useTranslation();
  const remove = useRemoveAccess(processId);
  return (
    <ConfirmDialog
      grave
      opened={opened}
      onClose={onClose}
      title={t('access.removeTitle')}
      text={access && t('access.removeText', { name: access.name })}
      submit={t('access.removeSubmit')}
      pending={remove.isPending}
      error={remove.error}
      onSubmit={() => access?.userId && remove.mutate(access.userId, { onSuccess: onClose })}
    />
  );
}
