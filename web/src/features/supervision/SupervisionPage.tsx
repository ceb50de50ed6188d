/** One collection: its pages beside what was found on them. This file decides whether there is something to show. */
import { Box, Button, Loader, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../../api/client';
import { keys, queryClient } from '../../api/queries';
import { InHead } from '../../app/HeadSlot';
import { useTitle } from '../../app/useTitle';
import { EmptyState } from '../../ui/EmptyState';
import { Fault } from '../../ui/Fault';
import { Path } from '../../ui/Path';
import { StatusBadge } from '../../ui/StatusBadge';
import { sentence } from '../../ui/sentence';
import { processQuery } from '../processes/api';
import { faultsOf, hasResults, isBusy } from '../queue/list';
import { collectionQuery, configQuery, resultsQuery } from './api';
import classes from './SupervisionPage.module.css';
import { Workspace } from './Workspace';

const route = getRouteApi('/signed-in/supervision/$collectionId');

type Collection = Schemas['Collection'];

export function SupervisionPage() {
  const { collectionId } = route.useParams();
  const collection = useQuery(collectionQuery(collectionId));
  useTitle(collection.data?.name);
  if (!collection.data) {
    return collection.error ? (
      <Sorry error={collection.error} onRetry={() => void collection.refetch()} />
    ) : (
      <Waiting />
    );
  }
  // Another collection is another piece of work: nothing of the last one is kept. What was shown stays when it cannot
  // be asked for any more, because somebody may have typed into it.
  const isShown = hasResults(collection.data) || collection.data.rejection !== null;
  return isShown ? (
    <Ready key={collectionId} collection={collection.data} fault={collection.error} />
  ) : (
    <NotReady collection={collection.data} />
  );
}

function Ready({ collection, fault }: { collection: Collection; fault: Error | null }) {
  const results = useQuery(resultsQuery(collection.id));
  const config = useQuery(configQuery(collection.processId));
  const error = results.error ?? config.error;
  if (!results.data || !config.data) {
    if (!error) return <Waiting />;
    return <Sorry error={error} onRetry={() => void Promise.all([results.refetch(), config.refetch()])} />;
  }
  return (
    <Workspace
      collection={collection}
      results={results.data}
      dataPoints={config.data.dataPoints}
      fault={fault ?? results.error}
    />
  );
}

function NotReady({ collection }: { collection: Collection }) {
  const { t } = useTranslation();
  const process = useQuery(processQuery(collection.processId)).data;
  const faults = faultsOf(collection);
  const { id } = collection;
  // When the work on it is done, nothing of the results of before may be shown: its documents may be others.
  useEffect(() => () => queryClient.removeQueries({ queryKey: keys.results(id) }), [id]);
  const back = (
    <Button
      component={Link}
      to="/queue/$processId"
      params={{ processId: collection.processId } as never}
      variant="default"
    >
      {t('supervision.toQueue')}
    </Button>
  );
  return (
    <>
      <InHead>
        <Path process={process} here={collection.name} />
        <StatusBadge status={collection.status} />
      </InHead>
      {isBusy(collection) ? (
        <EmptyState
          title={t('supervision.busy')}
          text={t('supervision.busyText', { percent: collection.progress })}
          action={back}
        />
      ) : (
        <EmptyState
          title={t('supervision.nothing')}
          text={
            faults.map((fault) => `${sentence(fault.message)} ${sentence(fault.action)}`).join(' ') ||
            t('supervision.stoppedText')
          }
          action={back}
        />
      )}
    </>
  );
}

function Waiting() {
  const { t } = useTranslation();
  return (
    <output className={classes.waiting}>
      <Loader size="sm" />
      <Text c="dimmed">{t('supervision.loading')}</Text>
    </output>
  );
}

function Sorry({ error, onRetry }: { error: Error; onRetry: () => void }) {
  return (
    <Box maw={640} mx="auto" mt={64} px="md">
      <Fault error={error} onRetry={onRetry} />
    </Box>
  );
}
