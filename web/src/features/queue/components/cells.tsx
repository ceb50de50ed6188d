/** What stands in the columns of the queue. */
import { Badge, Progress } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { Copy, Files, FileText, Flag } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { StatusBadge } from '../../../ui/StatusBadge';
import { sentence } from '../../../ui/sentence';
import { inOrder, isSpecial, useReason } from '../../../ui/useReason';
import { useWhen } from '../../../ui/useWhen';
import type { ColumnId } from '../columns';
import { type Collection, faultsOf, hasResults, isBusy } from '../list';
import classes from './QueueTable.module.css';

type CellProps = { collection: Collection };

export const CELLS: Record<ColumnId, (props: CellProps) => ReactNode> = {
  name: Name,
  files: ({ collection }) => collection.files.length,
  pages: ({ collection }) => collection.numberOfPages || '–',
  status: Stand,
  progress: ({ collection }) => `${collection.progress} %`,
  priority: Priority,
  confidence: Sureness,
  assignee: AssigneeName,
  duplicates: Duplicates,
  created: ({ collection }) => <When time={collection.createdAt} />,
  updated: ({ collection }) => <When time={collection.updatedAt} />,
  metadata: Metadata,
};

function Name({ collection }: CellProps) {
  const Icon = collection.files.length > 1 ? Files : FileText;
  return (
    <div className={classes.nameCell}>
      <Icon size={16} strokeWidth={1.6} aria-hidden="true" className={classes.icon} />
      <div className={classes.names}>
        {hasResults(collection) ? (
          <Link
            to="/supervision/$collectionId"
            params={{ collectionId: collection.id }}
            className={classes.name}
            title={collection.name}
            preload={false}
          >
            <bdi>{collection.name}</bdi>
          </Link>
        ) : (
          <span className={classes.name} title={collection.name}>
            <bdi>{collection.name}</bdi>
          </span>
        )}
        <Why collection={collection} />
      </div>
    </div>
  );
}

/** Why it failed and what to do, or why a person should look at it. */
function Why({ collection }: CellProps) {
  const { t } = useTranslation();
  const words = useReason();
  const faults = faultsOf(collection);
  if (faults.length > 0) {
    return faults.map((fault) => (
      <p key={`${fault.file}${fault.message}`} className={classes.fault}>
        {fault.file && <b>{fault.file}: </b>}
        {sentence(fault.message)} <span className={classes.action}>{sentence(fault.action)}</span>
      </p>
    ));
  }
  const [first, ...rest] = inOrder(collection.reviewReasons).filter(isSpecial);
  if (!first || collection.status !== 'Needs Review') return null;
  return (
    <p className={classes.reason}>
      {words(first)}
      {rest.length > 0 && ` ${t('queue.more', { count: rest.length })}`}
    </p>
  );
}

function Stand({ collection }: CellProps) {
  const { t } = useTranslation();
  return (
    <div className={classes.stand}>
      <StatusBadge status={collection.status} />
      {isBusy(collection) && (
        <Progress
          value={collection.progress}
          size={4}
          w={56}
          aria-label={t('queue.progress', { name: collection.name })}
          transitionDuration={300}
        />
      )}
    </div>
  );
}

function Priority({ collection }: CellProps) {
  const { t } = useTranslation();
  if (!collection.priority) return <span className={classes.quiet}>–</span>;
  return (
    <span className={classes.flag}>
      <Flag size={13} aria-hidden="true" fill="currentColor" />
      {t('worklist.first')}
    </span>
  );
}

/** Sure enough to be right nearly always, worth a look, or doubtful: the bounds of the review's colours. */
const toneOf = (confidence: number) => (confidence >= 0.95 ? 'sure' : confidence >= 0.8 ? 'check' : 'doubt');

function Sureness({ collection }: CellProps) {
  const { i18n } = useTranslation();
  const { confidence } = collection;
  if (confidence === null) return <span className={classes.quiet}>–</span>;
  // Rounded down: 100 % would promise what nobody knows.
  const shown = Math.floor(confidence * 100) / 100;
  return (
    <span data-tone={toneOf(confidence)} className={classes.tone}>
      {new Intl.NumberFormat(i18n.language, { style: 'percent' }).format(shown)}
    </span>
  );
}

function AssigneeName({ collection }: CellProps) {
  const { t } = useTranslation();
  if (collection.assignee === null) return <span className={classes.quiet}>–</span>;
  return <bdi className={classes.clip}>{collection.assigneeName ?? t('worklist.gone')}</bdi>;
}

function Duplicates({ collection }: CellProps) {
  const { t } = useTranslation();
  const count = collection.duplicates.length;
  if (count === 0) return <span className={classes.quiet}>–</span>;
  return (
    <span className={classes.flag} title={t('worklist.duplicatesText', { count })}>
      <Copy size={13} aria-hidden="true" />
      {count}
    </span>
  );
}

function When({ time }: { time: string }) {
  const when = useWhen();
  return (
    <time dateTime={time} title={when.exact(time)}>
      {when.ago(time)}
    </time>
  );
}

function Metadata({ collection }: CellProps) {
  const entries = Object.entries(collection.metadata);
  if (entries.length === 0) return <span className={classes.quiet}>–</span>;
  return (
    <span className={classes.tags}>
      {entries.map(([key, value]) => (
        <Badge key={key} size="sm" variant="default" tt="none" fw={500} maw={180}>
          {key}: {typeof value === 'string' ? value : JSON.stringify(value)}
        </Badge>
      ))}
    </span>
  );
}
