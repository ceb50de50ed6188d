/** The mails of a server that keeps them in a folder: what it would have sent, to read and to follow. */
import { Skeleton, Text, Title, UnstyledButton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../../api/problem';
import { InHead } from '../../app/HeadSlot';
import { useTitle } from '../../app/useTitle';
import { EmptyState } from '../../ui/EmptyState';
import { Fault } from '../../ui/Fault';
import { Path } from '../../ui/Path';
import { useWhen } from '../../ui/useWhen';
import { type Mail, mailsQuery } from './api';
import { partsOf } from './links';
import classes from './MailsPage.module.css';

export function MailsPage() {
  const { t } = useTranslation();
  useTitle(t('mails.title'));
  const mails = useQuery(mailsQuery);
  const sendsMails = mails.error instanceof ApiError && mails.error.status === 404;
  return (
    <div className={classes.page}>
      <InHead>
        <Path here={t('mails.title')} />
      </InHead>
      <Title order={1}>{t('mails.title')}</Title>
      <Text c="dimmed" mb="md">
        {t('mails.text')}
      </Text>
      {sendsMails ? (
        <EmptyState title={t('mails.sent')} text={t('mails.sentText')} />
      ) : mails.error ? (
        <Fault error={mails.error} onRetry={() => void mails.refetch()} />
      ) : mails.data ? (
        <Mails mails={mails.data} />
      ) : (
        <Skeleton height={280} />
      )}
    </div>
  );
}

function Mails({ mails }: { mails: readonly Mail[] }) {
  const { t } = useTranslation();
  const when = useWhen();
  const [openId, open] = useState(mails[0]?.id);
  const shown = mails.find((mail) => mail.id === openId) ?? mails[0];
  if (!shown) return <EmptyState title={t('mails.empty')} text={t('mails.emptyText')} />;
  return (
    <div className={classes.mails}>
      <ul className={classes.list} aria-label={t('mails.title')}>
        {mails.map((mail) => (
          <li key={mail.id}>
            <UnstyledButton
              className={classes.mail}
              aria-current={mail === shown || undefined}
              onClick={() => open(mail.id)}
            >
              <span className={classes.subject}>{mail.subject}</span>
              <span className={classes.to}>
                {mail.to} · {when.ago(mail.createdAt)}
              </span>
            </UnstyledButton>
          </li>
        ))}
      </ul>
      <article className={classes.text} aria-labelledby="mail-subject">
        <Title order={2} id="mail-subject">
          {shown.subject}
        </Title>
        <Text size="sm" c="dimmed" mb="md">
          {t('mails.to', { to: shown.to })} · {when.exact(shown.createdAt)}
        </Text>
        {shown.error && (
          <Text size="sm" c="var(--pg-doubt)" mb="md">
            {shown.error}
          </Text>
        )}
        <p className={classes.body}>
          <Body text={shown.text} />
        </p>
      </article>
    </div>
  );
}

function Body({ text }: { text: string }) {
  let at = 0;
  return partsOf(text).map((part) => {
    const key = at;
    at += part.text.length;
    return part.isLink ? (
      <a key={key} href={part.text} rel="noreferrer">
        {part.text}
      </a>
    ) : (
      <span key={key}>{part.text}</span>
    );
  });
}
