/** The tour of who is signed in: its step, and the way to the next one, which may be on another screen. */
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useCallback } from 'react';
import { queryClient } from '../../api/queries';
import { type Process, processesQuery } from '../processes/api';
import { nextQuery } from '../queue/api';
import { meQuery } from '../session/api';
import { remember, useStep } from './memory';
import { FIRST, LEFT, STEPS, type StepName } from './steps';

export type Tour = {
  step: number;
  name: StepName | undefined;
  /** The process that it is shown on: the oldest, which came with the samples. */
  process: Process | undefined;
  go: (to: number) => Promise<void>;
  /** This step from now on, on the screen that is open. */
  stayAt: (step: number) => void;
  leave: () => void;
  /** From the first step on. */
  begin: () => void;
};

/** A document of the process that waits for a person, if there is one. */
async function waitingIn(processId: string): Promise<string | null> {
  const list = await queryClient.fetchQuery(nextQuery(processId)).catch(() => null);
  return list?.collections[0]?.id ?? null;
}

export function useTour(): Tour {
  const person = useQuery(meQuery).data?.subjectId;
  const process = useQuery(processesQuery).data?.processes.at(-1);
  const navigate = useNavigate();
  const step = useStep(person);
  const processId = process?.id;
  const set = useCallback(
    (to: number) => {
      if (person !== undefined) remember(person, to);
    },
    [person],
  );

  const go = useCallback(
    async (to: number): Promise<void> => {
      const name = STEPS[to];
      if (name === undefined || processId === undefined) return set(LEFT);
      if (name === 'values') {
        const collectionId = await waitingIn(processId);
        // Where nothing waits there is nothing to show.
        if (collectionId === null) return go(to > step ? to + 1 : to - 1);
        await navigate({ to: '/supervision/$collectionId', params: { collectionId } });
      } else if (name === 'process') await navigate({ to: '/' });
      else if (name === 'queue' || name === 'review')
        await navigate({ to: '/queue/$processId', params: { processId } });
      else {
        const tab = name === 'learning' ? 'learning' : 'data-points';
        await navigate({ to: '/configuration/$processId/$tab', params: { processId, tab } });
      }
      set(to);
    },
    [navigate, processId, set, step],
  );
  const leave = useCallback(() => set(LEFT), [set]);
  const begin = useCallback(() => void go(FIRST), [go]);
  return { step, name: STEPS[step], process, go, stayAt: set, leave, begin };
}
