/** User Management: who belongs to the organization, who is invited, and what they may do. */
import { Button, Group, Select, Text, TextInput, Title } from '@mantine/core';
import { useDebouncedCallback, useDisclosure } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Mail, Search, UserPlus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { InHead } from '../../app/HeadSlot';
import { useTitle } from '../../app/useTitle';
import { EmptyState } from '../../ui/EmptyState';
import { Fault } from '../../ui/Fault';
import { Pager } from '../../ui/Pager';
import { Path } from '../../ui/Path';
import { useRoleName } from '../organization/useRoleName';
import { meQuery, sessionOptionsQuery } from '../session/api';
import { mayEverywhere } from '../session/may';
import { type User, usersQuery } from './api';
import { Invitations } from './components/Invitations';
import { InviteDialog } from './components/InviteDialog';
import { PeopleTable } from './components/PeopleTable';
import { SingleUserNote } from './components/SingleUserNote';
import { PAGE_SIZE } from './list';
import classes from './PeoplePage.module.css';

const route = getRouteApi('/signed-in/users');

const ROLES: readonly User['role'][] = ['owner', 'admin', 'user'];
const STATES: readonly User['state'][] = ['active', 'deactivated'];

type Shown = { q: string; role: User['role'] | undefined; state: User['state'] | undefined };
type Change = { q?: string; role?: string; state?: string; page?: number };

function useSearchState() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const change = (to: Change) =>
    void navigate({ search: (before) => ({ ...before, page: 1, ...to }), replace: true });
  return {
    q: search.q ?? '',
    role: ROLES.find((role) => role === search.role),
    state: STATES.find((state) => state === search.state),
    page: search.page ?? 1,
    change,
  };
}

export function PeoplePage() {
  const { t } = useTranslation();
  useTitle(t('people.title'));
  const me = useQuery(meQuery).data;
  const { q, role, state, page, change } = useSearchState();
  const people = useQuery(
    usersQuery({ page, ...(q && { q }), ...(role && { role }), ...(state && { state }) }),
  );
  const [inviting, invite] = useDisclosure(false);

  const single = me?.orgKind === 'single';
  const mayInvite = mayEverywhere(me, 'workspace.admin.user:invite');
  const mayManage = mayEverywhere(me, 'workspace.admin.user:manage');
  const total = people.data?.pagination.total;
  return (
    <div className={classes.page}>
      <InHead>
        <Path here={t('people.title')} />
      </InHead>
      <div className={classes.head}>
        <div>
          <Title order={1}>{t('people.title')}</Title>
          <Text c="dimmed">{t('people.text', { name: me?.orgName ?? '' })}</Text>
        </div>
        <Group gap="sm">
          {mayManage && <ToMails />}
          {mayInvite && !single && (
            <Button leftSection={<UserPlus size={16} aria-hidden="true" />} onClick={invite.open}>
              {t('people.invite')}
            </Button>
          )}
        </Group>
      </div>
      {single && <SingleUserNote />}
      {!single && <Invitations mayInvite={mayInvite} />}
      <Filters q={q} role={role} state={state} total={total} onChange={change} />
      {people.error ? (
        <Fault error={people.error} onRetry={() => void people.refetch()} />
      ) : (
        <PeopleTable
          rows={people.data?.users}
          mayManage={mayManage}
          empty={<NothingFound onReset={() => change({ q: '', role: '', state: '' })} />}
        />
      )}
      <Pager page={page} pageSize={PAGE_SIZE} total={total ?? 0} onPage={(to) => change({ page: to })} />
      <InviteDialog opened={inviting} onClose={invite.close} />
    </div>
  );
}

/** Only where the server keeps its mails in a folder; everywhere else there is nothing to read. */
function ToMails() {
  const { t } = useTranslation();
  const options = useQuery(sessionOptionsQuery).data;
  if (options?.canMail !== false) return null;
  return (
    <Button
      component={Link}
      to="/mails"
      variant="default"
      leftSection={<Mail size={16} aria-hidden="true" />}
    >
      {t('mails.show')}
    </Button>
  );
}

type FiltersProps = Shown & { total: number | undefined; onChange: (to: Change) => void };

function Filters({ q, role, state, total, onChange }: FiltersProps) {
  const { t } = useTranslation();
  const roleName = useRoleName();
  const [typed, setTyped] = useState(q);
  const [lastQ, setLastQ] = useState(q);
  const search = useDebouncedCallback((value: string) => onChange({ q: value.trim() }), 250);
  if (q !== lastQ) {
    // The address changed from elsewhere (back button, reset): the field follows.
    setLastQ(q);
    if (q !== typed.trim()) setTyped(q);
  }
  return (
    <div className={classes.filters}>
      <TextInput
        type="search"
        aria-label={t('people.search')}
        placeholder={t('people.search')}
        leftSection={<Search size={15} />}
        value={typed}
        className={classes.search}
        onChange={(event) => {
          setTyped(event.currentTarget.value);
          search(event.currentTarget.value);
        }}
      />
      <Select
        aria-label={t('people.role')}
        placeholder={t('people.anyRole')}
        clearable
        clearButtonProps={{ 'aria-label': t('people.anyRole') }}
        data={ROLES.map((value) => ({ value, label: roleName(value) }))}
        value={role ?? null}
        onChange={(value) => onChange({ role: value ?? '' })}
        w={150}
      />
      <Select
        aria-label={t('people.state')}
        placeholder={t('people.anyState')}
        clearable
        clearButtonProps={{ 'aria-label': t('people.anyState') }}
        data={STATES.map((value) => ({ value, label: t(`people.${value}`) }))}
        value={state ?? null}
        onChange={(value) => onChange({ state: value ?? '' })}
        w={160}
      />
      <span className={classes.total} aria-live="polite">
        {total !== undefined && t('people.total', { count: total })}
      </span>
    </div>
  );
}

function NothingFound({ onReset }: { onReset: () => void }) {
  const { t } = useTranslation();
  return (
    <EmptyState
      compact
      title={t('people.nothing')}
      text={t('people.nothingText')}
      action={
        <Button variant="default" onClick={onReset}>
          {t('queue.reset')}
        </Button>
      }
    />
  );
}
