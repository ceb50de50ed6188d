/** Requests by day as stacked bars; the same numbers stand in a table for those who do not see them. */
import { Text, VisuallyHidden } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { UsageDay } from '../api';
import { barsOf, monthStarts, OUTCOMES, scaleEnd, totalOf, totals } from '../usage';
import classes from './UsageChart.module.css';

const NAMES = {
  succeeded: 'apiKeys.succeeded',
  refused: 'apiKeys.refused',
  failed: 'apiKeys.failed',
} as const;

/** Sizes in the drawing's own units; it stretches with its frame. */
const WIDTH = 560;
const HEIGHT = 130;
const LEFT = 40;
const BELOW = 20;
const ABOVE = 8;

/** `2026-11-24` as a date in the reader's language; the server counts days in UTC. */
function useDays() {
  const { i18n } = useTranslation();
  const as = (options: Intl.DateTimeFormatOptions) => {
    const format = new Intl.DateTimeFormat(i18n.language, { timeZone: 'UTC', ...options });
    return (day: string) => format.format(new Date(`${day}T00:00:00Z`));
  };
  return { full: as({ dateStyle: 'medium' }), month: as({ month: 'short' }) };
}

export function UsageChart({ days }: { days: UsageDay[] }) {
  const { t, i18n } = useTranslation();
  const number = new Intl.NumberFormat(i18n.language);
  const sums = totals(days);
  const all = OUTCOMES.reduce((sum, outcome) => sum + sums[outcome], 0);
  return (
    <figure className={classes.figure}>
      <figcaption className={classes.head}>
        <Text fw={600}>
          {t('apiKeys.requestsIn', { count: all, requests: number.format(all), days: days.length })}
        </Text>
        <ul className={classes.legend}>
          {OUTCOMES.map((outcome) => (
            <li key={outcome}>
              <span className={classes.swatch} data-outcome={outcome} aria-hidden="true" />
              {t(NAMES[outcome])} <b>{number.format(sums[outcome])}</b>
            </li>
          ))}
        </ul>
      </figcaption>
      <Drawing days={days} />
      <VisuallyHidden>
        <Numbers days={days} />
      </VisuallyHidden>
    </figure>
  );
}

function Drawing({ days }: { days: UsageDay[] }) {
  const { t, i18n } = useTranslation();
  const name = useDays();
  const end = scaleEnd(Math.max(0, ...days.map(totalOf)));
  const step = (WIDTH - LEFT) / Math.max(1, days.length);
  const number = new Intl.NumberFormat(i18n.language, { notation: 'compact' });
  const words = (day: UsageDay) =>
    [name.full(day.day), ...OUTCOMES.map((outcome) => `${t(NAMES[outcome])}: ${day[outcome]}`)].join('\n');
  return (
    <svg viewBox={`0 0 ${WIDTH} ${ABOVE + HEIGHT + BELOW}`} className={classes.chart} aria-hidden="true">
      <g transform={`translate(0 ${ABOVE})`}>
        {[0, end / 2, end].map((value) => (
          <g key={value} transform={`translate(0 ${HEIGHT - (value / end) * HEIGHT})`}>
            <line x1={LEFT} x2={WIDTH} className={classes.grid} />
            <text x={LEFT - 8} dy="0.32em" textAnchor="end" className={classes.label}>
              {number.format(value)}
            </text>
          </g>
        ))}
        {days.map((day, at) => (
          <g key={day.day} transform={`translate(${LEFT + at * step} 0)`} className={classes.day}>
            <title>{words(day)}</title>
            <rect width={step} height={HEIGHT} className={classes.ground} />
            {barsOf(day, end, HEIGHT).map(({ outcome, y, height }) => (
              <rect
                key={outcome}
                x={step * 0.12}
                width={step * 0.76}
                y={y}
                height={height}
                data-outcome={outcome}
                className={classes.bar}
              />
            ))}
          </g>
        ))}
        {monthStarts(days).map(({ at, day }) => (
          <text key={day} x={LEFT + at * step} y={HEIGHT + 15} className={classes.label}>
            {name.month(day)}
          </text>
        ))}
      </g>
    </svg>
  );
}

/** Days with requests only: eighty rows of zeros say nothing. */
function Numbers({ days }: { days: UsageDay[] }) {
  const { t } = useTranslation();
  const name = useDays();
  return (
    <table>
      <caption>{t('apiKeys.chartTable')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('apiKeys.day')}</th>
          {OUTCOMES.map((outcome) => (
            <th key={outcome} scope="col">
              {t(NAMES[outcome])}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {days
          .filter((day) => totalOf(day) > 0)
          .map((day) => (
            <tr key={day.day}>
              <th scope="row">{name.full(day.day)}</th>
              {OUTCOMES.map((outcome) => (
                <td key={outcome}>{day[outcome]}</td>
              ))}
            </tr>
          ))}
      </tbody>
    </table>
  );
}
