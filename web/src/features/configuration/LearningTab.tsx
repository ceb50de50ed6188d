/** What a process learned from accepted documents, how good it is, and whether it goes on. */
import { Button, Skeleton, Switch, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { GraduationCap } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../ui/EmptyState';
import { Fault } from '../../ui/Fault';
import { Section } from '../../ui/Section';
import { Tag } from '../../ui/Tag';
import { useWhen } from '../../ui/useWhen';
import type { Process } from '../processes/api';
import { meQuery } from '../session/api';
import { mayInProcess } from '../session/may';
import { Acceptance } from './components/Acceptance';
import { AccuracyTable, Guarantees } from './components/Accuracy';
import { Suspects, Teachers } from './components/Help';
import { LearningCurve } from './components/LearningCurve';
import { ModelTable } from './components/ModelTable';
import classes from './LearningTab.module.css';
import type { Learning } from './learning';
import { learningQuery, useSetLearning, useTrain } from './learningApi';

export function LearningTab({ process }: { process: Process }) {
  const learning = useQuery(learningQuery(process.id));
  if (learning.error) return <Fault error={learning.error} onRetry={() => void learning.refetch()} />;
  if (!learning.data) return <Skeleton height={220} />;
  return <Loaded process={process} learning={learning.data} />;
}

function Loaded({ process, learning }: { process: Process; learning: Learning }) {
  const { t } = useTranslation();
  const me = useQuery(meQuery).data;
  const model = learning.activeModel;
  const mayRead = mayInProcess(me, process, 'workspace.result:read');
  return (
    <>
      <Section title={t('learning.title')} text={t('learning.text')} tour="learning">
        <Switches process={process} learning={learning} />
        <Progress process={process} learning={learning} />
      </Section>
      <Section title={t('learning.accuracy')} text={t('learning.accuracyText')}>
        {model ? (
          <>
            <AccuracyTable model={model} />
            <Guarantees model={model} />
            <LearningCurve learning={learning} />
          </>
        ) : (
          <EmptyState compact title={t('learning.nothing')} text={t('learning.nothingText')} />
        )}
      </Section>
      <Section title={t('acceptance.title')} text={t('acceptance.text')}>
        <Acceptance process={process} learning={learning} />
      </Section>
      {mayRead && (
        <>
          <Section title={t('teachers.title')} text={t('teachers.text')}>
            <Teachers processId={process.id} />
          </Section>
          <Section title={t('suspects.title')} text={t('suspects.text')}>
            <Suspects processId={process.id} />
          </Section>
        </>
      )}
      <Section title={t('learning.models')} text={t('learning.modelsText', { count: learning.modelsKept })}>
        <ModelTable process={process} />
      </Section>
    </>
  );
}

function Switches({ process, learning }: { process: Process; learning: Learning }) {
  const { t } = useTranslation();
  const me = useQuery(meQuery).data;
  const set = useSetLearning(process.id);
  const mayChange = mayInProcess(me, process, 'workspace.process:update');
  return (
    <div className={classes.switches}>
      {set.error && <Fault error={set.error} />}
      <Switch
        label={t('learning.enabled')}
        description={t('learning.enabledText')}
        checked={learning.enabled}
        disabled={!mayChange || set.isPending}
        onChange={(event) => set.mutate({ enabled: event.currentTarget.checked })}
      />
      <Switch
        label={t('learning.fromEinvoices')}
        description={t('learning.fromEinvoicesText')}
        checked={learning.fromEinvoices}
        disabled={!mayChange || !learning.enabled || set.isPending}
        onChange={(event) => set.mutate({ fromEinvoices: event.currentTarget.checked })}
      />
    </div>
  );
}

function Progress({ process, learning }: { process: Process; learning: Learning }) {
  const { t } = useTranslation();
  const when = useWhen();
  const me = useQuery(meQuery).data;
  const train = useTrain(process.id);
  const isIdle = learning.state === 'idle';
  return (
    <div className={classes.progress} aria-live="polite">
      <div className={classes.line}>
        <Tag tone={isIdle ? 'quiet' : 'busy'} icon={GraduationCap}>
          {t(`learning.state.${learning.state}`)}
        </Tag>
        <Text size="sm">{t('learning.documents', { count: learning.documents })}</Text>
        {isIdle && learning.documentsWaiting > 0 && (
          <Text size="sm">{t('learning.unknown', { count: learning.documentsWaiting })}</Text>
        )}
        {learning.lastEndedAt && (
          <Text size="sm" c="dimmed" title={when.exact(learning.lastEndedAt)}>
            {t('learning.lastEnded', { when: when.ago(learning.lastEndedAt) })}
          </Text>
        )}
      </div>
      {learning.lastError && (
        <Text size="sm" role="alert" className={classes.fault ?? ''}>
          {t('learning.lastError', { error: learning.lastError })}
        </Text>
      )}
      {train.error && <Fault error={train.error} />}
      {mayInProcess(me, process, 'workspace.model:train') && learning.enabled && (
        <Button
          variant="default"
          size="xs"
          disabled={!isIdle || learning.documents === 0}
          loading={train.isPending}
          onClick={() => train.mutate()}
        >
          {t('learning.train')}
        </Button>
      )}
    </div>
  );
}
