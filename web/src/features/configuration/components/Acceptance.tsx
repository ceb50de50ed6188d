/** How many of the values that are accepted without a person may be wrong, and what that comes to. */
import { SegmentedControl, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { CircleCheck, CircleSlash, Hourglass } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Fault } from '../../../ui/Fault';
import { Tag } from '../../../ui/Tag';
import type { Process } from '../../processes/api';
import { meQuery } from '../../session/api';
import { mayInProcess } from '../../session/may';
import classes from '../LearningTab.module.css';
import { type Learning, promiseOf, TARGETS } from '../learning';
import { useSetLearning } from '../learningApi';
import { usePercent } from './usePercent';

/** What stands for "a person accepts everything" among the choices. */
const NEVER = 'never';

export function Acceptance({ process, learning }: { process: Process; learning: Learning }) {
  const { t } = useTranslation();
  const percent = usePercent();
  const me = useQuery(meQuery).data;
  const set = useSetLearning(process.id);
  const mayChange = mayInProcess(me, process, 'workspace.process:update');
  const choices = [
    { value: NEVER, label: t('acceptance.never') },
    ...TARGETS.map((target) => ({ value: String(target), label: percent(target) })),
  ];
  return (
    <div className={classes.switches}>
      {set.error && <Fault error={set.error} />}
      <SegmentedControl
        aria-label={t('acceptance.title')}
        data={choices}
        value={String(learning.targetError ?? NEVER)}
        disabled={!mayChange || !learning.enabled || set.isPending}
        onChange={(value) => set.mutate({ targetError: value === NEVER ? null : Number(value) })}
      />
      <div className={classes.line} aria-live="polite">
        <State learning={learning} />
      </div>
    </div>
  );
}

function State({ learning }: { learning: Learning }) {
  const { t } = useTranslation();
  const percent = usePercent();
  const { state, threshold } = learning.acceptance;
  if (state === 'off') {
    return (
      <>
        <Tag tone="quiet" icon={CircleSlash}>
          {t('acceptance.off')}
        </Tag>
        <Text size="sm">{t('acceptance.offText')}</Text>
      </>
    );
  }
  if (state === 'on' && threshold !== null) {
    return (
      <>
        <Tag tone="sure" icon={CircleCheck}>
          {t('acceptance.on')}
        </Tag>
        <Text size="sm">{t('acceptance.onText', { threshold: percent(threshold) })}</Text>
      </>
    );
  }
  return (
    <>
      <Tag tone="check" icon={Hourglass}>
        {t('acceptance.notPromised')}
      </Tag>
      <Why learning={learning} />
    </>
  );
}

function Why({ learning }: { learning: Learning }) {
  const { t } = useTranslation();
  const promise = promiseOf(learning);
  const said = () => {
    if (!promise) return t('acceptance.nothingLearned');
    if (promise.withdrawn) return t('acceptance.withdrawn', promise.withdrawn);
    const { values, needed } = promise;
    return needed === null
      ? t('acceptance.notReached', { values })
      : t('acceptance.tooFew', { values, needed });
  };
  return <Text size="sm">{said()}</Text>;
}
