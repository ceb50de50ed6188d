/** The steps of the tour, and how far somebody came. Pure but for the memory. */

export const STEPS = ['process', 'queue', 'review', 'configuration', 'learning'] as const;

export const FIRST = 0;

/** A step behind the last one: it was gone through, or left. */
export const isLeft = (step: number): boolean => step >= STEPS.length;

export const stepAfter = (step: number): number => Math.min(step + 1, STEPS.length);
export const stepBefore = (step: number): number => Math.max(step - 1, FIRST);

const KEY = 'perigee-tour';

/** The step that a kept text names; nonsense begins anew. */
export function stepOf(kept: string | null): number {
  const step = kept === null ? FIRST : Number(kept);
  return Number.isInteger(step) && step >= FIRST && step <= STEPS.length ? step : FIRST;
}

export function rememberedStep(): number {
  try {
    return stepOf(localStorage.getItem(KEY));
  } catch {
    return STEPS.length;
  }
}

export function rememberStep(step: number): void {
  try {
    localStorage.setItem(KEY, String(step));
  } catch {
    // A browser that keeps nothing shows the tour again.
  }
}
