/** Changes what may be changed of a key: its name, its networks, and its end, which can only come earlier. */
import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { Controller, useForm } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { Fault } from '../../../ui/Fault';
import { useWhen } from '../../../ui/useWhen';
import { type ApiKey, type KeyOwner, useChangeKey } from '../api';
import { dateOf, earlierEnd, faultOfEarlier } from '../expiry';
import { networksOf } from '../networks';
import { NetworksField } from './NetworksField';

type Props = {
  owner: KeyOwner;
  /** `null` as long as no key was chosen; the dialog is there all the same, so that it can give the focus back. */
  apiKey: ApiKey | null;
  opened: boolean;
  onClose: () => void;
};

type FormProps = { owner: KeyOwner; apiKey: ApiKey; onClose: () => void };

export function EditKeyDialog({ owner, apiKey, opened, onClose }: Props) {
  const { t } = useTranslation();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      size={520}
      title={t('apiKeys.editTitle')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      {apiKey && <EditForm owner={owner} apiKey={apiKey} onClose={onClose} />}
    </Modal>
  );
}

type Values = { name: string; networks: string; date: string };

function EditForm({ owner, apiKey, onClose }: FormProps) {
  const { t } = useTranslation();
  const when = useWhen();
  const change = useChangeKey(owner, apiKey.id);
  const current = apiKey.exp === null ? '' : dateOf(new Date(apiKey.exp));
  const form = useForm<Values>({
    defaultValues: { name: apiKey.name, networks: apiKey.networks.join('\n'), date: current },
  });
  const { errors } = form.formState;
  /** A date that nobody touched, or that was cleared, leaves the end as it is. */
  const isNewEnd = (date: string) => date !== current && date !== '';

  const submit = form.handleSubmit(({ name, networks: text, date }) => {
    const networks = networksOf(text);
    if (!Array.isArray(networks)) return;
    change.mutate(
      {
        name: name.trim(),
        networks,
        ...(isNewEnd(date) && { exp: earlierEnd(date, apiKey.exp).toISOString() }),
      },
      { onSuccess: onClose },
    );
  });

  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <TextInput
          label={t('apiKeys.name')}
          maxLength={200}
          autoComplete="off"
          data-autofocus
          error={errors.name && t('apiKeys.nameMissing')}
          {...form.register('name', { validate: (name) => name.trim() !== '' })}
        />
        <TextInput
          type="date"
          label={t('apiKeys.earlier')}
          description={
            apiKey.exp === null
              ? t('apiKeys.earlierNone')
              : t('apiKeys.earlierText', { date: when.exact(apiKey.exp) })
          }
          min={dateOf(new Date())}
          max={current || undefined}
          error={
            errors.date && (errors.date.type === 'past' ? t('apiKeys.datePast') : t('apiKeys.earlierBeyond'))
          }
          {...form.register('date', {
            validate: {
              past: (date) => !isNewEnd(date) || faultOfEarlier(date, apiKey.exp, new Date()) !== 'past',
              beyond: (date) => !isNewEnd(date) || faultOfEarlier(date, apiKey.exp, new Date()) !== 'beyond',
            },
          })}
        />
        <Controller
          control={form.control}
          name="networks"
          rules={{ validate: (text) => Array.isArray(networksOf(text)) }}
          render={({ field, fieldState }) => (
            <NetworksField value={field.value} onChange={field.onChange} told={fieldState.invalid} />
          )}
        />
        {change.error && <Fault error={change.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" loading={change.isPending}>
            {t('apiKeys.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
