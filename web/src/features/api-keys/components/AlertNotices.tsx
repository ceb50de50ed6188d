/** Open alerts about keys: what was seen, with which key, and a way to say that somebody has looked. */
import { Button, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { CalendarClock, ShieldAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { sentence } from '../../../ui/sentence';
import { tellFault } from '../../../ui/tellFault';
import { useWhen } from '../../../ui/useWhen';
import { type Alert, openAlertsQuery, useAcknowledge } from '../api';
import classes from './AlertNotices.module.css';

const TITLES: Record<string, 'alert.newNetwork' | 'alert.refusals' | 'alert.volume' | 'alert.expiring'> = {
  new_network: 'alert.newNetwork',
  refusals: 'alert.refusals',
  volume: 'alert.volume',
  expiring: 'alert.expiring',
};

export function AlertNotices() {
  const { t } = useTranslation();
  const alerts = useQuery(openAlertsQuery).data?.alerts ?? [];
  if (alerts.length === 0) return null;
  return (
    <section aria-label={t('alert.label')}>
      <ul className={classes.list}>
        {alerts.map((alert) => (
          <Notice key={alert.id} alert={alert} />
        ))}
      </ul>
    </section>
  );
}

function Notice({ alert }: { alert: Alert }) {
  const { t } = useTranslation();
  const when = useWhen();
  const acknowledge = useAcknowledge();
  const name = alert.apiKeyName ?? t('alert.goneKey');
  const title = TITLES[alert.kind];
  const Icon = alert.kind === 'expiring' ? CalendarClock : ShieldAlert;
  return (
    <li className={classes.notice}>
      <Icon size={18} aria-hidden="true" className={classes.icon} />
      <div className={classes.words}>
        <Text fw={550}>{title ? t(title, { name }) : name}</Text>
        <Text size="sm">
          {sentence(alert.message)}{' '}
          <Text span size="xs" c="dimmed" title={when.exact(alert.createdAt)}>
            {when.ago(alert.createdAt)}
          </Text>
        </Text>
      </div>
      <Button
        variant="default"
        size="xs"
        aria-label={t('alert.acknowledgeFor', { name })}
        loading={acknowledge.isPending}
        onClick={() => acknowledge.mutate(alert.id, { onError: (error) => tellFault(error) })}
      >
        {t('alert.acknowledge')}
      </Button>
    </li>
  );
}
