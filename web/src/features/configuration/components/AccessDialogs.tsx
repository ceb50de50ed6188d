/** Gives somebody access to a process, or changes the role of who has it. */
import { Button, Group, Modal, Radio, Select, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Fault } from '../../../ui/Fault';
import { useRoleName } from '../../organization/useRoleName';
import { type Access, type GivenRole, membersQuery, useSetAccess } from '../api';

/** Both are there before anybody is chosen, so that they can give the focus back to where it was. */
type DialogProps = { processId: string; opened: boolean; onClose: () => void };

export function EditAccessDialog({ access, ...props }: DialogProps & { access: Access | null }) {
  const { t } = useTranslation();
  return (
    <Modal
      opened={props.opened}
      onClose={props.onClose}
      title={access && t('access.editTitle', { name: access.name })}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      {access && <EditForm access={access} {...props} />}
    </Modal>
  );
}

function EditForm({ processId, access, onClose }: DialogProps & { access: Access }) {
  const { t } = useTranslation();
  const set = useSetAccess(processId);
  const [role, setRole] = useState<GivenRole>(access.role === 'user' ? 'user' : 'admin');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (access.userId !== null) set.mutate({ userId: access.userId, role }, { onSuccess: onClose });
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        {set.error && <Fault error={set.error} />}
        <RolePicker role={role} onChange={setRole} />
        <Buttons submit={t('access.save')} pending={set.isPending} onClose={onClose} />
      </Stack>
    </form>
  );
}

type GiveProps = DialogProps & { taken: readonly Access[] };

export function GiveAccessDialog({ taken, ...props }: GiveProps) {
  const { t } = useTranslation();
  return (
    <Modal
      opened={props.opened}
      onClose={props.onClose}
      title={t('access.giveTitle')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <GiveForm taken={taken} {...props} />
    </Modal>
  );
}

function GiveForm({ processId, taken, onClose }: GiveProps) {
  const { t } = useTranslation();
  const members = useQuery(membersQuery);
  const set = useSetAccess(processId);
  const [person, setPerson] = useState<string | null>(null);
  const [role, setRole] = useState<GivenRole>('user');
  const [told, setTold] = useState(false);
  const have = new Set(taken.map(({ subjectId }) => subjectId));
  const others = members.data?.filter(({ subjectId }) => !have.has(subjectId));

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTold(true);
    if (person) set.mutate({ userId: person, role }, { onSuccess: onClose });
  };

  if (members.error) return <Fault error={members.error} onRetry={() => void members.refetch()} />;
  if (others?.length === 0) return <Text size="sm">{t('access.nobody')}</Text>;
  return (
    <form onSubmit={submit}>
      <Stack>
        {set.error && <Fault error={set.error} />}
        <Select
          label={t('access.person')}
          description={t('access.personText')}
          searchable
          data-autofocus
          nothingFoundMessage={t('access.nobodyFound')}
          data={(others ?? []).map(({ id, fullName, email }) => ({
            value: id,
            label: email ? `${fullName} (${email})` : fullName,
          }))}
          value={person}
          onChange={setPerson}
          error={told && !person && t('access.personMissing')}
        />
        <RolePicker role={role} onChange={setRole} />
        <Buttons submit={t('access.giveTitle')} pending={set.isPending} onClose={onClose} />
      </Stack>
    </form>
  );
}

function RolePicker({ role, onChange }: { role: GivenRole; onChange: (role: GivenRole) => void }) {
  const { t } = useTranslation();
  const roleName = useRoleName();
  return (
    <Radio.Group
      label={t('access.role')}
      value={role}
      onChange={(value) => onChange(value === 'admin' ? 'admin' : 'user')}
    >
      <Stack gap={10} mt={8}>
        <Radio value="user" label={roleName('user')} description={t('access.userText')} />
        <Radio value="admin" label={roleName('admin')} description={t('access.adminText')} />
      </Stack>
    </Radio.Group>
  );
}

type ButtonsProps = { submit: string; pending: boolean; onClose: () => void };

function Buttons({ submit, pending, onClose }: ButtonsProps) {
  const { t } = useTranslation();
  return (
    <Group justify="flex-end">
      <Button variant="default" onClick={onClose}>
        {t('common.cancel')}
      </Button>
      <Button type="submit" loading={pending}>
        {submit}
      </Button>
    </Group>
  );
}
