/** The API keys of an organization, or of one process: the list, and everything that can be done with a key. */
import { Button, Select, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../ui/EmptyState';
import { Fault } from '../../ui/Fault';
import { Pager } from '../../ui/Pager';
import { type ApiKey, type KeyOwner, type KeyStatus, keysQuery, PAGE_SIZE } from './api';
import { AlertNotices } from './components/AlertNotices';
import { CreateKeyDialog } from './components/CreateKeyDialog';
import { DeleteKeyDialog } from './components/DeleteKeyDialog';
import { EditKeyDialog } from './components/EditKeyDialog';
import { KEY_STATUSES, useKeyStatusName } from './components/KeyBadge';
import type { Act } from './components/KeyMenu';
import { KeyTable } from './components/KeyTable';
import { RotateKeyDialog } from './components/RotateKeyDialog';
import { UsageDrawer } from './components/UsageDrawer';
import classes from './KeysPanel.module.css';

/** What is being done: `key` stays until the next one, so that a dialog that fades out keeps its words. */
type Doing = { act: Act | 'create' | null; key: ApiKey | null };

export function KeysPanel({ owner }: { owner: KeyOwner }) {
  const { t } = useTranslation();
  // Keys in force are what one comes for; deleted ones stay in the list for the record.
  const [status, setStatus] = useState<KeyStatus | null>('Active');
  const [page, setPage] = useState(1);
  const [{ act, key }, setDoing] = useState<Doing>({ act: null, key: null });
  const list = useQuery(keysQuery(owner, { status, page }));
  const total = list.data?.pagination.total ?? 0;
  const title = useRef<HTMLHeadingElement>(null);
  /** The row of a deleted key is gone, and with it the button that had the focus. */
  const focusTitle = () => {
    if (document.activeElement === document.body) title.current?.focus();
  };
  const close = () => setDoing((before) => ({ ...before, act: null }));
  const create = () => setDoing({ act: 'create', key: null });
  const filter = (to: KeyStatus | null) => {
    setStatus(to);
    setPage(1);
  };

  return (
    <>
      <div className={classes.head}>
        <div>
          <Title order={2} ref={title} tabIndex={-1} className={classes.title ?? ''}>
            {t('apiKeys.title')}
          </Title>
          <Text c="dimmed" maw={780} mt={4}>
            {owner === null ? t('apiKeys.text') : t('apiKeys.processText')}
          </Text>
        </div>
        <Button leftSection={<Plus size={16} />} onClick={create}>
          {owner === null ? t('apiKeys.create') : t('apiKeys.generate')}
        </Button>
      </div>
      {owner === null && <AlertNotices />}
      <StatusFilter status={status} total={list.data && total} onChange={filter} />
      {list.error ? (
        <Fault error={list.error} onRetry={() => void list.refetch()} />
      ) : (
        <KeyTable
          rows={list.data?.apiKeys}
          onAct={(what, which) => setDoing({ act: what, key: which })}
          empty={<Empty owner={owner} status={status} onCreate={create} onAll={() => filter(null)} />}
        />
      )}
      <Pager page={page} pageSize={PAGE_SIZE} total={total} onPage={setPage} />
      <CreateKeyDialog owner={owner} opened={act === 'create'} onClose={close} />
      <UsageDrawer owner={owner} apiKey={key} opened={act === 'usage'} onClose={close} />
      <RotateKeyDialog owner={owner} apiKey={key} opened={act === 'rotate'} onClose={close} />
      <EditKeyDialog owner={owner} apiKey={key} opened={act === 'edit'} onClose={close} />
      <DeleteKeyDialog
        owner={owner}
        apiKey={key}
        opened={act === 'delete'}
        onClose={close}
        onGone={focusTitle}
      />
    </>
  );
}

type FilterProps = {
  status: KeyStatus | null;
  total: number | undefined;
  onChange: (status: KeyStatus | null) => void;
};

function StatusFilter({ status, total, onChange }: FilterProps) {
  const { t } = useTranslation();
  const statusName = useKeyStatusName();
  return (
    <div className={classes.filters}>
      <Select
        aria-label={t('apiKeys.status')}
        placeholder={t('apiKeys.anyStatus')}
        clearable
        clearButtonProps={{ 'aria-label': t('apiKeys.anyStatus') }}
        data={KEY_STATUSES.map((value) => ({ value, label: statusName(value) }))}
        value={status}
        onChange={(value) => onChange(KEY_STATUSES.find((one) => one === value) ?? null)}
        w={190}
      />
      <span className={classes.total} aria-live="polite">
        {total !== undefined && t('apiKeys.total', { count: total })}
      </span>
    </div>
  );
}

type EmptyProps = {
  owner: KeyOwner;
  status: KeyStatus | null;
  onCreate: () => void;
  onAll: () => void;
};

function Empty({ owner, status, onCreate, onAll }: EmptyProps) {
  const { t } = useTranslation();
  if (status === 'Expired' || status === 'Revoked') {
    return (
      <EmptyState
        compact
        title={t('apiKeys.nothing')}
        text={t('apiKeys.nothingText')}
        action={
          <Button variant="default" onClick={onAll}>
            {t('apiKeys.showAll')}
          </Button>
        }
      />
    );
  }
  return (
    <EmptyState
      compact
      title={t('apiKeys.empty')}
      text={owner === null ? t('apiKeys.emptyText') : t('apiKeys.emptyProcessText')}
      action={
        <Button variant="light" leftSection={<Plus size={16} />} onClick={onCreate}>
          {t('apiKeys.emptyAction')}
        </Button>
      }
    />
  );
}
