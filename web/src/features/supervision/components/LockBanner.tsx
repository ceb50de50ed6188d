/** Says that somebody else edits, or that nothing can be changed here, and what can be done about it. */
import { Button } from '@mantine/core';
import { Lock as LockIcon } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useWhen } from '../../../ui/useWhen';
import type { LockState } from '../useLock';
import classes from './Notices.module.css';

type Props = {
  lock: LockState;
  /** Values that were typed and have not reached the server. */
  kept: number;
  mayTakeOver: boolean;
};

export function LockBanner({ lock, kept, mayTakeOver }: Props) {
  const { t } = useTranslation();
  const { ago } = useWhen();
  if (lock.denied) return <p className={classes.notice}>{t('reviewing.lock.denied')}</p>;
  if (!lock.other) return null;
  const words = { name: lock.other.name, when: ago(lock.other.since) };
  return (
    <div className={classes.notice} role="status" data-strong={lock.lost || undefined}>
      <LockIcon size={16} aria-hidden="true" className={classes.icon ?? ''} />
      <div className={classes.text}>
        <p>
          <bdi>{lock.lost ? t('reviewing.lock.lost', words) : t('reviewing.lock.other', words)}</bdi>
        </p>
        {kept > 0 && <p>{t('reviewing.lock.kept', { count: kept })}</p>}
      </div>
      {mayTakeOver && (
        <Button size="xs" variant="default" loading={lock.takingOver} onClick={lock.takeOver}>
          {t('reviewing.lock.takeOver')}
        </Button>
      )}
    </div>
  );
}
