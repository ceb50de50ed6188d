/** The processes as rows, for those who have many. */
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { type Column, DataTable } from '../../../ui/DataTable';
import type { Process, ProcessStatistics } from '../api';
import { LearningState } from './LearningState';
import { ProcessMenu } from './ProcessMenu';
import classes from './ProcessTable.module.css';
import { Touchless } from './Touchless';

type Props = {
  list: readonly Process[] | undefined;
  numbers: ReadonlyMap<string, ProcessStatistics> | undefined;
};

export function ProcessTable({ list, numbers }: Props) {
  const { t, i18n } = useTranslation();
  const number = (process: Process, of: 'waiting' | 'today' | 'total') => {
    const value = numbers?.get(process.id)?.[of];
    return value === undefined ? '–' : new Intl.NumberFormat(i18n.language).format(value);
  };
  const columns: Column<Process>[] = [
    {
      id: 'name',
      header: t('overview.name'),
      cell: (process) => (
        <Link
          to="/queue/$processId"
          params={{ processId: process.id }}
          className={classes.name}
          data-tour={`process ${process.id}`}
        >
          <bdi>{process.name}</bdi>
        </Link>
      ),
    },
    { id: 'type', header: t('overview.type'), width: '150px', cell: ({ typeName }) => typeName },
    {
      id: 'waiting',
      header: t('dashboard.waiting'),
      align: 'right',
      width: '110px',
      cell: (it) => number(it, 'waiting'),
    },
    {
      id: 'today',
      header: t('overview.today'),
      align: 'right',
      width: '80px',
      cell: (it) => number(it, 'today'),
    },
    {
      id: 'total',
      header: t('overview.total'),
      align: 'right',
      width: '90px',
      cell: (it) => number(it, 'total'),
    },
    {
      id: 'touchless',
      header: t('overview.touchlessHead'),
      width: '230px',
      cell: ({ id }) => {
        const found = numbers?.get(id);
        return found && <Touchless numbers={found} />;
      },
    },
    {
      id: 'learning',
      header: t('overview.learning'),
      width: '190px',
      cell: ({ id }) => {
        const found = numbers?.get(id);
        return found && <LearningState learning={found.learning} />;
      },
    },
    {
      id: 'actions',
      header: t('queue.actions'),
      hidden: true,
      width: '52px',
      align: 'right',
      cell: (process) => <ProcessMenu process={process} />,
    },
  ];
  return <DataTable caption={t('dashboard.title')} columns={columns} rows={list} rowKey={({ id }) => id} />;
}
