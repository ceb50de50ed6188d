/** The documents of a file as a person wants them, and their way to the server and back. */
import { Button, Group, Loader, Modal, Text } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { client, type Schemas, unwrap } from '../../../api/client';
import { Fault } from '../../../ui/Fault';
import { classesQuery } from '../../configuration/classesApi';
import { type Division, divisionOf, isSame, partsOf, toBringBack, toSend } from './division';
import { Sheets } from './Sheets';

type Props = {
  file: { id: string; name: string } | null;
  processId: string;
  onChanged: (undo: () => Promise<unknown>, hasClass: boolean) => void;
  onClose: () => void;
};

const NONE: readonly { name: string }[] = [];

const at = (id: string) => ({ params: { path: { file_id: id } } });

const send = (id: string, body: Schemas['Division']) =>
  unwrap(client.PUT('/files/{file_id}/documents', { ...at(id), body }));

export function DocumentsDialog({ file, processId, onChanged, onClose }: Props) {
  const { t } = useTranslation();
  return (
    <Modal
      opened={file !== null}
      onClose={onClose}
      title={file ? t('reviewing.documents.title', { name: file.name }) : ''}
      closeButtonProps={{ 'aria-label': t('common.close') }}
      size="xl"
    >
      {file && <Loaded fileId={file.id} processId={processId} onChanged={onChanged} onClose={onClose} />}
    </Modal>
  );
}

type LoadedProps = { fileId: string } & Omit<Props, 'file'>;

function Loaded({ fileId, ...rest }: LoadedProps) {
  const { t } = useTranslation();
  const known = useQuery({
    queryKey: ['file-documents', fileId],
    queryFn: ({ signal }) => unwrap(client.GET('/files/{file_id}/documents', { ...at(fileId), signal })),
    staleTime: 0,
    gcTime: 0,
  });
  if (known.error) return <Fault error={known.error} onRetry={() => void known.refetch()} />;
  if (!known.data) return <Loader size="sm" aria-label={t('supervision.loading')} />;
  return <Editor key={JSON.stringify(known.data)} file={known.data} {...rest} />;
}

function Editor({
  file,
  processId,
  onChanged,
  onClose,
}: Omit<LoadedProps, 'fileId'> & { file: Schemas['FileDocuments'] }) {
  const { t } = useTranslation();
  const before = divisionOf(file);
  const [steps, setSteps] = useState<readonly Division[]>([before]);
  const now = steps.at(-1) ?? before;
  const change = (next: Division) => {
    if (next !== now) setSteps([...steps, next]);
  };
  const known = useQuery(classesQuery(processId)).data?.classes ?? NONE;
  const saving = useMutation({
    mutationFn: () => send(file.fileId, toSend(now, before)),
    onSuccess: () => {
      // The documents of before come back with everything that was decided about them.
      const hasClass = toSend(now, before).documents.some((one) => one.documentClass);
      onChanged(() => send(file.fileId, toBringBack(before)), hasClass);
      onClose();
    },
  });
  return (
    <>
      <Text size="sm" mb="sm">
        {t('reviewing.documents.text')}
      </Text>
      <Sheets file={file} division={now} known={known.map(({ name }) => name)} onChange={change} />
      {saving.error && <Fault error={saving.error} />}
      <Group justify="space-between" mt="md">
        <Button variant="subtle" disabled={steps.length < 2} onClick={() => setSteps(steps.slice(0, -1))}>
          {t('command.undo')}
        </Button>
        <Group>
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button disabled={isSame(now, before)} loading={saving.isPending} onClick={() => saving.mutate()}>
            {t('reviewing.documents.do', { count: partsOf(now).length })}
          </Button>
        </Group>
      </Group>
    </>
  );
}
