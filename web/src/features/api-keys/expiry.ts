/** When a key ends: what can be picked, what the organization allows, and when it is time to warn. Pure. */

export const DAY_MS = 86_400_000;

/** What is picked when nobody picks; the server takes the same when `exp` is left out. */
export const DEFAULT_DAYS = 90;

export const QUICK_DAYS = [30, 90, 180] as const;

/** From when on the list warns: two weeks are enough to plan a rotation, and few enough to be noticed. */
export const WARN_DAYS = 14;

/** Clocks of browser and server differ; a key that uses all of what is allowed asks for this much less. */
const CLOCK_SLACK_MS = 5 * 60_000;

/** A choice of the form: a number of days, or a day by its date (`2027-02-22`). */
export type ExpiryChoice = { readonly days: number } | { readonly date: string };

export type ExpiryFault = 'missing' | 'past' | 'beyond';

/** `2027-02-22` in the time zone of the person who picks. */
export function dateOf(time: Date): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}`;
}

/** The last second of a day, in the time zone of the person who picked it; `null` if it is no date. */
export function endOfDay(date: string): Date | null {
  const match = /^(\d{4})-(\d\d)-(\d\d)$/.exec(date);
  if (!match) return null;
  const [year, month, day] = match.slice(1).map(Number) as [number, number, number];
  const end = new Date(year, month - 1, day, 23, 59, 59);
  // The constructor takes 31 February for 3 March; that is a typing error, not a date.
  return dateOf(end) === date ? end : null;
}

/** The latest moment that the organization allows. */
const latest = (now: Date, longestDays: number) => now.getTime() + longestDays * DAY_MS;

/** The last day that can be picked. */
export const lastDate = (now: Date, longestDays: number): string =>
  dateOf(new Date(latest(now, longestDays)));

/** What is wrong with a choice; `null` when nothing is. */
export function faultOf(choice: ExpiryChoice, now: Date, longestDays: number): ExpiryFault | null {
  if ('days' in choice) return choice.days > longestDays ? 'beyond' : null;
  const end = endOfDay(choice.date);
  if (!end) return 'missing';
  if (end.getTime() <= now.getTime()) return 'past';
  return choice.date > lastDate(now, longestDays) ? 'beyond' : null;
}

/** The moment that a choice without faults stands for. */
export function momentOf(choice: ExpiryChoice, now: Date, longestDays: number): Date {
  const wanted =
    'days' in choice ? now.getTime() + choice.days * DAY_MS : (endOfDay(choice.date)?.getTime() ?? 0);
  return new Date(Math.min(wanted, latest(now, longestDays) - CLOCK_SLACK_MS));
}

/** The first choice of the form: the default, or all that is allowed if that is less. */
export const firstChoice = (longestDays: number): { days: number } => ({
  days: Math.min(DEFAULT_DAYS, longestDays),
});

/** Whole days until a moment, begun ones counted; 0 when it is over. */
export function daysLeft(end: string, now: Date): number {
  return Math.max(0, Math.ceil((new Date(end).getTime() - now.getTime()) / DAY_MS));
}

/** Whether a key ends so soon that somebody should act. */
export function endsSoon(end: string | null, now: Date): boolean {
  if (end === null) return false;
  const left = new Date(end).getTime() - now.getTime();
  return left > 0 && left <= WARN_DAYS * DAY_MS;
}

/** What is wrong with an earlier end for a key that has one already. */
export function faultOfEarlier(date: string, current: string | null, now: Date): ExpiryFault | null {
  const end = endOfDay(date);
  if (!end) return 'missing';
  if (end.getTime() <= now.getTime()) return 'past';
  return current !== null && date > dateOf(new Date(current)) ? 'beyond' : null;
}

/** The earlier end itself, never later than the one the key has. */
export function earlierEnd(date: string, current: string | null): Date {
  const wanted = endOfDay(date)?.getTime() ?? 0;
  return new Date(current === null ? wanted : Math.min(wanted, new Date(current).getTime()));
}
