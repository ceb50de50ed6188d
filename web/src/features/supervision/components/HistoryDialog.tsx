/** What was said about a value, by whom and when; every entry can be brought back. */
import { Button, Loader, Modal, Text } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { client, unwrap } from '../../../api/client';
import { Fault } from '../../../ui/Fault';
import { useWhen } from '../../../ui/useWhen';
import { type HistoryEntry, historyQuery } from '../comments';
import type { Slot } from '../slots';
import { percent } from './Certainty';
import classes from './HistoryDialog.module.css';

type Props = {
  line: Slot | null;
  editable: boolean;
  onRestored: () => void;
  onClose: () => void;
};

const KINDS = {
  read: 'reviewing.history.read',
  added: 'reviewing.history.added',
  changed: 'reviewing.history.changed',
  confirmed: 'reviewing.history.confirmed',
  removed: 'reviewing.history.removed',
  restored: 'reviewing.history.restored',
} as const;

const kindOf = (kind: string) => (kind in KINDS ? KINDS[kind as keyof typeof KINDS] : KINDS.changed);

export function HistoryDialog({ line, editable, onRestored, onClose }: Props) {
  const { t } = useTranslation();
  return (
    <Modal
      opened={line !== null}
      onClose={onClose}
      title={line ? t('reviewing.history.title', { label: line.label }) : ''}
      closeButtonProps={{ 'aria-label': t('common.close') }}
      size="lg"
    >
      {line?.value ? (
        <Entries id={line.value.id} editable={editable} onRestored={onRestored} />
      ) : (
        <Text c="dimmed">{t('reviewing.history.none')}</Text>
      )}
    </Modal>
  );
}

function Entries({ id, editable, onRestored }: { id: string; editable: boolean; onRestored: () => void }) {
  const { t } = useTranslation();
  const history = useQuery(historyQuery(id));
  const restoring = useMutation({
    mutationFn: (entryId: string | null) =>
      unwrap(
        client.POST('/annotations/{annotation_id}/restore', {
          params: { path: { annotation_id: id } },
          body: { entryId },
        }),
      ),
    onSuccess: onRestored,
  });
  if (history.error) return <Fault error={history.error} onRetry={() => void history.refetch()} />;
  if (!history.data) return <Loader size="sm" aria-label={t('supervision.loading')} />;
  const entries = history.data.history;
  return (
    <>
      {restoring.error && <Fault error={restoring.error} />}
      <ol className={classes.list}>
        {entries.map((entry, index) => (
          <Entry
            key={entry.id ?? 'read'}
            entry={entry}
            isNow={index === entries.length - 1}
            action={
              editable && index < entries.length - 1 && entry.kind !== 'removed' ? (
                <Button
                  size="compact-xs"
                  variant="default"
                  loading={restoring.isPending && restoring.variables === entry.id}
                  onClick={() => restoring.mutate(entry.id)}
                >
                  {t('reviewing.history.restore')}
                </Button>
              ) : null
            }
          />
        ))}
      </ol>
    </>
  );
}

type EntryProps = { entry: HistoryEntry; isNow: boolean; action: React.ReactNode };

function Entry({ entry, isNow, action }: EntryProps) {
  const { t } = useTranslation();
  const { ago } = useWhen();
  return (
    <li className={classes.entry} data-now={isNow || undefined}>
      <div className={classes.what}>
        <bdi className={classes.value} data-removed={entry.kind === 'removed' || undefined}>
          {entry.rawValue}
        </bdi>
        <span className={classes.who}>
          {t(kindOf(entry.kind), { name: entry.createdByName })} · {ago(entry.createdAt)}
          {entry.kind === 'read' && ` · ${percent(entry.confidence)} %`}
        </span>
      </div>
      {isNow ? <span className={classes.who}>{t('reviewing.history.now')}</span> : action}
    </li>
  );
}
