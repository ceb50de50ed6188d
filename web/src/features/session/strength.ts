/**
 * A rough measure of how hard a password is to guess, to help while it is typed. The server has the last word; it
 * knows words and names that this file does not.
 */

/** The least length that the server takes (its OpenAPI document says so too). */
export const MIN_LENGTH = 12;
export const MAX_LENGTH = 256;

export type Strength = 'short' | 'weak' | 'fair' | 'good';

/** Under this many bits somebody who stole the hashes finds it in days; over the second, not in a lifetime. */
const FAIR_BITS = 45;
const GOOD_BITS = 65;

/** Rows of keys, and what follows one another in the mind. */
const ROWS = [
  'abcdefghijklmnopqrstuvwxyz',
  '01234567890',
  'qwertyuiop',
  'asdfghjkl',
  'zxcvbnm',
  'qwertzuiop',
];

const POOLS: readonly [RegExp, number][] = [
  [/[a-z]/, 26],
  [/[A-Z]/, 26],
  [/[0-9]/, 10],
  [/[\u0020-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u007e]/, 33],
  [/[^\u0020-\u007e]/, 100],
];

/** Whether a character could be foretold from the two before it. */
function isForetold(before: string, last: string, now: string): boolean {
  if (last === now) return true;
  const run = before + last + now;
  const backwards = now + last + before;
  return ROWS.some((row) => row.includes(run) || row.includes(backwards));
}

/** How many characters carry something new: runs such as `aaaa`, `3456` or `qwer` count their beginning only. */
function tellingLength(password: string): number {
  const characters = [...password];
  let count = 0;
  for (const [at, now] of characters.entries()) {
    const [before = '', last = ''] = [characters[at - 2], characters[at - 1]];
    if (at === 0 || !isForetold(before, last, now)) count += 1;
  }
  return count;
}

/** What is known about the person is no secret: it counts for nothing. */
function without(password: string, known: readonly string[]): string {
  return known
    .flatMap((text) => text.toLowerCase().split(/[\s@.]+/))
    .filter((part) => part.length > 2)
    .reduce((left, part) => left.replaceAll(part, ''), password.toLowerCase());
}

/** Words make up most passwords of letters alone, and a letter of a word tells little. */
const BITS_OF_LETTER = 2.6;
/** People do not choose as dice do. */
const HUMAN = 0.75;

export function strength(password: string, known: readonly string[] = []): Strength {
  if ([...password].length < MIN_LENGTH) return 'short';
  const pool = POOLS.reduce((sum, [pattern, size]) => sum + (pattern.test(password) ? size : 0), 0);
  const perCharacter = /^[a-z ]*$/i.test(password) ? BITS_OF_LETTER : Math.log2(Math.max(pool, 2)) * HUMAN;
  const bits = tellingLength(without(password, known)) * perCharacter;
  if (bits < FAIR_BITS) return 'weak';
  return bits < GOOD_BITS ? 'fair' : 'good';
}
