/** Pages by month as bars; the same numbers stand in a table for those who cannot see bars. */
import { VisuallyHidden } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Usage } from '../../system/api';
import classes from './MonthChart.module.css';

export function MonthChart({ months }: { months: Usage['months'] }) {
  const { t, i18n } = useTranslation();
  const most = Math.max(1, ...months.map(({ pages }) => pages));
  const count = (number: number) => new Intl.NumberFormat(i18n.language).format(number);
  const name = (month: string, style: 'short' | 'long') =>
    new Intl.DateTimeFormat(i18n.language, {
      month: style,
      ...(style === 'long' && { year: 'numeric' }),
      timeZone: 'UTC',
    }).format(new Date(`${month}-01T00:00:00Z`));
  return (
    <>
      <div className={classes.chart} aria-hidden="true">
        {months.map(({ month, collections, pages }) => (
          <div
            key={month}
            className={classes.month}
            title={t('usage.inMonth', {
              month: name(month, 'long'),
              collections: count(collections),
              pages: count(pages),
            })}
          >
            <span className={classes.number}>{pages > 0 ? count(pages) : ''}</span>
            <span className={classes.bar} style={{ height: `${(100 * pages) / most}%` }} />
            <span className={classes.name}>{name(month, 'short')}</span>
          </div>
        ))}
      </div>
      <VisuallyHidden>
        <table>
          <caption>{t('usage.months')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('usage.month')}</th>
              <th scope="col">{t('usage.collections')}</th>
              <th scope="col">{t('usage.pages')}</th>
            </tr>
          </thead>
          <tbody>
            {months.map(({ month, collections, pages }) => (
              <tr key={month}>
                <th scope="row">{name(month, 'long')}</th>
                <td>{count(collections)}</td>
                <td>{count(pages)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </VisuallyHidden>
    </>
  );
}
