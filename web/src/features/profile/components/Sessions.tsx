/** Where a person is signed in, and ending it there. */
import { Button, Skeleton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { Monitor, Smartphone } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { ConfirmDialog } from '../../../ui/ConfirmDialog';
import { Fault } from '../../../ui/Fault';
import { Tag } from '../../../ui/Tag';
import { tellFault } from '../../../ui/tellFault';
import { useWhen } from '../../../ui/useWhen';
import { type Session, sessionsQuery, useEndOtherSessions, useEndSession } from '../api';
import { deviceFrom } from '../device';
import classes from './Sessions.module.css';

export function Sessions() {
  const sessions = useQuery(sessionsQuery);
  if (sessions.error) return <Fault error={sessions.error} onRetry={() => void sessions.refetch()} />;
  if (!sessions.data) return <Skeleton height={64} />;
  return (
    <>
      <ul className={classes.list}>
        {sessions.data.map((session) => (
          <SessionRow key={session.id} session={session} />
        ))}
      </ul>
      {sessions.data.length > 1 && <EndOthers />}
    </>
  );
}

function useDeviceName() {
  const { t } = useTranslation();
  return (userAgent: string | null) => {
    const { browser, system } = deviceFrom(userAgent);
    if (browser && system) return t('profile.device', { browser, system });
    return browser ?? system ?? t('profile.deviceUnknown');
  };
}

function SessionRow({ session }: { session: Session }) {
  const { t } = useTranslation();
  const when = useWhen();
  const deviceName = useDeviceName();
  const end = useEndSession();
  const name = deviceName(session.userAgent);
  const Icon = deviceFrom(session.userAgent).mobile ? Smartphone : Monitor;
  return (
    <li className={classes.row}>
      <Icon size={20} strokeWidth={1.6} aria-hidden="true" className={classes.icon} />
      <div className={classes.words}>
        <span className={classes.name} title={session.userAgent ?? undefined}>
          {name}
        </span>
        <span className={classes.more}>
          {session.ip && `${session.ip} · `}
          <time dateTime={session.lastSeenAt} title={when.exact(session.lastSeenAt)}>
            {t('profile.lastSeen', { when: when.ago(session.lastSeenAt) })}
          </time>
          {' · '}
          {t('profile.since', { when: when.exact(session.createdAt) })}
        </span>
      </div>
      {session.current ? (
        <Tag tone="sure">{t('profile.thisOne')}</Tag>
      ) : (
        <Button
          variant="default"
          size="xs"
          aria-label={t('profile.endNamed', { name })}
          loading={end.isPending}
          onClick={() => end.mutate(session.id, { onError: tellFault })}
        >
          {t('profile.end')}
        </Button>
      )}
    </li>
  );
}

function EndOthers() {
  const { t } = useTranslation();
  const [open, dialog] = useDisclosure(false);
  const end = useEndOtherSessions();
  return (
    <>
      <Button variant="default" mt="sm" onClick={dialog.open}>
        {t('profile.endOthers')}
      </Button>
      <ConfirmDialog
        opened={open}
        onClose={dialog.close}
        title={t('profile.endOthersTitle')}
        text={t('profile.endOthersText')}
        submit={t('profile.endOthersSubmit')}
        pending={end.isPending}
        error={end.error}
        onSubmit={() => end.mutate(undefined, { onSuccess: dialog.close })}
      />
    </>
  );
}
