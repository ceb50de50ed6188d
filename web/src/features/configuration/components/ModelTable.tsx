/** The models that a process kept, and the way back to an earlier one. */
import { Button, Group, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import cell from '../../../ui/Cell.module.css';
import { ConfirmDialog } from '../../../ui/ConfirmDialog';
import { type Column, DataTable } from '../../../ui/DataTable';
import { Fault } from '../../../ui/Fault';
import { notify } from '../../../ui/notify';
import { Tag, type Tone } from '../../../ui/Tag';
import { useWhen } from '../../../ui/useWhen';
import type { Process } from '../../processes/api';
import { meQuery } from '../../session/api';
import { mayInProcess } from '../../session/may';
import { canActivate, type Model } from '../learning';
import { modelsQuery, useActivate } from '../learningApi';
import { DiffDialog } from './DiffDialog';
import { usePercent } from './usePercent';

const TONES: Record<Model['state'], Tone> = { active: 'sure', retired: 'quiet', candidate: 'check' };

/** `model` stays until the next one, so that a dialog that fades out keeps its words. */
type Doing = { opened: 'activate' | 'compare' | null; model: Model | null };

export function ModelTable({ process }: { process: Process }) {
  const { t } = useTranslation();
  const me = useQuery(meQuery).data;
  const models = useQuery(modelsQuery(process.id));
  const [{ opened, model }, setDoing] = useState<Doing>({ opened: null, model: null });
  const mayTrain = mayInProcess(me, process, 'workspace.model:train');
  const close = () => setDoing((before) => ({ ...before, opened: null }));
  const columns = useColumns(mayTrain, (what, which) => setDoing({ opened: what, model: which }));
  if (models.error) return <Fault error={models.error} onRetry={() => void models.refetch()} />;
  return (
    <>
      <DataTable
        narrow
        caption={t('learning.models')}
        columns={columns}
        rows={models.data}
        rowKey={({ id }) => id}
        isFaint={({ state }) => state !== 'active'}
        empty={
          <Text size="sm" c="dimmed" p="md">
            {t('learning.noModels')}
          </Text>
        }
      />
      <ActivateDialog processId={process.id} model={model} opened={opened === 'activate'} onClose={close} />
      <DiffDialog processId={process.id} model={model} opened={opened === 'compare'} onClose={close} />
    </>
  );
}

type Do = (what: NonNullable<Doing['opened']>, model: Model) => void;

function useColumns(mayTrain: boolean, onDo: Do): Column<Model>[] {
  const { t } = useTranslation();
  const when = useWhen();
  const percent = usePercent();
  return [
    {
      id: 'model',
      header: t('learning.model'),
      cell: (model) => (
        <>
          <span className={cell.main}>{model.name}</span>
          <span className={cell.soft}>
            {t('learning.trained', {
              count: model.documents,
              when: when.ago(model.createdAt),
            })}
          </span>
          <span className={cell.soft}>{model.error ?? model.reason}</span>
        </>
      ),
    },
    {
      id: 'state',
      header: t('learning.use'),
      width: '110px',
      cell: ({ state }) => <Tag tone={TONES[state]}>{t(`learning.modelState.${state}`)}</Tag>,
    },
    {
      id: 'accuracy',
      header: t('learning.right'),
      align: 'right',
      width: '90px',
      cell: ({ accuracy }) => (accuracy === null ? '–' : percent(accuracy)),
    },
    ...(mayTrain
      ? [
          {
            id: 'actions',
            header: t('learning.actions'),
            hidden: true,
            align: 'right' as const,
            width: '190px',
            cell: (model: Model) => canActivate(model) && <Actions model={model} onDo={onDo} />,
          },
        ]
      : []),
  ];
}

function Actions({ model, onDo }: { model: Model; onDo: Do }) {
  const { t } = useTranslation();
  return (
    <Group gap={6} justify="flex-end" wrap="nowrap">
      <Button
        variant="subtle"
        size="xs"
        aria-label={t('diff.openNamed', { name: model.name })}
        onClick={() => onDo('compare', model)}
      >
        {t('diff.open')}
      </Button>
      <Button
        variant="default"
        size="xs"
        aria-label={t('learning.activateNamed', { name: model.name })}
        onClick={() => onDo('activate', model)}
      >
        {t('learning.activate')}
      </Button>
    </Group>
  );
}

type DialogProps = { processId: string; model: Model | null; opened: boolean; onClose: () => void };

function ActivateDialog({ processId, model, opened, onClose }: DialogProps) {
  const { t } = useTranslation();
  const activate = useActivate(processId);
  const submit = () =>
    model &&
    activate.mutate(model.id, {
      onSuccess: () => {
        onClose();
        notify({ message: t('learning.activated') });
      },
    });
  return (
    <ConfirmDialog
      opened={opened}
      onClose={onClose}
      title={t('learning.activateTitle')}
      text={model && t('learning.activateText', { name: model.name })}
      submit={t('learning.activate')}
      pending={activate.isPending}
      error={activate.error}
      onSubmit={submit}
    />
  );
}
