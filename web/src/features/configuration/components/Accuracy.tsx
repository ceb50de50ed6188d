/** How a model did on documents that it had not seen, and what it can promise. */
import { Progress, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import cell from '../../../ui/Cell.module.css';
import { type Column, DataTable } from '../../../ui/DataTable';
import { type DataPointAccuracy, type Model, share, weakestFirst } from '../learning';
import classes from './Accuracy.module.css';
import { useDataPointLabel } from './useDataPointLabel';
import { usePercent } from './usePercent';

export function AccuracyTable({ model }: { model: Model }) {
  const { t } = useTranslation();
  const percent = usePercent();
  const labelOf = useDataPointLabel(model.processId);
  const columns: Column<DataPointAccuracy>[] = [
    {
      id: 'dataPoint',
      header: t('learning.dataPoint'),
      cell: ({ dataPoint }) => <span className={cell.main}>{labelOf(dataPoint)}</span>,
    },
    {
      id: 'share',
      header: t('learning.right'),
      width: '40%',
      cell: (point) => {
        const found = share(point);
        if (found === null) return <span className={cell.quiet}>–</span>;
        return (
          <div className={classes.share}>
            <Progress value={found * 100} aria-hidden="true" className={classes.bar ?? ''} />
            <span>{percent(found)}</span>
          </div>
        );
      },
    },
    {
      id: 'confirmed',
      header: t('learning.confirmed'),
      align: 'right',
      width: '110px',
      cell: ({ confirmed }) => confirmed,
    },
  ];
  if (model.documentsTried === 0) {
    return (
      <Text size="sm" c="dimmed">
        {t('learning.notTried')}
      </Text>
    );
  }
  return (
    <DataTable
      narrow
      caption={t('learning.accuracy')}
      columns={columns}
      rows={weakestFirst(model.dataPoints)}
      rowKey={({ dataPoint }) => dataPoint}
    />
  );
}

export function Guarantees({ model }: { model: Model }) {
  const { t } = useTranslation();
  const percent = usePercent();
  return (
    <dl className={classes.guarantees}>
      {model.guarantees.map((guarantee) => {
        const { target, values, needed, threshold, coverage, withdrawn } = guarantee;
        const sentence = () => {
          if (withdrawn) return t('learning.withdrawn', withdrawn);
          if (threshold !== null && coverage !== null) {
            return t('learning.granted', { threshold: percent(threshold), coverage: percent(coverage) });
          }
          return needed === null
            ? t('learning.notReached', { values })
            : t('learning.tooFew', { values, needed });
        };
        return (
          <div key={target}>
            <dt>{t('learning.atMost', { target: percent(target) })}</dt>
            <dd>{sentence()}</dd>
          </div>
        );
      })}
    </dl>
  );
}
