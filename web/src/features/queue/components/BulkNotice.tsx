/** How far a bulk action is, and how it went: what was done, what was refused and why. */
import { Button, CloseButton, Progress, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Fault } from '../../../ui/Fault';
import { sentence } from '../../../ui/sentence';
import { reasonsOf } from '../bulk';
import type { BulkRun } from '../useBulk';
import classes from './BulkBar.module.css';

type Props = { run: BulkRun; onStop: () => void; onDismiss: () => void };

export function BulkNotice({ run, onStop, onDismiss }: Props) {
  const { t } = useTranslation();
  const refused = run.outcomes.filter(({ outcome }) => outcome === 'refused').length;
  const done = run.outcomes.length - refused;
  const isRunning = run.state === 'running';
  return (
    <section className={classes.notice} aria-label={t('bulk.result')}>
      <div className={classes.what}>
        <Text size="sm" fw={600} aria-live="polite">
          {isRunning
            ? t('bulk.running', { done: run.outcomes.length, total: run.total })
            : t('bulk.done', { count: done })}
          {refused > 0 && <span className={classes.refused}> · {t('bulk.refused', { count: refused })}</span>}
          {run.state === 'stopped' && ` · ${t('bulk.stopped')}`}
        </Text>
        {isRunning && (
          <Progress
            mt={6}
            size={4}
            value={(100 * run.outcomes.length) / Math.max(run.total, 1)}
            aria-label={t('bulk.progress')}
          />
        )}
        {run.error && <Fault error={run.error} />}
        {!isRunning && refused > 0 && (
          <ul className={classes.reasons}>
            {reasonsOf(run.outcomes).map(({ code, message, count }) => (
              <li key={code}>
                {count} × {sentence(message)}
              </li>
            ))}
          </ul>
        )}
      </div>
      {isRunning ? (
        <Button variant="default" size="compact-sm" onClick={onStop}>
          {t('bulk.stop')}
        </Button>
      ) : (
        <CloseButton aria-label={t('common.close')} onClick={onDismiss} />
      )}
    </section>
  );
}
