/** What a process is called, what it reads, and since when. */
import { Button, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useForm } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { CopyField } from '../../ui/CopyField';
import { Fault } from '../../ui/Fault';
import { notify } from '../../ui/notify';
import { Section } from '../../ui/Section';
import { useWhen } from '../../ui/useWhen';
import type { Process } from '../processes/api';
import { meQuery } from '../session/api';
import { mayInProcess } from '../session/may';
import { useRename } from './api';
import classes from './GeneralTab.module.css';

export function GeneralTab({ process }: { process: Process }) {
  const { t } = useTranslation();
  return (
    <>
      <Section title={t('configuration.name')} text={t('configuration.nameText')}>
        <NameForm key={process.name} process={process} />
      </Section>
      <Section title={t('configuration.facts')}>
        <Facts process={process} />
      </Section>
      <Section title={t('configuration.id')} text={t('configuration.idText')}>
        <CopyField label={t('configuration.id')} value={process.id} copyLabel={t('configuration.copyId')} />
      </Section>
    </>
  );
}

/** As long as the server takes it. */
const MAX_NAME = 200;

function NameForm({ process }: { process: Process }) {
  const { t } = useTranslation();
  const me = useQuery(meQuery).data;
  const rename = useRename(process.id);
  const form = useForm({ defaultValues: { name: process.name } });
  const { errors, isDirty } = form.formState;
  if (!mayInProcess(me, process, 'workspace.process:update')) {
    return (
      <>
        <Text fw={550}>{process.name}</Text>
        <Text size="sm" c="dimmed">
          {t('configuration.noRename')}
        </Text>
      </>
    );
  }
  const submit = form.handleSubmit(({ name }) =>
    rename.mutate(name.trim(), {
      onSuccess: () => notify({ message: t('configuration.renamed') }),
    }),
  );
  return (
    <form onSubmit={submit} noValidate>
      {rename.error && <Fault error={rename.error} />}
      <div className={classes.line}>
        <TextInput
          aria-label={t('configuration.name')}
          maxLength={MAX_NAME}
          className={classes.grow ?? ''}
          error={errors.name && t('configuration.nameMissing')}
          {...form.register('name', { validate: (name) => name.trim() !== '' })}
        />
        <Button type="submit" disabled={!isDirty} loading={rename.isPending}>
          {t('configuration.rename')}
        </Button>
      </div>
    </form>
  );
}

function Facts({ process }: { process: Process }) {
  const { t } = useTranslation();
  const when = useWhen();
  const facts = [
    [t('configuration.type'), process.typeName],
    [t('configuration.created'), when.exact(process.createdAt)],
    [t('configuration.changed'), when.exact(process.updatedAt)],
  ];
  return (
    <dl className={classes.facts}>
      {facts.map(([what, value]) => (
        <div key={what}>
          <dt>{what}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
