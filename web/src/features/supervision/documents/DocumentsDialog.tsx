/** The pages of a file, and where one document ends and the next begins; by mouse and by keyboard. */
import { Autocomplete, Button, Group, Loader, Modal, Text } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { EyeOff, Scissors } from 'lucide-react';
import { type KeyboardEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { client, type Schemas, unwrap } from '../../../api/client';
import { Fault } from '../../../ui/Fault';
import { classesQuery } from '../../configuration/classesApi';
import { usePercent } from '../../configuration/components/usePercent';
import { thumbnailAddress } from '../components/Thumbnails';
import classes from './DocumentsDialog.module.css';
import {
  confidenceOf,
  type Division,
  divisionOf,
  isSame,
  partsOf,
  toggleOut,
  toggleStart,
  toSend,
  withClass,
} from './division';

type Props = {
  file: { id: string; name: string } | null;
  processId: string;
  onChanged: (undo: () => Promise<unknown>, hasClass: boolean) => void;
  onClose: () => void;
};

const NONE: readonly { name: string }[] = [];

/** Under this share the machine asks for a look at a class, as the server does. */
const UNSURE = 0.6;

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
      const back = partsOf(before).map(({ first, last, documentClass }) => ({
        firstPage: first,
        lastPage: last,
        ...(documentClass && { documentClass }),
      }));
      const hasClass = toSend(now, before).documents.some((one) => one.documentClass);
      onChanged(() => send(file.fileId, { documents: back }), hasClass);
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

type SheetsProps = {
  file: Schemas['FileDocuments'];
  division: Division;
  /** Names of the classes that the organization knows. */
  known: readonly string[];
  onChange: (next: Division) => void;
};

function Sheets({ file, division, known, onChange }: SheetsProps) {
  const { t } = useTranslation();
  const list = useRef<HTMLUListElement>(null);
  const parts = partsOf(division);
  /** Arrow keys walk from page to page, S splits or joins, Delete leaves out. */
  const onKeyDown = (event: KeyboardEvent, page: number) => {
    if (event.target instanceof HTMLInputElement) return;
    const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (by) list.current?.querySelectorAll<HTMLElement>('[data-page]')[page + by]?.focus();
    else if (event.key.toLowerCase() === 's') onChange(toggleStart(division, page));
    else if (event.key === 'Delete' || event.key === 'Backspace') onChange(toggleOut(division, page));
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <ul ref={list} className={classes.list}>
      {division.map((sheet, page) => {
        const partAt = parts.findIndex((part) => page >= part.first && page <= part.last);
        const begins = parts[partAt]?.first === page;
        return (
          <li
            // biome-ignore lint/suspicious/noArrayIndexKey: a page is its number.
            key={page}
            className={classes.sheet}
            data-begins={begins || undefined}
            data-out={partAt < 0 || undefined}
          >
            {begins && (
              <>
                <Autocomplete
                  size="xs"
                  className={classes.class ?? ''}
                  aria-label={t('reviewing.documents.class', { number: partAt + 1 })}
                  placeholder={t('reviewing.documents.classFound')}
                  maxLength={100}
                  data={[...known]}
                  comboboxProps={{ width: 200, position: 'bottom-start' }}
                  value={sheet.documentClass}
                  onChange={(name) => onChange(withClass(division, page, name))}
                />
                <Sureness confidence={confidenceOf(file, page, sheet.documentClass)} />
              </>
            )}
            <button
              type="button"
              data-page={page}
              className={classes.page}
              aria-label={
                partAt < 0
                  ? t('reviewing.documents.pageOut', { page: page + 1 })
                  : t('reviewing.documents.pageOf', { page: page + 1, number: partAt + 1 })
              }
              onClick={() => onChange(toggleStart(division, page))}
              onKeyDown={(event) => onKeyDown(event, page)}
            >
              <Picture file={file} page={page} />
              <span aria-hidden="true">{page + 1}</span>
            </button>
            <span className={classes.acts}>
              <button
                type="button"
                tabIndex={-1}
                disabled={partAt < 0 || page === 0}
                aria-label={
                  begins
                    ? t('reviewing.documents.join', { page: page + 1 })
                    : t('reviewing.documents.split', { page: page + 1 })
                }
                aria-pressed={begins && page > 0}
                onClick={() => onChange(toggleStart(division, page))}
              >
                <Scissors size={14} aria-hidden="true" />
              </button>
              <button
                type="button"
                tabIndex={-1}
                aria-label={t('reviewing.documents.out', { page: page + 1 })}
                aria-pressed={partAt < 0}
                onClick={() => onChange(toggleOut(division, page))}
              >
                <EyeOff size={14} aria-hidden="true" />
              </button>
            </span>
          </li>
        );
      })}
    </ul>
  );
}

/** How sure the machine was of the class, as long as that class stands there. */
function Sureness({ confidence }: { confidence: number | null }) {
  const { t } = useTranslation();
  const percent = usePercent();
  if (confidence === null) return null;
  return (
    <Text size="xs" c={confidence < UNSURE ? 'var(--pg-doubt)' : 'dimmed'} className={classes.sure ?? ''}>
      {t('reviewing.documents.sure', { share: percent(confidence) })}
    </Text>
  );
}

/** A page that is in no document cannot be drawn: pages are asked for by their document. */
function Picture({ file, page }: { file: Schemas['FileDocuments']; page: number }) {
  const holder = file.documents.find((one) => page >= one.firstPage && page <= one.lastPage);
  return (
    <span className={classes.paper}>
      {holder && (
        <img src={thumbnailAddress(holder.documentId, page - holder.firstPage)} alt="" loading="lazy" />
      )}
    </span>
  );
}
