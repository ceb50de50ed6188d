/** A process: what it is, how much went through it, and what waits for a person. */
import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useWhen } from '../../../ui/useWhen';
import { countQuery, type Process } from '../api';
import classes from './ProcessCard.module.css';
import { ProcessMenu } from './ProcessMenu';
import { TypeGlyph } from './TypeGlyph';

export function ProcessCard({ process }: { process: Process }) {
  const { t } = useTranslation();
  const when = useWhen();
  const waiting = useQuery(countQuery(process.id, 'Needs Review')).data;
  return (
    <li className={classes.card}>
      <div className={classes.top}>
        <TypeGlyph typeName={process.typeName} />
        <div className={classes.names}>
          <Link to="/queue/$processId" params={{ processId: process.id }} className={classes.name}>
            {process.name}
          </Link>
          <Text size="sm" c="dimmed">
            {process.typeName}
            {process.status === 'Training' && ` · ${t('dashboard.training')}`}
          </Text>
        </div>
        <ProcessMenu process={process} />
      </div>
      <dl className={classes.numbers}>
        <div>
          <dt>{t('dashboard.collections')}</dt>
          <dd>{process.usage ?? 0}</dd>
        </div>
        <div data-waiting={(waiting ?? 0) > 0 || undefined}>
          <dt>{t('dashboard.waiting')}</dt>
          <dd>{waiting ?? '–'}</dd>
        </div>
        <div>
          <dt>{t('dashboard.updated')}</dt>
          <dd className={classes.small} title={when.exact(process.lastUpdated)}>
            {when.ago(process.lastUpdated)}
          </dd>
        </div>
      </dl>
    </li>
  );
}
