/** The share of collections that were accepted without touch in the last 30 days, with a bar for each day. */
import { useTranslation } from 'react-i18next';
import type { ProcessStatistics } from '../api';
import { shareOf } from '../shown';
import classes from './Touchless.module.css';

const [WIDTH, HEIGHT, GAP] = [120, 28, 1];

/** Bars of what was accepted; the strong part of each is what nobody touched. */
function Bars({ days }: Pick<ProcessStatistics, 'days'>) {
  const most = Math.max(...days.map(({ accepted }) => accepted), 1);
  const step = WIDTH / days.length;
  const height = (count: number) => (count === 0 ? 0 : Math.max((count / most) * HEIGHT, 1.5));
  return (
    <svg
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      className={classes.bars}
      aria-hidden="true"
      preserveAspectRatio="none"
    >
      <line x1="0" x2={WIDTH} y1={HEIGHT} y2={HEIGHT} className={classes.ground} />
      {days.map(({ day, accepted, untouched }, at) => (
        <g key={day}>
          <rect
            x={at * step}
            y={HEIGHT - height(accepted)}
            width={step - GAP}
            height={height(accepted)}
            className={classes.touched}
          />
          <rect
            x={at * step}
            y={HEIGHT - height(untouched)}
            width={step - GAP}
            height={height(untouched)}
            className={classes.untouched}
          />
        </g>
      ))}
    </svg>
  );
}

export function Touchless({ numbers }: { numbers: ProcessStatistics }) {
  const { t, i18n } = useTranslation();
  const share = shareOf(numbers);
  const percent = new Intl.NumberFormat(i18n.language, { style: 'percent' }).format(share ?? 0);
  return (
    <div className={classes.touchless} title={t('overview.touchlessText')}>
      {share === null ? (
        <span className={classes.label}>{t('overview.nothingAccepted')}</span>
      ) : (
        <div>
          <span className={classes.share}>{percent}</span>{' '}
          <span className={classes.label}>
            {t('overview.touchless')} ·{' '}
            {t('overview.acceptedOf', { count: numbers.accepted, untouched: numbers.acceptedUntouched })}
          </span>
        </div>
      )}
      <Bars days={numbers.days} />
    </div>
  );
}
