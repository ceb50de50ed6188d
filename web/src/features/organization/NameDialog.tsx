/** Asks for the name of an organization: of one that becomes a multi-user one, or of a further one. */
import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { Fault } from '../../ui/Fault';
import {
  type Organization,
  useConvertOrganization,
  useCreateOrganization,
  useSwitchOrganization,
} from './api';

type DialogProps = { opened: boolean; onClose: () => void };

type Props = DialogProps & {
  title: string;
  text: string;
  submit: string;
  error: Error | null;
  pending: boolean;
  onName: (name: string) => void;
};

function NameDialog({ opened, onClose, title, ...form }: Props) {
  const { t } = useTranslation();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={title}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <NameForm onClose={onClose} {...form} />
    </Modal>
  );
}

function NameForm({ onClose, text, submit, error, pending, onName }: Omit<Props, 'opened' | 'title'>) {
  const { t } = useTranslation();
  const form = useForm({ defaultValues: { name: '' } });
  return (
    <form onSubmit={form.handleSubmit(({ name }) => onName(name.trim()))} noValidate>
      <Stack>
        {error && <Fault error={error} />}
        <Text size="sm">{text}</Text>
        <TextInput
          label={t('organization.name')}
          maxLength={100}
          data-autofocus
          error={form.formState.errors.name && t('organization.nameMissing')}
          {...form.register('name', { validate: (name) => name.trim() !== '' })}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" loading={pending}>
            {submit}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

export function ConvertDialog({ opened, onClose }: DialogProps) {
  const { t } = useTranslation();
  const convert = useConvertOrganization();
  return (
    <NameDialog
      opened={opened}
      onClose={() => {
        convert.reset();
        onClose();
      }}
      title={t('organization.convert')}
      text={t('organization.convertText')}
      submit={t('organization.convertSubmit')}
      error={convert.error}
      pending={convert.isPending}
      onName={(name) => convert.mutate(name, { onSuccess: onClose })}
    />
  );
}

export function CreateOrganizationDialog({ opened, onClose }: DialogProps) {
  const { t } = useTranslation();
  const create = useCreateOrganization();
  const change = useSwitchOrganization();
  const goThere = (organization: Organization) => change.mutate(organization.id);
  return (
    <NameDialog
      opened={opened}
      onClose={() => {
        create.reset();
        onClose();
      }}
      title={t('organization.create')}
      text={t('organization.createText')}
      submit={t('organization.createSubmit')}
      error={create.error ?? change.error}
      pending={create.isPending || change.isPending}
      onName={(name) => create.mutate(name, { onSuccess: goThere })}
    />
  );
}
