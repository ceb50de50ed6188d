/** A process: what it is, what waits for a person, how well it reads, and how far its learning came. */
import { Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Process, ProcessStatistics } from '../api';
import { LearningState } from './LearningState';
import classes from './ProcessCard.module.css';
import { ProcessMenu } from './ProcessMenu';
import { Touchless } from './Touchless';
import { TypeGlyph } from './TypeGlyph';

type Props = { process: Process; numbers: ProcessStatistics | undefined };

export function ProcessCard({ process, numbers }: Props) {
  const { t, i18n } = useTranslation();
  const number = (value: number | undefined) =>
    value === undefined ? '–' : new Intl.NumberFormat(i18n.language).format(value);
  return (
    <li className={classes.card} data-tour={`process ${process.id}`}>
      <div className={classes.top}>
        <TypeGlyph typeName={process.typeName} />
        <div className={classes.names}>
          <Link to="/queue/$processId" params={{ processId: process.id }} className={classes.name}>
            <bdi>{process.name}</bdi>
          </Link>
          <Text size="sm" c="dimmed">
            {process.typeName}
          </Text>
        </div>
        <ProcessMenu process={process} />
      </div>
      <dl className={classes.numbers}>
        <div data-waiting={(numbers?.waiting ?? 0) > 0 || undefined}>
          <dt>{t('dashboard.waiting')}</dt>
          <dd>{number(numbers?.waiting)}</dd>
        </div>
        <div>
          <dt>{t('overview.today')}</dt>
          <dd>{number(numbers?.today)}</dd>
        </div>
        <div>
          <dt>{t('overview.total')}</dt>
          <dd>{number(numbers?.total)}</dd>
        </div>
      </dl>
      {numbers && (
        <div className={classes.foot}>
          <Touchless numbers={numbers} />
          <LearningState learning={numbers.learning} />
        </div>
      )}
    </li>
  );
}
