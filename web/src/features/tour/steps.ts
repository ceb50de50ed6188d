/** The steps of the tour: on which screen each is at home, and what it points at. Pure. */

export const STEPS = ['process', 'queue', 'review', 'values', 'configuration', 'learning'] as const;

export type StepName = (typeof STEPS)[number];

export const FIRST = 0;

/** A step behind the last one: it was gone through, or left. */
export const LEFT = STEPS.length;

export const isLeft = (step: number): boolean => step >= LEFT;

export const stepAfter = (step: number): number => Math.min(step + 1, LEFT);
export const stepBefore = (step: number): number => Math.max(step - 1, FIRST);

/** The step that a kept text names; nonsense begins anew. */
export function stepOf(kept: string | null): number {
  const step = kept === null ? FIRST : Number(kept);
  return Number.isInteger(step) && step >= FIRST && step <= LEFT ? step : FIRST;
}

/** Whether a step is at home on the screen with this address. */
export function isAtHome(name: StepName, path: string, processId: string): boolean {
  switch (name) {
    case 'process':
      return path === '/';
    case 'queue':
    case 'review':
      return path === `/queue/${processId}`;
    case 'values':
      return path.startsWith('/supervision/');
    case 'configuration':
      return path === `/configuration/${processId}/data-points`;
    case 'learning':
      return path === `/configuration/${processId}/learning`;
  }
}

/** What a step speaks of, as elements mark it by `data-tour`. */
export const targetOf = (name: StepName, processId: string): string =>
  name === 'process' ? `[data-tour="process ${processId}"]` : `[data-tour="${name}"]`;
