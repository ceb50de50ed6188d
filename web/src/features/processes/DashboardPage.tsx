/** The first screen: every process as a card. */
import { Button, SimpleGrid, Skeleton, Text, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useTitle } from '../../app/useTitle';
import { EmptyState } from '../../ui/EmptyState';
import { Fault } from '../../ui/Fault';
import { type Process, processesQuery } from './api';
import { CreateProcessDialog } from './components/CreateProcessDialog';
import { ProcessCard } from './components/ProcessCard';
import classes from './DashboardPage.module.css';

export function DashboardPage() {
  const { t } = useTranslation();
  useTitle(t('dashboard.title'));
  const processes = useQuery(processesQuery);
  const [open, dialog] = useDisclosure(false);
  const list = processes.data?.processes;

  return (
    <div className={classes.page}>
      <div className={classes.head}>
        <div>
          <Title order={1}>{t('dashboard.title')}</Title>
          <Text c="dimmed">{t('dashboard.text')}</Text>
        </div>
        {list && list.length > 0 && (
          <Button leftSection={<Plus size={16} />} onClick={dialog.open}>
            {t('dashboard.create')}
          </Button>
        )}
      </div>
      {processes.error ? (
        <Fault error={processes.error} onRetry={() => void processes.refetch()} />
      ) : (
        <Cards list={list} onCreate={dialog.open} />
      )}
      <CreateProcessDialog opened={open} onClose={dialog.close} />
    </div>
  );
}

function Cards({ list, onCreate }: { list: Process[] | undefined; onCreate: () => void }) {
  const { t } = useTranslation();
  if (list?.length === 0) {
    return (
      <EmptyState
        title={t('dashboard.empty')}
        text={t('dashboard.emptyText')}
        action={
          <Button leftSection={<Plus size={16} />} onClick={onCreate}>
            {t('dashboard.create')}
          </Button>
        }
      />
    );
  }
  return (
    <SimpleGrid
      component="ul"
      type="container"
      className={classes.cards}
      cols={{ base: 1, '620px': 2, '1080px': 3 }}
      spacing="md"
    >
      {list
        ? list.map((process) => <ProcessCard key={process.id} process={process} />)
        : ['a', 'b', 'c'].map((key) => (
            <li key={key}>
              <Skeleton height={148} radius="md" />
            </li>
          ))}
    </SimpleGrid>
  );
}
