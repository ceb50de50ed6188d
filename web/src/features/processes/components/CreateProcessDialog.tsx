/** Makes a process: choose what it reads from the gallery, give it a name. */
import { Button, Group, Modal, Radio, Skeleton, Stack, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Controller, useForm } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { Fault } from '../../../ui/Fault';
import { type ProcessType, processTypesQuery, useCreateProcess } from '../api';
import classes from './CreateProcessDialog.module.css';
import { TypeGlyph } from './TypeGlyph';

type DataPoint = ProcessType['dataPoints'][number];

type Props = { opened: boolean; onClose: () => void };

export function CreateProcessDialog({ opened, onClose }: Props) {
  const { t } = useTranslation();
  const types = useQuery({ ...processTypesQuery, enabled: opened });
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      size={960}
      title={t('create.title')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      {types.error && <Fault error={types.error} onRetry={() => void types.refetch()} />}
      {types.isPending && <Skeleton height={260} />}
      {types.data && <CreateProcessForm types={types.data.processTypes} onClose={onClose} />}
    </Modal>
  );
}

type Values = { name: string; processTypeId: string };

function CreateProcessForm({ types, onClose }: { types: ProcessType[]; onClose: () => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const create = useCreateProcess();
  const first = types[0];
  const form = useForm<Values>({
    defaultValues: { name: first?.name ?? '', processTypeId: first?.id ?? '' },
  });
  const { errors, dirtyFields } = form.formState;

  const choose = (id: string, set: (id: string) => void) => {
    set(id);
    // The type's name is a good first name, as long as nobody wrote a better one.
    if (!dirtyFields.name)
      form.resetField('name', { defaultValue: types.find((type) => type.id === id)?.name ?? '' });
  };

  const submit = form.handleSubmit((values) =>
    create.mutate(
      { ...values, name: values.name.trim() },
      {
        onSuccess: (process) => {
          onClose();
          // A process that reads nothing yet has to be told first what to read.
          const isBare = types.find(({ id }) => id === process.typeId)?.dataPoints.length === 0;
          void (isBare
            ? navigate({
                to: '/configuration/$processId/$tab',
                params: { processId: process.id, tab: 'data-points' },
              })
            : navigate({ to: '/queue/$processId', params: { processId: process.id } }));
        },
      },
    ),
  );

  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        {create.error && <Fault error={create.error} />}
        <Controller
          control={form.control}
          name="processTypeId"
          render={({ field }) => (
            <Radio.Group
              label={t('create.type')}
              value={field.value}
              onChange={(id) => choose(id, field.onChange)}
              classNames={{ label: classes.label ?? '' }}
            >
              <div className={classes.choice}>
                <div className={classes.gallery}>
                  {types.map((type) => (
                    <Radio.Card key={type.id} value={type.id} className={classes.type} aria-label={type.name}>
                      <TypeGlyph typeName={type.name} />
                      <span className={classes.words}>
                        <Text fw={600}>{type.name}</Text>
                        <Text size="xs" c="dimmed">
                          {type.description}
                        </Text>
                        <Text size="xs" className={classes.count}>
                          {type.dataPoints.length === 0
                            ? t('create.custom')
                            : t('create.dataPoints', { count: type.dataPoints.length })}
                        </Text>
                      </span>
                    </Radio.Card>
                  ))}
                </div>
                <Preview type={types.find(({ id }) => id === field.value)} />
              </div>
            </Radio.Group>
          )}
        />
        <TextInput
          label={t('create.name')}
          maxLength={200}
          data-autofocus
          error={errors.name && t('create.nameMissing')}
          {...form.register('name', { validate: (name) => name.trim() !== '' })}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" loading={create.isPending}>
            {t('create.submit')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** What a process of this type reads, before it is made. */
function Preview({ type }: { type: ProcessType | undefined }) {
  const { t } = useTranslation();
  if (!type) return null;
  const kind = ({ type: of, occurrence, mandatory }: DataPoint) =>
    [
      t(`valueType.${of}`),
      occurrence === 'many' ? t('overview.many') : '',
      mandatory ? t('overview.mandatory') : '',
    ]
      .filter(Boolean)
      .join(', ');
  return (
    <section className={classes.preview} aria-label={t('overview.preview', { type: type.name })}>
      <Text size="sm" fw={600} mb={6}>
        {t('overview.preview', { type: type.name })}
      </Text>
      {type.dataPoints.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('overview.previewEmpty')}
        </Text>
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls has to be reached by the keyboard. */}
      <ul className={classes.points} tabIndex={0} aria-label={t('overview.preview', { type: type.name })}>
        {type.dataPoints.map((point) => (
          <li key={point.name}>
            <span>{point.label}</span>
            <span className={classes.kind}>{kind(point)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
