/** What a process learned, as the screen shows it. Pure. */
import type { Schemas } from '../../api/client';

export type Learning = Schemas['Learning'];
export type Model = Schemas['Model'];
export type DataPointAccuracy = Model['dataPoints'][number];

/** How often the screen asks again while something is being learned. */
const ASK_AGAIN_MS = 1500;

/** `false` = not again by itself. */
export function askAgainAfter(learning: Pick<Learning, 'state'> | undefined): number | false {
  return learning === undefined || learning.state === 'idle' ? false : ASK_AGAIN_MS;
}

/** The share of confirmed values that were right; `null` where none is confirmed. */
export function share({ right, confirmed }: Pick<DataPointAccuracy, 'right' | 'confirmed'>): number | null {
  return confirmed === 0 ? null : right / confirmed;
}

/** The weakest data points first, since that is where confirming helps; those that nothing is known of at the end. */
export function weakestFirst(points: readonly DataPointAccuracy[]): DataPointAccuracy[] {
  const order = (point: DataPointAccuracy) => share(point) ?? 2;
  return [...points].sort((a, b) => order(a) - order(b) || a.dataPoint.localeCompare(b.dataPoint));
}

/** Whether a person can take a model into use in place of the active one. */
export function canActivate(model: Pick<Model, 'state' | 'error'>): boolean {
  return model.state !== 'active' && model.error === null;
}
