/** Under the rows: what the columns of amounts come to, and whether the document says the same. */
import { CircleCheck, TriangleAlert } from 'lucide-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Column } from './Sheet';
import type { Rows } from './sheet';
import { decimal, type Sum, sumOf, type Total } from './sums';
import classes from './TablesView.module.css';

type Props = { rows: Rows; columns: readonly Column[]; totals: readonly Total[] };

/** Sums of prices of single things mean nothing. */
const isSummed = (column: Column) => column.type === 'amount' && !/unit|price|rate/.test(column.name);

export function Sums({ rows, columns, totals }: Props) {
  const { t } = useTranslation();
  const sums = useMemo(
    () =>
      columns.filter(isSummed).flatMap((column) => {
        const sum = sumOf(rows, column.name, totals);
        return sum ? [{ column, sum }] : [];
      }),
    [rows, columns, totals],
  );
  if (sums.length === 0) return null;
  return (
    <section className={classes.sums} aria-label={t('tables.sums')}>
      {sums.map(({ column, sum }) => (
        <p key={column.name}>
          <span>{t('tables.sumOf', { label: column.label })}</span> <b>{decimal(sum.sum)}</b>{' '}
          <Compared sum={sum} />
          {sum.unread > 0 && <span> {t('tables.unread', { count: sum.unread })}</span>}
        </p>
      ))}
    </section>
  );
}

function Compared({ sum }: { sum: Sum }) {
  const { t } = useTranslation();
  if (sum.meets)
    return (
      <span className={classes.meets}>
        <CircleCheck size={14} aria-hidden="true" /> {t('tables.meets', { label: sum.meets.label })}
      </span>
    );
  if (!sum.misses) return null;
  const { total, by } = sum.misses;
  return (
    <span className={classes.misses}>
      <TriangleAlert size={14} aria-hidden="true" />{' '}
      {t(by > 0 ? 'tables.above' : 'tables.below', {
        label: total.label,
        total: total.value,
        by: decimal(Math.abs(by)),
      })}
    </span>
  );
}
