/** The classes of documents that the organization knows, and how they are renamed and forgotten. */
import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import cell from '../../../ui/Cell.module.css';
import { ConfirmDialog } from '../../../ui/ConfirmDialog';
import { type Column, DataTable } from '../../../ui/DataTable';
import { Fault } from '../../../ui/Fault';
import { notify } from '../../../ui/notify';
import type { Process } from '../../processes/api';
import { meQuery } from '../../session/api';
import { mayEverywhere } from '../../session/may';
import { type Class, classesQuery, useForgetClass, useRenameClass } from '../classesApi';

/** `chosen` stays until the next one, so that a dialog that fades out keeps its words. */
type Doing = { opened: 'rename' | 'forget' | null; chosen: Class | null };

export function ClassTable({ process }: { process: Process }) {
  const { t } = useTranslation();
  const me = useQuery(meQuery).data;
  const classes = useQuery(classesQuery(process.id));
  const [{ opened, chosen }, setDoing] = useState<Doing>({ opened: null, chosen: null });
  const may = mayEverywhere(me, 'workspace.admin.process:manage');
  const columns = useColumns(may, (what, which) => setDoing({ opened: what, chosen: which }));
  const close = () => setDoing((before) => ({ ...before, opened: null }));
  if (classes.error) return <Fault error={classes.error} onRetry={() => void classes.refetch()} />;
  const tried = classes.data?.documentsTried ?? 0;
  return (
    <>
      <DataTable
        narrow
        caption={t('classes.title')}
        columns={columns}
        rows={classes.data?.classes}
        rowKey={({ id }) => id}
        isFaint={({ documents }) => documents === 0}
        empty={
          <Text size="sm" c="dimmed" p="md">
            {t('classes.none')}
          </Text>
        }
      />
      <Text size="sm" c="dimmed" mt="sm" role="status">
        {classes.data?.learning
          ? t('classes.learning')
          : tried > 0 && t('classes.told', { told: classes.data?.documentsTold, tried })}
      </Text>
      {classes.data && !may && (
        <Text size="sm" c="dimmed" mt="xs">
          {t('classes.mayNot')}
        </Text>
      )}
      <RenameDialog
        processId={process.id}
        chosen={chosen}
        all={classes.data?.classes ?? []}
        opened={opened === 'rename'}
        onClose={close}
      />
      <ForgetDialog processId={process.id} chosen={chosen} opened={opened === 'forget'} onClose={close} />
    </>
  );
}

type Do = (what: NonNullable<Doing['opened']>, which: Class) => void;

function useColumns(may: boolean, onDo: Do): Column<Class>[] {
  const { t } = useTranslation();
  const acts = ({ documents, readyMade }: Class) => may && (documents > 0 || !readyMade);
  return [
    {
      id: 'class',
      header: t('classes.class'),
      cell: ({ name, readyMade }) => (
        <>
          <span className={cell.main}>{name}</span>
          {readyMade && <span className={cell.soft}>{t('classes.readyMade')}</span>}
        </>
      ),
    },
    {
      id: 'documents',
      header: t('classes.documents'),
      align: 'right',
      width: '110px',
      cell: ({ documents }) => documents,
    },
    {
      id: 'acts',
      header: '',
      width: '210px',
      cell: (one) =>
        acts(one) && (
          <Group gap={4} justify="flex-end" wrap="nowrap">
            {!one.readyMade && (
              <Button
                variant="subtle"
                size="compact-sm"
                aria-label={t('classes.renameOf', { name: one.name })}
                onClick={() => onDo('rename', one)}
              >
                {t('classes.rename')}
              </Button>
            )}
            <Button
              variant="subtle"
              size="compact-sm"
              aria-label={t('classes.forgetOf', { name: one.name })}
              onClick={() => onDo('forget', one)}
            >
              {t('classes.forget')}
            </Button>
          </Group>
        ),
    },
  ];
}

type DialogProps = { processId: string; chosen: Class | null; opened: boolean; onClose: () => void };

function RenameDialog({ all, ...props }: DialogProps & { all: readonly Class[] }) {
  const { t } = useTranslation();
  const { chosen, opened, onClose } = props;
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('classes.renameOf', { name: chosen?.name })}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      {chosen && <RenameForm key={chosen.id} {...props} chosen={chosen} all={all} />}
    </Modal>
  );
}

type FormProps = Omit<DialogProps, 'chosen'> & { chosen: Class; all: readonly Class[] };

function RenameForm({ processId, chosen, all, onClose }: FormProps) {
  const { t } = useTranslation();
  const [name, setName] = useState(chosen.name);
  const rename = useRenameClass(processId);
  const wanted = name.trim();
  const isTaken = all.some((one) => one.id !== chosen.id && one.name === wanted);
  const send = () =>
    rename.mutate(
      { id: chosen.id, name: wanted, merge: isTaken },
      {
        onSuccess: (now) => {
          notify({ message: t('classes.renamed', { name: now.name }) });
          onClose();
        },
      },
    );
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <Stack>
        {rename.error && <Fault error={rename.error} />}
        <TextInput
          label={t('classes.name')}
          description={t('classes.renameText')}
          maxLength={100}
          data-autofocus
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        {isTaken && (
          <Text size="sm" role="status">
            {t('classes.mergeText', { name: wanted })}
          </Text>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" disabled={wanted === '' || wanted === chosen.name} loading={rename.isPending}>
            {t(isTaken ? 'classes.merge' : 'classes.rename')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function ForgetDialog({ processId, chosen, opened, onClose }: DialogProps) {
  const { t } = useTranslation();
  const forget = useForgetClass(processId);
  const close = () => {
    forget.reset();
    onClose();
  };
  return (
    <ConfirmDialog
      grave
      opened={opened}
      onClose={close}
      title={t('classes.forgetOf', { name: chosen?.name })}
      text={t('classes.forgetText')}
      submit={t('classes.forget')}
      pending={forget.isPending}
      error={forget.error}
      onSubmit={() => {
        if (!chosen) return;
        forget.mutate(chosen.id, {
          onSuccess: () => {
            notify({ message: t('classes.forgotten', { name: chosen.name }) });
            close();
          },
        });
      }}
    />
  );
}
