/** Says when the server does not answer, asks it again by itself, and says when it is back. */
import { Button, Loader } from '@mantine/core';
import { CloudOff } from 'lucide-react';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { queryClient } from '../api/queries';
import { notify } from '../ui/notify';
import classes from './ConnectionNotice.module.css';
import { connection } from './connection';

/** Asking a server that is down costs nothing; a person looks up about this often. */
const ASK_MS = 4000;

export function ConnectionNotice() {
  const { t } = useTranslation();
  const lost = useSyncExternalStore(connection.subscribe, connection.isLost);
  const [asking, setAsking] = useState(false);
  useEffect(() => connection.watch(queryClient), []);

  const ask = async () => {
    setAsking(true);
    await connection.ask();
    setAsking(false);
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: the clock starts when the connection is lost.
  useEffect(() => {
    if (!lost) return;
    const clock = setInterval(() => void ask(), ASK_MS);
    return () => {
      clearInterval(clock);
      if (connection.isLost()) return;
      // Whoever asked: from here on the server answers again.
      notify({ message: t('connection.back'), autoClose: 3000 });
      // Only what is shown, and what failed meanwhile.
      void queryClient.invalidateQueries({ refetchType: 'active' });
    };
  }, [lost]);

  return (
    <div className={classes.place} role="status">
      {lost && (
        <div className={classes.notice}>
          <CloudOff size={16} aria-hidden="true" />
          <span>{t('connection.lost')}</span>
          {asking && <Loader size={14} aria-hidden="true" />}
          <Button size="compact-sm" variant="default" onClick={() => void ask()}>
            {t('connection.ask')}
          </Button>
        </div>
      )}
    </div>
  );
}
