/** The queue of a process: what was sent, how far it is, and sending more. */
import { Button, Group, Pagination, Select, TextInput, Title } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Search, Settings2, Upload as UploadIcon } from 'lucide-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { InHead } from '../../app/HeadSlot';
import { useTitle } from '../../app/useTitle';
import { EmptyState } from '../../ui/EmptyState';
import { Fault } from '../../ui/Fault';
import { Path } from '../../ui/Path';
import { STATUSES, type Status, useStatusName } from '../../ui/StatusBadge';
import { ExportsButton } from '../exports/ExportsButton';
import { processQuery } from '../processes/api';
import { collectionsQuery } from './api';
import { CollectionTable } from './components/CollectionTable';
import { DropArea } from './components/DropArea';
import { UploadList } from './components/UploadList';
import { PAGE_SIZE } from './list';
import classes from './QueuePage.module.css';
import { useLiveList } from './useLiveList';
import { useUploads } from './useUploads';

const route = getRouteApi('/signed-in/queue/$processId');

/** What the file dialog offers; the server decides by content, not by name. */
const ACCEPT = [
  '.pdf,.png,.jpg,.jpeg,.tif,.tiff,.webp,.bmp,.gif,.heic,application/pdf,image/*',
  '.docx,.doc,.odt,.rtf,.pptx,.ppt,.odp,.xlsx,.xls,.ods,.csv,.html,.htm,.txt,.xml,.eml,.msg,.zip',
].join(',');

const DEFAULT_ORDER = 'created_date:desc';

const asStatus = (text: string | undefined): Status | undefined => STATUSES.find((status) => status === text);

function useSearchState() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const change = (to: { q?: string; status?: string; page?: number; order?: string }) =>
    void navigate({ search: (before) => ({ ...before, page: 1, ...to }), replace: true });
  return {
    q: search.q ?? '',
    status: asStatus(search.status),
    page: search.page ?? 1,
    order: search.order ?? DEFAULT_ORDER,
    change,
  };
}

export function QueuePage() {
  const { t } = useTranslation();
  const { processId } = route.useParams();
  const { q, status, page, order, change } = useSearchState();
  const process = useQuery(processQuery(processId));
  const list = useQuery(
    collectionsQuery(processId, { page, order, ...(q && { q }), ...(status && { status }) }),
  );
  const uploads = useUploads(processId);
  useLiveList(processId);
  useTitle(process.data?.name);

  const error = process.error ?? list.error;
  const total = list.data?.pagination.total ?? 0;
  const filtered = q !== '' || status !== undefined;

  return (
    <DropArea onFiles={uploads.add}>
      <InHead>
        <Path process={process.data} />
      </InHead>
      <div className={classes.page}>
        <div className={classes.head}>
          <Title order={1}>{process.data?.name ?? ' '}</Title>
          <Group gap="xs" wrap="nowrap">
            <Button
              renderRoot={(props) => (
                <Link to="/configuration/$processId/$tab" params={{ processId, tab: 'general' }} {...props} />
              )}
              variant="default"
              leftSection={<Settings2 size={16} />}
            >
              {t('configuration.title')}
            </Button>
            <ExportsButton processId={processId} />
            <ChooseFiles onFiles={uploads.add} />
          </Group>
        </div>
        <UploadList {...uploads} />
        <Filters q={q} status={status} total={list.data && total} onChange={change} />
        {error ? (
          <Fault error={error} onRetry={() => void Promise.all([process.refetch(), list.refetch()])} />
        ) : (
          <CollectionTable
            rows={list.data?.collections}
            order={order}
            onOrder={(to) => change({ order: to })}
            empty={
              filtered ? (
                <NothingFound onReset={() => change({ q: '', status: '' })} />
              ) : (
                <NothingYet onFiles={uploads.add} />
              )
            }
          />
        )}
        {total > PAGE_SIZE && (
          <Group justify="center" mt="md">
            <Pagination
              size="sm"
              value={page}
              total={Math.ceil(total / PAGE_SIZE)}
              onChange={(to) => change({ page: to })}
              getItemProps={(item) => ({ 'aria-label': t('queue.page', { page: item }) })}
              getControlProps={(control) => ({
                'aria-label': t(control === 'next' ? 'queue.nextPage' : 'queue.previousPage'),
              })}
            />
          </Group>
        )}
      </div>
    </DropArea>
  );
}

type FiltersProps = {
  q: string;
  status: Status | undefined;
  total: number | undefined;
  onChange: (to: { q?: string; status?: string }) => void;
};

function Filters({ q, status, total, onChange }: FiltersProps) {
  const { t } = useTranslation();
  const statusName = useStatusName();
  const [text, setText] = useState(q);
  const [lastQ, setLastQ] = useState(q);
  const search = useDebouncedCallback((value: string) => onChange({ q: value.trim() }), 250);
  if (q !== lastQ) {
    // The address changed from elsewhere (back button, reset): the field follows.
    setLastQ(q);
    if (q !== text.trim()) setText(q);
  }
  return (
    <div className={classes.filters}>
      <TextInput
        type="search"
        aria-label={t('queue.search')}
        placeholder={t('queue.search')}
        leftSection={<Search size={15} />}
        value={text}
        className={classes.search}
        onChange={(event) => {
          setText(event.currentTarget.value);
          search(event.currentTarget.value);
        }}
      />
      <Select
        aria-label={t('queue.status')}
        placeholder={t('queue.anyStatus')}
        clearable
        clearButtonProps={{ 'aria-label': t('queue.anyStatus') }}
        data={STATUSES.map((value) => ({ value, label: statusName(value) }))}
        value={status ?? null}
        onChange={(value) => onChange({ status: value ?? '' })}
        w={190}
      />
      <span className={classes.total} aria-live="polite">
        {total !== undefined && t('queue.total', { count: total })}
      </span>
    </div>
  );
}

function ChooseFiles({ onFiles, large = false }: { onFiles: (files: File[]) => void; large?: boolean }) {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button
        leftSection={<UploadIcon size={16} />}
        size={large ? 'md' : 'sm'}
        onClick={() => input.current?.click()}
      >
        {t('queue.upload')}
      </Button>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        accept={ACCEPT}
        data-testid={large ? 'files-first' : 'files'}
        onChange={(event) => {
          onFiles([...(event.currentTarget.files ?? [])]);
          event.currentTarget.value = '';
        }}
      />
    </>
  );
}

function NothingYet({ onFiles }: { onFiles: (files: File[]) => void }) {
  const { t } = useTranslation();
  return (
    <EmptyState
      compact
      title={t('queue.empty')}
      text={t('queue.emptyText')}
      action={<ChooseFiles large onFiles={onFiles} />}
    />
  );
}

function NothingFound({ onReset }: { onReset: () => void }) {
  const { t } = useTranslation();
  return (
    <EmptyState
      compact
      title={t('queue.nothing')}
      text={t('queue.nothingText')}
      action={
        <Button variant="default" onClick={onReset}>
          {t('queue.reset')}
        </Button>
      }
    />
  );
}
