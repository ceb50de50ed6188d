/** Whether files of a process hold several documents each, and which classes documents can be of. */
import { Skeleton, Switch, Text } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { client, unwrap } from '../../api/client';
import { keys, queryClient } from '../../api/queries';
import { Fault } from '../../ui/Fault';
import { notify } from '../../ui/notify';
import { Section } from '../../ui/Section';
import { tellFault } from '../../ui/tellFault';
import type { Process } from '../processes/api';
import { meQuery } from '../session/api';
import { mayInProcess } from '../session/may';
import { configQuery } from '../supervision/api';
import { ClassTable } from './components/ClassTable';

function useSetSplit(processId: string) {
  return useMutation({
    mutationFn: (split: boolean) =>
      unwrap(
        client.PUT('/processes/{process_id}/config', {
          params: { path: { process_id: processId } },
          body: { split },
        }),
      ),
    onSuccess: (config) => {
      queryClient.setQueryData(keys.config(processId), config);
      return queryClient.invalidateQueries({ queryKey: keys.process(processId), exact: true });
    },
  });
}

export function SplittingTab({ process }: { process: Process }) {
  const { t } = useTranslation();
  const me = useQuery(meQuery).data;
  const config = useQuery(configQuery(process.id));
  const { mutate, isPending, variables } = useSetSplit(process.id);
  const may = mayInProcess(me, process, 'workspace.process:update');
  if (config.error) return <Fault error={config.error} onRetry={() => void config.refetch()} />;
  if (!config.data) return <Skeleton height={160} />;
  const change = (split: boolean) =>
    mutate(split, {
      onSuccess: () => notify({ message: t(split ? 'splitting.on' : 'splitting.off') }),
      onError: tellFault,
    });
  return (
    <>
      <Section title={t('splitting.title')} text={t('splitting.text')}>
        <Switch
          label={t('splitting.switch')}
          description={t('splitting.switchText')}
          checked={isPending ? variables : config.data.split}
          disabled={!may || isPending}
          onChange={(event) => change(event.currentTarget.checked)}
        />
        {!may && (
          <Text size="sm" c="dimmed" mt="sm">
            {t('splitting.mayNot')}
          </Text>
        )}
      </Section>
      <Section title={t('classes.title')} text={t('classes.text')}>
        <ClassTable process={process} />
      </Section>
      <Section title={t('splitting.how')}>
        <Text size="sm">{t('splitting.howText')}</Text>
        <Text size="sm" mt="xs">
          {t('splitting.correct')}
        </Text>
      </Section>
    </>
  );
}
