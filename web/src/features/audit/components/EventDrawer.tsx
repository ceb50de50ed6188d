/** One event of the audit log with everything that is kept about it. */
import { Drawer, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useWhen } from '../../../ui/useWhen';
import type { AuditEvent } from '../api';
import { linesOf } from '../filter';
import classes from './EventDrawer.module.css';

type Props = { event: AuditEvent | null; onClose: () => void };

export function EventDrawer({ event, onClose }: Props) {
  const { t } = useTranslation();
  return (
    <Drawer
      opened={event !== null}
      onClose={onClose}
      position="right"
      size={460}
      title={event && t('audit.event', { number: event.number })}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      {event && <Content event={event} />}
    </Drawer>
  );
}

function Content({ event }: { event: AuditEvent }) {
  const { t } = useTranslation();
  const when = useWhen();
  const lines = linesOf(event.details);
  return (
    <>
      <dl className={classes.facts}>
        <Fact name={t('audit.what')}>
          <code>{event.action}</code>
        </Fact>
        <Fact name={t('audit.when')}>{when.exact(event.at)}</Fact>
        <Fact name={t('audit.who')}>
          {event.actorName || '–'}
          {event.actor && <code className={classes.id}>{event.actor}</code>}
        </Fact>
        <Fact name={t('audit.onWhat')}>
          {[event.objectKind, event.objectName].filter(Boolean).join(' ') || '–'}
          {event.objectId && <code className={classes.id}>{event.objectId}</code>}
        </Fact>
        <Fact name={t('audit.where')}>{event.ip ?? '–'}</Fact>
      </dl>
      {lines.length > 0 && (
        <>
          <Title order={3} mt="lg" mb={6}>
            {t('audit.details')}
          </Title>
          <dl className={classes.facts}>
            {lines.map(([name, value]) => (
              <Fact key={name} name={name}>
                {value}
              </Fact>
            ))}
          </dl>
        </>
      )}
      <Title order={3} mt="lg" mb={6}>
        {t('audit.hash')}
      </Title>
      <code className={classes.hash}>{event.hash}</code>
      <Text size="xs" c="dimmed" mt={6}>
        {t('audit.hashText')}
      </Text>
    </>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}
