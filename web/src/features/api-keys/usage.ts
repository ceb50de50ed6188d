/** The numbers of a key's use as bars of a chart. Pure. */
import type { UsageDay } from './api';

export const OUTCOMES = ['succeeded', 'refused', 'failed'] as const;
export type Outcome = (typeof OUTCOMES)[number];

export const totalOf = (day: UsageDay): number => day.succeeded + day.refused + day.failed;

export function totals(days: readonly UsageDay[]): Record<Outcome, number> {
  const sum = (outcome: Outcome) => days.reduce((all, day) => all + day[outcome], 0);
  return { succeeded: sum('succeeded'), refused: sum('refused'), failed: sum('failed') };
}

/** The end of the scale: the next number of the form 1, 2 or 5 × 10ⁿ, so that the half of it is easy to read too. */
export function scaleEnd(highest: number): number {
  if (highest <= 2) return 2;
  const power = 10 ** Math.floor(Math.log10(highest));
  const step = [1, 2, 5, 10].find((factor) => factor * power >= highest) ?? 10;
  return step * power;
}

export type Bar = { readonly outcome: Outcome; readonly y: number; readonly height: number };

/** A request among thousands must still be seen. */
const LEAST_HEIGHT = 1.5;

/** The stacked parts of a day, from the ground up; `y` is the upper edge. */
export function barsOf(day: UsageDay, end: number, height: number): Bar[] {
  let top = height;
  return OUTCOMES.flatMap((outcome) => {
    if (day[outcome] === 0) return [];
    const part = Math.max(LEAST_HEIGHT, (day[outcome] / end) * height);
    top -= part;
    return [{ outcome, y: top, height: part }];
  });
}

/** Where a new month begins among the days, to be named below the chart. */
export function monthStarts(days: readonly UsageDay[]): { at: number; day: string }[] {
  return days.flatMap(({ day }, at) => (day.endsWith('-01') ? [{ at, day }] : []));
}
