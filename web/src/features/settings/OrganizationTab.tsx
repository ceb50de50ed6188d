/** The organization itself: its name, whether others may belong to it, and what holds for its API keys. */
import { Anchor, Button, Group, NumberInput, Skeleton, Stack, Text, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Controller, useForm } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { Fault } from '../../ui/Fault';
import { notify } from '../../ui/notify';
import { Section } from '../../ui/Section';
import { Tag } from '../../ui/Tag';
import { type Organization, organizationQuery, useEditOrganization } from '../organization/api';
import { ConvertDialog, CreateOrganizationDialog } from '../organization/NameDialog';

/** Ten years, as the server has it. */
const LONGEST_DAYS = 3650;

export function OrganizationTab() {
  const { t } = useTranslation();
  const organization = useQuery(organizationQuery);
  if (organization.error)
    return <Fault error={organization.error} onRetry={() => void organization.refetch()} />;
  if (!organization.data) return <Skeleton height={320} />;
  return (
    <>
      <Section title={t('organization.name')} text={t('organization.nameText')}>
        <NameForm organization={organization.data} />
      </Section>
      <Section title={t('organization.kind')} text={t('organization.kindText')}>
        <Kind organization={organization.data} />
      </Section>
      <Section title={t('organization.keys')} text={t('organization.keysText')}>
        <KeysForm organization={organization.data} />
      </Section>
      <Section title={t('organization.another')} text={t('organization.anotherText')}>
        <Another />
      </Section>
    </>
  );
}

type Props = { organization: Organization };

function NameForm({ organization }: Props) {
  const { t } = useTranslation();
  const edit = useEditOrganization();
  const form = useForm({ defaultValues: { name: organization.name } });
  const submit = form.handleSubmit(({ name }) =>
    edit.mutate(
      { name: name.trim() },
      {
        onSuccess: (saved) => {
          form.reset({ name: saved.name });
          notify({ message: t('organization.saved') });
        },
      },
    ),
  );
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="sm">
        {edit.error && <Fault error={edit.error} />}
        <Group align="flex-start" gap="sm">
          <TextInput
            aria-label={t('organization.name')}
            flex={1}
            maxLength={100}
            error={form.formState.errors.name && t('organization.nameMissing')}
            {...form.register('name', { validate: (name) => name.trim() !== '' })}
          />
          <Button
            type="submit"
            variant="light"
            disabled={!form.formState.isDirty}
            loading={edit.isPending}
            aria-label={t('organization.saveName')}
          >
            {t('common.save')}
          </Button>
        </Group>
        <Text size="xs" c="dimmed">
          {t('organization.id')} <code>{organization.id}</code>
        </Text>
      </Stack>
    </form>
  );
}

function Kind({ organization }: Props) {
  const { t } = useTranslation();
  const [open, dialog] = useDisclosure(false);
  if (organization.kind === 'multi')
    return (
      <Stack gap="xs" align="flex-start">
        <Tag tone="sure">{t('organization.multi')}</Tag>
        <Text size="sm">
          {t('organization.members', { count: organization.members })}{' '}
          <Anchor component={Link} to="/users" underline="always">
            {t('organization.toMembers')}
          </Anchor>
        </Text>
      </Stack>
    );
  return (
    <Stack gap="sm" align="flex-start">
      <Tag tone="quiet">{t('organization.single')}</Tag>
      <Text size="sm">{t('organization.singleText')}</Text>
      <Button variant="light" onClick={dialog.open}>
        {t('organization.convertButton')}
      </Button>
      <ConvertDialog opened={open} onClose={dialog.close} />
    </Stack>
  );
}

function KeysForm({ organization }: Props) {
  const { t } = useTranslation();
  const edit = useEditOrganization();
  const form = useForm<{ days: number | string }>({
    defaultValues: { days: organization.apiKeyLongestDays },
  });
  const submit = form.handleSubmit(({ days }) =>
    edit.mutate(
      { apiKeyLongestDays: Number(days) },
      {
        onSuccess: (saved) => {
          form.reset({ days: saved.apiKeyLongestDays });
          notify({ message: t('organization.saved') });
        },
      },
    ),
  );
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="sm">
        {edit.error && <Fault error={edit.error} />}
        <Group align="flex-start" gap="sm">
          <Controller
            control={form.control}
            name="days"
            rules={{ validate: (days) => Number(days) >= 1 && Number(days) <= LONGEST_DAYS }}
            render={({ field, fieldState }) => (
              <NumberInput
                aria-label={t('organization.longestDays')}
                w={180}
                min={1}
                max={LONGEST_DAYS}
                clampBehavior="none"
                allowDecimal={false}
                allowNegative={false}
                suffix={` ${t('organization.days')}`}
                value={field.value}
                onChange={field.onChange}
                onBlur={field.onBlur}
                error={fieldState.error && t('organization.daysRange', { count: LONGEST_DAYS })}
              />
            )}
          />
          <Button
            type="submit"
            variant="light"
            disabled={!form.formState.isDirty}
            loading={edit.isPending}
            aria-label={t('organization.saveLongestDays')}
          >
            {t('common.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function Another() {
  const { t } = useTranslation();
  const [open, dialog] = useDisclosure(false);
  return (
    <>
      <Button variant="default" onClick={dialog.open}>
        {t('organization.create')}
      </Button>
      <CreateOrganizationDialog opened={open} onClose={dialog.close} />
    </>
  );
}
