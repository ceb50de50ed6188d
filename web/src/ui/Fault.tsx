/** A request that failed: what is wrong, what to do, and the number that finds it in the server's log. */
import { Button, Code, Text } from '@mantine/core';
import { CircleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError, sentences } from '../api/problem';
import classes from './Fault.module.css';
import { sentence as asSentence } from './sentence';

type Props = { error: Error; onRetry?: () => void; children?: ReactNode };

/** What the server tells every client to do after a wrong request; a person knows that much. */
const FOR_PROGRAMS = 'The client should not repeat this request without modification.';

/** What to tell about an error, in words. */
export function useFaultWords() {
  const { t } = useTranslation();
  return (error: Error): { what: string[]; action: string | null; id: string | null } => {
    if (!(error instanceof ApiError)) return { what: [t('fault.unexpected')], action: null, id: null };
    if (error.status === 0) return { what: [t('fault.offline')], action: t('fault.offlineAction'), id: null };
    const what = error.problem ? sentences(error) : [t('fault.status', { status: error.status })];
    const action = error.problem?.action ?? null;
    return { what, action: action === FOR_PROGRAMS ? null : action, id: error.problem?.instance ?? null };
  };
}

export function Fault({ error, onRetry, children }: Props) {
  const { t } = useTranslation();
  const words = useFaultWords()(error);
  return (
    <div className={classes.fault} role="alert">
      <CircleAlert size={18} aria-hidden="true" className={classes.icon} />
      <div className={classes.words}>
        {words.what.map((sentence) => (
          <Text key={sentence} fw={550}>
            {asSentence(sentence)}
          </Text>
        ))}
        {words.action && <Text size="sm">{asSentence(words.action)}</Text>}
        {words.id && (
          <Text size="xs" c="dimmed">
            {t('fault.requestId')} <Code className={classes.id}>{words.id}</Code>
          </Text>
        )}
        {children}
      </div>
      {onRetry && (
        <Button variant="default" size="xs" onClick={onRetry}>
          {t('fault.retry')}
        </Button>
      )}
    </div>
  );
}
