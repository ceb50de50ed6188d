/** Who sent the collection back, when and why. */
import { Ban } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../../../api/client';
import { useWhen } from '../../../ui/useWhen';
import classes from './Notices.module.css';

export function Rejected({ rejection }: { rejection: Schemas['Rejection'] }) {
  const { t } = useTranslation();
  const { ago } = useWhen();
  return (
    <div className={classes.notice} data-strong={true}>
      <Ban size={16} aria-hidden="true" className={classes.icon ?? ''} />
      <div className={classes.text}>
        <p>{t('reviewing.reject.by', { name: rejection.rejectedByName, when: ago(rejection.rejectedAt) })}</p>
        <p dir="auto">
          <b>{rejection.reason}</b>
        </p>
        <p>{t('reviewing.reject.reopen')}</p>
      </div>
    </div>
  );
}
