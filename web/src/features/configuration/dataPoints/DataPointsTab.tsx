/** What a process asks for: data points are added, changed, ordered and removed, and saved together. */
import { Button, Group, Skeleton, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useBlocker } from '@tanstack/react-router';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ConfirmDialog } from '../../../ui/ConfirmDialog';
import { EmptyState } from '../../../ui/EmptyState';
import { Fault } from '../../../ui/Fault';
import { notify } from '../../../ui/notify';
import { type Process, processTypesQuery } from '../../processes/api';
import { meQuery } from '../../session/api';
import { mayInProcess } from '../../session/may';
import { configQuery } from '../../supervision/api';
import { useResetConfig, useSaveDataPoints } from './api';
import classes from './DataPointsTab.module.css';
import { type DataPoint, emptyPoint, isSame } from './draft';
import { PointDrawer } from './PointForm';
import { PointList } from './PointList';
import { ReadAgain } from './ReadAgain';

export function DataPointsTab({ process }: { process: Process }) {
  const config = useQuery(configQuery(process.id));
  const types = useQuery(processTypesQuery);
  if (config.error) return <Fault error={config.error} onRetry={() => void config.refetch()} />;
  if (types.error) return <Fault error={types.error} onRetry={() => void types.refetch()} />;
  if (!config.data || !types.data) return <Skeleton height={220} />;
  const type = types.data.processTypes.find(({ id }) => id === process.typeId);
  // A version that somebody else made is a new start; what was typed here is kept until it is saved or discarded.
  return (
    <Editor
      process={process}
      saved={config.data.dataPoints}
      configId={config.data.configId}
      readyMade={type?.dataPoints ?? []}
    />
  );
}

type Props = {
  process: Process;
  saved: readonly DataPoint[];
  configId: string;
  readyMade: readonly DataPoint[];
};

/** `point` stays until the next one, so that the panel keeps its words while it closes; `count` makes each one new. */
type Panel = { opened: boolean; point: DataPoint | null; count: number };

function Editor({ process, saved, configId, readyMade }: Props) {
  const { t } = useTranslation();
  const me = useQuery(meQuery).data;
  const [draft, setDraft] = useState<{ points: readonly DataPoint[]; basedOn: string } | null>(null);
  const [panel, setPanel] = useState<Panel>({ opened: false, point: null, count: 0 });
  const open = (point: DataPoint) => setPanel(({ count }) => ({ opened: true, point, count: count + 1 }));
  const [savedNow, setSavedNow] = useState(false);
  const save = useSaveDataPoints(process.id);
  const mayChange = mayInProcess(me, process, 'workspace.process:update');
  const points = draft?.points ?? saved;
  const isDirty = draft !== null && !isSame(draft.points, saved);
  const change = (next: readonly DataPoint[]) => {
    setSavedNow(false);
    setDraft((before) => ({ points: next, basedOn: before?.basedOn ?? configId }));
  };
  const close = () => setPanel((before) => ({ ...before, opened: false }));
  const submit = (point: DataPoint) => {
    const isKnown = points.some(({ name }) => name === point.name);
    change(isKnown ? points.map((one) => (one.name === point.name ? point : one)) : [...points, point]);
    close();
  };
  const remove = (point: DataPoint) => {
    const before = points;
    change(points.filter(({ name }) => name !== point.name));
    notify({
      message: (
        <Group justify="space-between">
          {t('points.removed', { label: point.label })}
          <Button variant="subtle" size="xs" onClick={() => change(before)}>
            {t('points.undo')}
          </Button>
        </Group>
      ),
    });
  };
  const store = () =>
    save.mutate(
      { configId: draft?.basedOn ?? configId, dataPoints: [...points] },
      {
        onSuccess: () => {
          setDraft(null);
          setSavedNow(true);
        },
      },
    );
  return (
    <>
      <div className={classes.head} data-tour="configuration">
        <Text c="dimmed" maw={620}>
          {t('points.text')}
        </Text>
        {mayChange && (
          <Group gap={8} wrap="nowrap">
            {readyMade.length > 0 && <Reset process={process} onReset={() => setDraft(null)} />}
            <Button leftSection={<Plus size={16} />} onClick={() => open(emptyPoint())}>
              {t('points.add')}
            </Button>
          </Group>
        )}
      </div>
      {points.length === 0 ? (
        <EmptyState title={t('points.empty')} text={t('points.emptyText')} />
      ) : (
        <PointList points={points} mayChange={mayChange} onChange={change} onEdit={open} onRemove={remove} />
      )}
      {savedNow && !isDirty && <ReadAgain processId={process.id} />}
      {save.error && <Fault error={save.error} />}
      {isDirty && (
        <section className={classes.bar} aria-label={t('points.unsaved')}>
          <Text size="sm">{t('points.unsaved')}</Text>
          <Group gap={8}>
            <Button
              variant="default"
              onClick={() => {
                setDraft(null);
                save.reset();
              }}
            >
              {t('points.discard')}
            </Button>
            <Button loading={save.isPending} onClick={store}>
              {t('points.save')}
            </Button>
          </Group>
        </section>
      )}
      <PointDrawer
        key={panel.count}
        opened={panel.opened}
        point={panel.point}
        points={points}
        readyMade={readyMade}
        onClose={close}
        onSubmit={submit}
      />
      <Leaving isDirty={isDirty} />
    </>
  );
}

/** Asks before what is not saved is lost. */
function Leaving({ isDirty }: { isDirty: boolean }) {
  const { t } = useTranslation();
  const blocker = useBlocker({
    shouldBlockFn: () => isDirty,
    enableBeforeUnload: isDirty,
    withResolver: true,
  });
  return (
    <ConfirmDialog
      grave
      opened={blocker.status === 'blocked'}
      onClose={() => blocker.reset?.()}
      title={t('points.leaveTitle')}
      text={t('points.leaveText')}
      submit={t('points.leave')}
      pending={false}
      error={null}
      onSubmit={() => blocker.proceed?.()}
    />
  );
}

function Reset({ process, onReset }: { process: Process; onReset: () => void }) {
  const { t } = useTranslation();
  const [opened, setOpened] = useState(false);
  const reset = useResetConfig(process.id);
  const submit = () =>
    reset.mutate(undefined, {
      onSuccess: () => {
        setOpened(false);
        onReset();
        notify({ message: t('points.wasReset') });
      },
    });
  return (
    <>
      <Button variant="default" onClick={() => setOpened(true)}>
        {t('points.reset')}
      </Button>
      <ConfirmDialog
        grave
        opened={opened}
        onClose={() => setOpened(false)}
        title={t('points.resetTitle')}
        text={t('points.resetText', { type: process.typeName })}
        submit={t('points.reset')}
        pending={reset.isPending}
        error={reset.error}
        onSubmit={submit}
      />
    </>
  );
}
