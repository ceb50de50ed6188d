/** How much the organization keeps, by process, and how much came in, by month. */
import { Skeleton, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { bytes } from '../../ui/bytes';
import { type Column, DataTable } from '../../ui/DataTable';
import { EmptyState } from '../../ui/EmptyState';
import { Fault } from '../../ui/Fault';
import { Section } from '../../ui/Section';
import { type Usage, usageQuery } from '../system/api';
import { MonthChart } from './components/MonthChart';
import classes from './UsageTab.module.css';

export function UsageTab() {
  const usage = useQuery(usageQuery);
  if (usage.error) return <Fault error={usage.error} onRetry={() => void usage.refetch()} />;
  if (!usage.data) return <Skeleton height={320} />;
  return (
    <>
      <Sums usage={usage.data} />
      <Months usage={usage.data} />
      <Processes usage={usage.data} />
    </>
  );
}

function Sums({ usage }: { usage: Usage }) {
  const { t, i18n } = useTranslation();
  const sum = (of: (one: Usage['processes'][number]) => number) =>
    usage.processes.reduce((all, one) => all + of(one), 0);
  const count = (number: number) => new Intl.NumberFormat(i18n.language).format(number);
  const size = (number: number) => bytes(number, i18n.language);
  const facts: [string, string][] = [
    [t('usage.collections'), count(sum((one) => one.collections))],
    [t('usage.pages'), count(sum((one) => one.pages))],
    [t('usage.files'), size(sum((one) => one.bytes))],
    [t('usage.models'), size(usage.modelBytes)],
    [t('usage.exports'), size(usage.exportBytes)],
  ];
  return (
    <dl className={classes.sums}>
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Months({ usage }: { usage: Usage }) {
  const { t } = useTranslation();
  return (
    <Section title={t('usage.months')} text={t('usage.monthsText')}>
      <MonthChart months={usage.months} />
    </Section>
  );
}

function Processes({ usage }: { usage: Usage }) {
  const { t, i18n } = useTranslation();
  const count = (number: number) => new Intl.NumberFormat(i18n.language).format(number);
  const columns: Column<Usage['processes'][number]>[] = [
    {
      id: 'name',
      header: t('usage.process'),
      cell: ({ processId, name }) => (
        <Link to="/queue/$processId" params={{ processId }} className={classes.name} dir="auto">
          {name}
        </Link>
      ),
    },
    {
      id: 'collections',
      header: t('usage.collections'),
      align: 'right',
      width: '140px',
      cell: (one) => count(one.collections),
    },
    {
      id: 'pages',
      header: t('usage.pages'),
      align: 'right',
      width: '110px',
      cell: (one) => count(one.pages),
    },
    {
      id: 'bytes',
      header: t('usage.files'),
      align: 'right',
      width: '110px',
      cell: (one) => bytes(one.bytes, i18n.language),
    },
  ];
  return (
    <Section title={t('usage.byProcess')} text={t('usage.byProcessText')}>
      <DataTable
        caption={t('usage.byProcess')}
        columns={columns}
        rows={usage.processes}
        rowKey={(one) => one.processId}
        empty={<EmptyState compact title={t('usage.empty')} text={t('usage.emptyText')} />}
        narrow
      />
      <Text size="xs" c="dimmed" mt="xs">
        {t('usage.note')}
      </Text>
    </Section>
  );
}
