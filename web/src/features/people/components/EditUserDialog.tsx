/** Changes the name, the role and the processes of a person. */
import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Controller, useForm } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { Fault } from '../../../ui/Fault';
import { notify } from '../../../ui/notify';
import type { Role } from '../../organization/useRoleName';
import { meQuery } from '../../session/api';
import { type ProcessAssignment, type User, useEditUser } from '../api';
import { assignmentsOf } from '../list';
import { ProcessField } from './ProcessField';
import { RoleField } from './RoleField';
import { useRefusalWords } from './useRefusalWords';

type Props = { user: User; opened: boolean; onClose: () => void };

export function EditUserDialog({ user, opened, onClose }: Props) {
  const { t } = useTranslation();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      size={520}
      title={t('people.edit')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <EditUserForm user={user} onClose={onClose} />
    </Modal>
  );
}

type Values = { fullName: string; role: Role; processes: ProcessAssignment[] };

/** Ownership is given only by an owner. */
function rolesFor(user: User, mine: string | null | undefined): readonly Role[] {
  return mine === 'owner' || user.role === 'owner' ? ['owner', 'admin', 'user'] : ['admin', 'user'];
}

function EditUserForm({ user, onClose }: Omit<Props, 'opened'>) {
  const { t } = useTranslation();
  const me = useQuery(meQuery).data;
  const edit = useEditUser();
  const refusal = useRefusalWords()(edit.error);
  const form = useForm<Values>({
    defaultValues: { fullName: user.fullName, role: user.role, processes: assignmentsOf(user.processes) },
  });
  const { errors, dirtyFields } = form.formState;
  const role = form.watch('role');

  const submit = form.handleSubmit((values) =>
    edit.mutate(
      {
        id: user.id,
        change: {
          ...(dirtyFields.fullName && { fullName: values.fullName.trim() }),
          ...(dirtyFields.role && { role: values.role }),
          ...(values.role === 'user' && { processes: values.processes }),
        },
      },
      {
        onSuccess: () => {
          notify({ message: t('people.updated', { name: values.fullName.trim() }) });
          onClose();
        },
      },
    ),
  );

  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        {edit.error &&
          (refusal ? (
            <Text size="sm" fw={550} c="var(--pg-doubt)" role="alert">
              {refusal}
            </Text>
          ) : (
            <Fault error={edit.error} />
          ))}
        {user.email && (
          <Text size="sm" c="dimmed">
            {user.email}
          </Text>
        )}
        <TextInput
          label={t('people.fullName')}
          maxLength={100}
          data-autofocus
          error={errors.fullName && t('signIn.nameMissing')}
          {...form.register('fullName', { validate: (name) => name.trim() !== '' })}
        />
        <Controller
          control={form.control}
          name="role"
          render={({ field }) => (
            <RoleField roles={rolesFor(user, me?.role)} value={field.value} onChange={field.onChange} />
          )}
        />
        {role === 'user' && (
          <Controller
            control={form.control}
            name="processes"
            render={({ field }) => <ProcessField value={field.value} onChange={field.onChange} />}
          />
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" loading={edit.isPending}>
            {t('people.update')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
