/** The first screen: every process as a card or as a row, with what waits and how well it goes. */
import {
  Button,
  SegmentedControl,
  Select,
  SimpleGrid,
  Skeleton,
  Text,
  TextInput,
  Title,
  VisuallyHidden,
} from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { LayoutGrid, Plus, Rows3, Search } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useTitle } from '../../app/useTitle';
import { EmptyState } from '../../ui/EmptyState';
import { Fault } from '../../ui/Fault';
import { meQuery } from '../session/api';
import { mayEverywhere } from '../session/may';
import { Invitation } from '../tour/Invitation';
import { type Process, type ProcessStatistics, processesQuery, statisticsQuery } from './api';
import { CreateProcessDialog } from './components/CreateProcessDialog';
import { ProcessCard } from './components/ProcessCard';
import { ProcessTable } from './components/ProcessTable';
import classes from './DashboardPage.module.css';
import { ORDERS, type Order, processesShown, rememberedShown, rememberShown, type Shown } from './shown';

/** From so many on a search is quicker than looking. */
const WORTH_SEARCHING = 4;

function useShown() {
  const [shown, set] = useState<Shown>(rememberedShown);
  const change = (to: Partial<Shown>) => {
    const next = { ...shown, ...to };
    set(next);
    rememberShown(next);
  };
  return [shown, change] as const;
}

export function DashboardPage() {
  const { t } = useTranslation();
  useTitle(t('dashboard.title'));
  const processes = useQuery(processesQuery);
  const numbers = useQuery(statisticsQuery);
  const me = useQuery(meQuery).data;
  const [open, dialog] = useDisclosure(false);
  const [wanted, search] = useState('');
  const [shown, change] = useShown();
  const list = processes.data?.processes;
  const mayCreate = mayEverywhere(me, 'workspace.process:create');
  const found = list && processesShown(list, numbers.data, wanted, shown.order);

  return (
    <div className={classes.page}>
      <div className={classes.head}>
        <div>
          <Title order={1}>{t('dashboard.title')}</Title>
          <Text c="dimmed">{t('dashboard.text')}</Text>
        </div>
        {mayCreate && list && list.length > 0 && (
          <Button leftSection={<Plus size={16} />} onClick={dialog.open}>
            {t('dashboard.create')}
          </Button>
        )}
      </div>
      <Invitation />
      {list && list.length > 0 && (
        <Controls
          wanted={list.length >= WORTH_SEARCHING ? wanted : null}
          onSearch={search}
          shown={shown}
          onShown={change}
        />
      )}
      {processes.error ? (
        <Fault error={processes.error} onRetry={() => void processes.refetch()} />
      ) : list?.length === 0 ? (
        <NothingYet onCreate={mayCreate ? dialog.open : null} />
      ) : found?.length === 0 ? (
        <EmptyState compact title={t('overview.nothing')} text={t('overview.nothingText')} />
      ) : (
        <Processes list={found} numbers={numbers.data} look={shown.look} />
      )}
      <CreateProcessDialog opened={open} onClose={dialog.close} />
    </div>
  );
}

type ControlsProps = {
  /** `null` where there is nothing to search in. */
  wanted: string | null;
  onSearch: (wanted: string) => void;
  shown: Shown;
  onShown: (to: Partial<Shown>) => void;
};

function Controls({ wanted, onSearch, shown, onShown }: ControlsProps) {
  const { t } = useTranslation();
  const looks = [
    { value: 'cards', label: t('overview.cards'), icon: LayoutGrid },
    { value: 'table', label: t('overview.table'), icon: Rows3 },
  ] as const;
  return (
    <div className={classes.controls}>
      {wanted !== null && (
        <TextInput
          type="search"
          aria-label={t('overview.search')}
          placeholder={t('overview.search')}
          leftSection={<Search size={15} />}
          value={wanted}
          onChange={(event) => onSearch(event.currentTarget.value)}
          w={260}
        />
      )}
      <Select
        aria-label={t('overview.order')}
        allowDeselect={false}
        data={ORDERS.map((value) => ({ value, label: t(`overview.by.${value}`) }))}
        value={shown.order}
        onChange={(order) => onShown({ order: (order ?? 'created') as Order })}
        w={210}
      />
      <SegmentedControl
        className={classes.looks ?? ''}
        aria-label={t('overview.look')}
        value={shown.look}
        onChange={(look) => onShown({ look: look === 'table' ? 'table' : 'cards' })}
        data={looks.map(({ value, label, icon: Icon }) => ({
          value,
          label: (
            <span className={classes.look} title={label}>
              <Icon size={16} aria-hidden="true" />
              <VisuallyHidden>{label}</VisuallyHidden>
            </span>
          ),
        }))}
      />
    </div>
  );
}

function NothingYet({ onCreate }: { onCreate: (() => void) | null }) {
  const { t } = useTranslation();
  return (
    <EmptyState
      title={t('dashboard.empty')}
      text={t(onCreate ? 'dashboard.emptyText' : 'overview.noneAssigned')}
      action={
        onCreate && (
          <Button leftSection={<Plus size={16} />} onClick={onCreate}>
            {t('dashboard.create')}
          </Button>
        )
      }
    />
  );
}

type ProcessesProps = {
  list: readonly Process[] | undefined;
  numbers: ReadonlyMap<string, ProcessStatistics> | undefined;
  look: Shown['look'];
};

function Processes({ list, numbers, look }: ProcessesProps) {
  if (look === 'table') return <ProcessTable list={list} numbers={numbers} />;
  return (
    <SimpleGrid
      component="ul"
      type="container"
      className={classes.cards}
      cols={{ base: 1, '620px': 2, '1080px': 3 }}
      spacing="md"
    >
      {list
        ? list.map((process) => (
            <ProcessCard key={process.id} process={process} numbers={numbers?.get(process.id)} />
          ))
        : ['a', 'b', 'c'].map((key) => (
            <li key={key}>
              <Skeleton height={210} radius="md" />
            </li>
          ))}
    </SimpleGrid>
  );
}
