/** How far the learning of a process came, in one line. */
import { GraduationCap, LoaderCircle } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useWhen } from '../../../ui/useWhen';
import type { ProcessStatistics } from '../api';
import classes from './LearningState.module.css';

type Learning = ProcessStatistics['learning'];

export function LearningState({ learning }: { learning: Learning }) {
  const { t } = useTranslation();
  const when = useWhen();
  const isBusy = learning.state !== 'idle';
  const Icon = isBusy ? LoaderCircle : GraduationCap;
  const words = () => {
    if (isBusy) return t('overview.training');
    if (!learning.enabled) return t('overview.notLearning');
    if (learning.documents === null) return t('overview.nothingLearned');
    return t('overview.learned', { count: learning.documents });
  };
  return (
    <span className={classes.state} data-busy={isBusy || undefined}>
      <Icon size={14} aria-hidden="true" className={classes.icon} />
      {words()}
      {!isBusy && learning.trainedAt && (
        <time dateTime={learning.trainedAt} title={when.exact(learning.trainedAt)}>
          · {when.ago(learning.trainedAt)}
        </time>
      )}
    </span>
  );
}
