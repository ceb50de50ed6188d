/** Invites somebody, and shows the link afterwards so that it can also be passed on by hand. */
import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { Controller, useForm } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { Fault } from '../../../ui/Fault';
import { type Invitation, type ProcessAssignment, useInvite } from '../api';
import { knownRefusal } from '../list';
import { InvitationLink } from './InvitationLink';
import { ProcessField } from './ProcessField';
import { RoleField } from './RoleField';
import { useRefusalWords } from './useRefusalWords';

type Props = { opened: boolean; onClose: () => void };

export function InviteDialog({ opened, onClose }: Props) {
  const { t } = useTranslation();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      size={520}
      title={t('people.invite')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <Steps onClose={onClose} />
    </Modal>
  );
}

function Steps({ onClose }: { onClose: () => void }) {
  const [sent, setSent] = useState<Invitation | null>(null);
  if (sent) return <InvitationLink invitation={sent} onClose={onClose} onAnother={() => setSent(null)} />;
  return <InviteForm onSent={setSent} onClose={onClose} />;
}

type Values = { email: string; fullName: string; role: 'admin' | 'user'; processes: ProcessAssignment[] };

function InviteForm({ onSent, onClose }: { onSent: (sent: Invitation) => void; onClose: () => void }) {
  const { t } = useTranslation();
  const invite = useInvite();
  const words = useRefusalWords()(invite.error);
  const isMember = knownRefusal(invite.error) === 'already_member';
  const form = useForm<Values>({ defaultValues: { email: '', fullName: '', role: 'user', processes: [] } });
  const errors = form.formState.errors;
  const role = form.watch('role');

  const submit = form.handleSubmit((values) =>
    invite.mutate(
      {
        email: values.email.trim(),
        fullName: values.fullName.trim(),
        role: values.role,
        processes: values.role === 'user' ? values.processes : [],
      },
      { onSuccess: onSent },
    ),
  );

  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        {invite.error &&
          !isMember &&
          (words ? <Text role="alert">{words}</Text> : <Fault error={invite.error} />)}
        <TextInput
          label={t('signIn.email')}
          type="email"
          autoComplete="off"
          maxLength={254}
          data-autofocus
          error={errors.email ? t('people.emailMissing') : isMember && words}
          {...form.register('email', { required: true, pattern: /^\s*\S+@\S+\s*$/ })}
        />
        <TextInput
          label={t('people.fullName')}
          autoComplete="off"
          maxLength={100}
          error={errors.fullName && t('people.nameMissing')}
          {...form.register('fullName', { validate: (name) => name.trim() !== '' })}
        />
        <Controller
          control={form.control}
          name="role"
          render={({ field }) => (
            <RoleField
              roles={['admin', 'user']}
              value={field.value}
              onChange={(chosen) => chosen !== 'owner' && field.onChange(chosen)}
            />
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
          <Button type="submit" loading={invite.isPending}>
            {t('people.send')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
