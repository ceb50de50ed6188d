/** Where a collection stands, as a word with a shape and a colour (never the colour alone). */
import { Ban, Check, CircleDashed, Eye, LoaderCircle, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../api/client';
import classes from './StatusBadge.module.css';

export type Status = Schemas['CollectionStatus'];

export const STATUSES: readonly Status[] = [
  'Queued',
  'Processing',
  'Needs Review',
  'Accepted',
  'Failed',
  'Stopped',
];

const LOOKS = {
  Queued: { icon: CircleDashed, tone: 'quiet', key: 'status.queued' },
  Processing: { icon: LoaderCircle, tone: 'busy', key: 'status.processing' },
  'Needs Review': { icon: Eye, tone: 'check', key: 'status.needsReview' },
  Accepted: { icon: Check, tone: 'sure', key: 'status.accepted' },
  Failed: { icon: TriangleAlert, tone: 'doubt', key: 'status.failed' },
  Stopped: { icon: Ban, tone: 'quiet', key: 'status.stopped' },
} as const;

export function useStatusName() {
  const { t } = useTranslation();
  return (status: Status) => t(LOOKS[status].key);
}

export function StatusBadge({ status }: { status: Status }) {
  const name = useStatusName();
  const { icon: Icon, tone } = LOOKS[status];
  return (
    <span className={classes.badge} data-tone={tone} data-status={status}>
      <Icon size={13} strokeWidth={2.2} aria-hidden="true" className={classes.icon} />
      {name(status)}
    </span>
  );
}
