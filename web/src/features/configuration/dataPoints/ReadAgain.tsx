/** After saving: the change holds for files sent from now on, and for those that wait if they are read again. */
import { Button, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Fault } from '../../../ui/Fault';
import { useReadAgain, waitingQuery } from './api';
import classes from './DataPointsTab.module.css';

export function ReadAgain({ processId }: { processId: string }) {
  const { t } = useTranslation();
  const waiting = useQuery(waitingQuery(processId)).data ?? [];
  const [done, setDone] = useState(0);
  const again = useReadAgain(processId, setDone);
  return (
    <div className={classes.saved} role="status">
      <Text size="sm">{again.isSuccess ? t('points.onTheirWay', { count: done }) : t('points.saved')}</Text>
      {again.isPending && <Text size="sm">{t('points.progress', { done, count: waiting.length })}</Text>}
      {again.error && <Fault error={again.error} />}
      {waiting.length > 0 && !again.isSuccess && (
        <Button variant="default" size="xs" loading={again.isPending} onClick={() => again.mutate(waiting)}>
          {t('points.readAgain', { count: waiting.length })}
        </Button>
      )}
    </div>
  );
}
