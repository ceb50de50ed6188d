/** What a new key is called, what it may do, how long it lasts and from where it may be used. */
import { Button, Group, Stack, TextInput } from '@mantine/core';
import { Controller, useForm } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { Fault } from '../../../ui/Fault';
import { type CreatedApiKey, type KeyOwner, type ScopeCatalogue, useCreateKey } from '../api';
import { type ExpiryChoice, faultOf, firstChoice, momentOf } from '../expiry';
import { networksOf } from '../networks';
import { ALL, choiceOf, type ScopeChoice, scopesToSend } from '../scopes';
import { ExpiryField } from './ExpiryField';
import { NetworksField } from './NetworksField';
import { ScopePicker } from './ScopePicker';

/** As long as the server takes it. */
const MAX_NAME = 200;

type Values = { name: string; scopes: ScopeChoice; expiry: ExpiryChoice; networks: string };

type Props = {
  owner: KeyOwner;
  catalogue: ScopeCatalogue;
  longestDays: number;
  onCreated: (created: CreatedApiKey) => void;
  onCancel: () => void;
};

/** The form is longer than a small screen; what the server refused must not stand below its edge. */
const showIt = (element: HTMLElement | null) => element?.scrollIntoView({ block: 'nearest' });

/** Reading only is the first offer: whoever needs more says so. */
function firstScopes(catalogue: ScopeCatalogue): ScopeChoice {
  const preset = catalogue.presets.find(({ id }) => id === 'read_only');
  return preset ? choiceOf(preset, catalogue) : new Set();
}

export function CreateKeyForm({ owner, catalogue, longestDays, onCreated, onCancel }: Props) {
  const { t } = useTranslation();
  const create = useCreateKey(owner);
  const form = useForm<Values>({
    defaultValues: {
      name: '',
      scopes: firstScopes(catalogue),
      expiry: firstChoice(longestDays),
      networks: '',
    },
  });
  const { errors } = form.formState;

  const submit = form.handleSubmit((values) => {
    const networks = networksOf(values.networks);
    if (!Array.isArray(networks)) return;
    create.mutate(
      {
        name: values.name.trim(),
        scopes: scopesToSend(values.scopes, catalogue),
        exp: momentOf(values.expiry, new Date(), longestDays).toISOString(),
        ...(networks.length > 0 && { networks }),
      },
      { onSuccess: onCreated },
    );
  });

  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="lg">
        <TextInput
          label={t('apiKeys.name')}
          description={t('apiKeys.nameText')}
          maxLength={MAX_NAME}
          autoComplete="off"
          data-autofocus
          error={errors.name && t('apiKeys.nameMissing')}
          {...form.register('name', { validate: (name) => name.trim() !== '' })}
        />
        <Controller
          control={form.control}
          name="scopes"
          rules={{ validate: (choice) => choice === ALL || choice.size > 0 }}
          render={({ field }) => (
            <ScopePicker
              catalogue={catalogue}
              choice={field.value}
              onChange={field.onChange}
              error={errors.scopes && t('apiKeys.scopesMissing')}
            />
          )}
        />
        <Controller
          control={form.control}
          name="expiry"
          rules={{ validate: (choice) => faultOf(choice, new Date(), longestDays) === null }}
          render={({ field }) => (
            <ExpiryField choice={field.value} onChange={field.onChange} longestDays={longestDays} />
          )}
        />
        <Controller
          control={form.control}
          name="networks"
          rules={{ validate: (text) => Array.isArray(networksOf(text)) }}
          render={({ field, fieldState }) => (
            <NetworksField value={field.value} onChange={field.onChange} told={fieldState.invalid} />
          )}
        />
        {create.error && (
          <div ref={showIt}>
            <Fault error={create.error} />
          </div>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onCancel}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" loading={create.isPending}>
            {t('apiKeys.submit')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
