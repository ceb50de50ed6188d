/** How the accuracy of a process grew with its confirmed documents, and where that leads. */
import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { chartOf, type Learning } from '../learning';
import classes from './LearningCurve.module.css';
import { usePercent } from './usePercent';

/** In units of the drawing; it is stretched to the width that there is. */
const SIZE = { width: 480, height: 150, left: 44, right: 12, top: 10, bottom: 24 };

export function LearningCurve({ learning }: { learning: Learning }) {
  const { t } = useTranslation();
  const percent = usePercent();
  const chart = chartOf(learning.curve, learning.forecast, SIZE);
  const last = learning.forecast.at(-1);
  const now = learning.curve.at(-1);
  if (!chart || !now) return null;
  const told = last
    ? t('curve.forecast', { documents: last.documents, accuracy: percent(last.accuracy) })
    : t('curve.noForecast');
  return (
    <figure className={classes.figure}>
      <svg
        viewBox={`0 0 ${SIZE.width} ${SIZE.height}`}
        role="img"
        aria-label={t('curve.label', { documents: now.documents, accuracy: percent(now.accuracy) })}
      >
        {chart.rows.map(({ y, share }) => (
          <g key={share}>
            <line className={classes.row} x1={SIZE.left} x2={SIZE.width - SIZE.right} y1={y} y2={y} />
            <text className={classes.mark} x={SIZE.left - 6} y={y + 4} textAnchor="end">
              {percent(share)}
            </text>
          </g>
        ))}
        {chart.columns.map(({ x, documents }) => (
          <text key={documents} className={classes.mark} x={x} y={SIZE.height - 6} textAnchor="middle">
            {documents}
          </text>
        ))}
        {chart.ahead && <path className={classes.ahead} d={chart.ahead} />}
        <path className={classes.line} d={chart.line} />
        {chart.points.map(({ x, y, documents }) => (
          <circle key={documents} className={classes.point} cx={x} cy={y} r={3} />
        ))}
      </svg>
      <figcaption>
        <Text size="sm" c="dimmed">
          {told}
        </Text>
      </figcaption>
    </figure>
  );
}
