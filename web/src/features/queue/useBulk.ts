/** Does something to many collections, part by part, with what it needs to show how far it is. */
import { useCallback, useRef, useState } from 'react';
import { refreshCollections, sendBulk } from './api';
import { type BulkOutcome, type Cursor, following, type Job, requestAt, start } from './bulk';

export type BulkRun = {
  readonly job: Job;
  readonly total: number;
  readonly outcomes: readonly BulkOutcome[];
  readonly state: 'running' | 'ended' | 'stopped';
  /** Why it broke off. */
  readonly error: Error | null;
};

export function useBulk(processId: string) {
  const [run, setRun] = useState<BulkRun | null>(null);
  const isWanted = useRef(true);

  const begin = useCallback(
    async (job: Job, total: number) => {
      isWanted.current = true;
      let now: BulkRun = { job, total, outcomes: [], state: 'running', error: null };
      setRun(now);
      try {
        let cursor: Cursor = start(job);
        while (cursor && isWanted.current) {
          const answer = await sendBulk(processId, requestAt(job, cursor));
          now = { ...now, outcomes: [...now.outcomes, ...answer.outcomes] };
          setRun(now);
          cursor = following(job, cursor, answer);
        }
        now = { ...now, state: cursor ? 'stopped' : 'ended' };
      } catch (error) {
        now = { ...now, state: 'stopped', error: error instanceof Error ? error : new Error(String(error)) };
      }
      setRun(now);
      await refreshCollections();
    },
    [processId],
  );

  const stop = useCallback(() => {
    isWanted.current = false;
  }, []);
  const dismiss = useCallback(() => setRun(null), []);
  return { run, begin, stop, dismiss };
}
