/** The people of the organization. */
import { Tooltip } from '@mantine/core';
import { ShieldCheck, UserCheck, UserX } from 'lucide-react';
import { type ReactNode, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { type Column, DataTable } from '../../../ui/DataTable';
import { Tag } from '../../../ui/Tag';
import { useWhen } from '../../../ui/useWhen';
import { useRoleName } from '../../organization/useRoleName';
import type { User } from '../api';
import classes from './PeopleTable.module.css';
import { Person } from './Person';
import { ProcessNames } from './ProcessNames';
import { UserMenu } from './UserMenu';

type Props = { rows: readonly User[] | undefined; mayManage: boolean; empty: ReactNode };

function useColumns(mayManage: boolean): Column<User>[] {
  const { t } = useTranslation();
  const roleName = useRoleName();
  return useMemo(
    () => [
      {
        id: 'person',
        header: t('people.person'),
        cell: (user) => (
          <Person name={user.fullName} email={user.email} note={user.isMe ? t('people.isMe') : undefined} />
        ),
      },
      { id: 'role', header: t('people.role'), width: '120px', cell: (user) => roleName(user.role) },
      {
        id: 'processes',
        header: t('people.processes'),
        width: '26%',
        cell: (user) => <ProcessNames role={user.role} processes={user.processes} />,
      },
      {
        id: 'seen',
        header: t('people.lastSeen'),
        width: '150px',
        cell: (user) => <Seen time={user.lastSeenAt} />,
      },
      { id: 'state', header: t('people.state'), width: '160px', cell: (user) => <State user={user} /> },
      ...(mayManage
        ? [
            {
              id: 'actions',
              header: t('queue.actions'),
              hidden: true,
              width: '52px',
              align: 'right' as const,
              cell: (user: User) => <UserMenu user={user} />,
            },
          ]
        : []),
    ],
    [t, roleName, mayManage],
  );
}

export function PeopleTable({ rows, mayManage, empty }: Props) {
  const { t } = useTranslation();
  return (
    <DataTable
      caption={t('people.table')}
      columns={useColumns(mayManage)}
      rows={rows}
      rowKey={(user) => user.id}
      isFaint={(user) => user.state === 'deactivated'}
      empty={empty}
    />
  );
}

function Seen({ time }: { time: string | null }) {
  const { t } = useTranslation();
  const when = useWhen();
  if (!time) return <span className={classes.soft}>{t('people.never')}</span>;
  return (
    <time dateTime={time} title={when.exact(time)} className={classes.soft}>
      {when.ago(time)}
    </time>
  );
}

function State({ user }: { user: User }) {
  const { t } = useTranslation();
  return (
    <span className={classes.state}>
      {user.state === 'active' ? (
        <Tag tone="sure" icon={UserCheck}>
          {t('people.active')}
        </Tag>
      ) : (
        <Tag tone="quiet" icon={UserX}>
          {t('people.deactivated')}
        </Tag>
      )}
      {user.hasSecondFactor && (
        <Tooltip label={t('people.secondFactor')}>
          <span role="img" aria-label={t('people.secondFactor')} className={classes.shield}>
            <ShieldCheck size={16} aria-hidden="true" />
          </span>
        </Tooltip>
      )}
    </span>
  );
}
