/** Whether a key is in force, as a word with a shape and a colour. */
import { Ban, CalendarX2, Check } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Tag } from '../../../ui/Tag';
import type { KeyStatus } from '../api';

export const KEY_STATUSES: readonly KeyStatus[] = ['Active', 'Expired', 'Revoked'];

const LOOKS = {
  Active: { icon: Check, tone: 'sure', key: 'apiKeys.active' },
  Expired: { icon: CalendarX2, tone: 'check', key: 'apiKeys.expired' },
  Revoked: { icon: Ban, tone: 'quiet', key: 'apiKeys.revoked' },
} as const;

export function useKeyStatusName() {
  const { t } = useTranslation();
  return (status: KeyStatus) => t(LOOKS[status].key);
}

export function KeyBadge({ status }: { status: KeyStatus }) {
  const name = useKeyStatusName();
  const { icon, tone } = LOOKS[status];
  return (
    <Tag tone={tone} icon={icon}>
      {name(status)}
    </Tag>
  );
}
