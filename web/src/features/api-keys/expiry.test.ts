import { describe, expect, test } from 'vitest';
import {
  DAY_MS,
  dateOf,
  daysLeft,
  earlierEnd,
  endOfDay,
  endsSoon,
  faultOf,
  faultOfEarlier,
  firstChoice,
  lastDate,
  momentOf,
} from './expiry';

const now = new Date(2026, 10, 24, 12, 0, 0);
const inDays = (days: number) => new Date(now.getTime() + days * DAY_MS);

test('a day ends in its last second where the person is', () => {
  expect(endOfDay('2026-11-24')).toEqual(new Date(2026, 10, 24, 23, 59, 59));
});

test('what is no date has no end', () => {
  for (const text of ['', '24.11.2026', '2026-02-30', '2026-13-01', '2026-1-1'])
    expect(endOfDay(text)).toBeNull();
});

describe('a choice', () => {
  test('of days is held against the longest that is allowed', () => {
    expect(faultOf({ days: 90 }, now, 90)).toBeNull();
    expect(faultOf({ days: 180 }, now, 90)).toBe('beyond');
  });

  test('of a date is held against today and against the longest that is allowed', () => {
    expect(faultOf({ date: '' }, now, 366)).toBe('missing');
    expect(faultOf({ date: '2026-11-23' }, now, 366)).toBe('past');
    expect(faultOf({ date: '2026-11-24' }, now, 366)).toBeNull();
    expect(faultOf({ date: lastDate(now, 30) }, now, 30)).toBeNull();
    expect(faultOf({ date: dateOf(inDays(31)) }, now, 30)).toBe('beyond');
  });

  test('becomes a moment that the server allows even when its clock is a little behind', () => {
    expect(momentOf({ days: 30 }, now, 366)).toEqual(inDays(30));
    const behind = inDays(-1 / 1440);
    for (const choice of [{ days: 30 }, { date: lastDate(now, 30) }]) {
      expect(momentOf(choice, now, 30).getTime()).toBeLessThan(behind.getTime() + 30 * DAY_MS);
    }
  });

  test('of today lasts until tonight', () => {
    expect(momentOf({ date: '2026-11-24' }, now, 366)).toEqual(new Date(2026, 10, 24, 23, 59, 59));
  });
});

test('the first choice is the default unless less is allowed', () => {
  expect(firstChoice(366)).toEqual({ days: 90 });
  expect(firstChoice(14)).toEqual({ days: 14 });
});

test('days that have begun are counted', () => {
  expect(daysLeft(inDays(0.2).toISOString(), now)).toBe(1);
  expect(daysLeft(inDays(14).toISOString(), now)).toBe(14);
  expect(daysLeft(inDays(-3).toISOString(), now)).toBe(0);
});

test('the list warns in the last two weeks, not before and not after the end', () => {
  expect(endsSoon(inDays(14).toISOString(), now)).toBe(true);
  expect(endsSoon(inDays(14.1).toISOString(), now)).toBe(false);
  expect(endsSoon(inDays(-0.1).toISOString(), now)).toBe(false);
  expect(endsSoon(null, now)).toBe(false);
});

describe('an earlier end', () => {
  const current = inDays(30).toISOString();

  test('lies between now and the end that the key has', () => {
    expect(faultOfEarlier(dateOf(inDays(10)), current, now)).toBeNull();
    expect(faultOfEarlier(dateOf(inDays(30)), current, now)).toBeNull();
    expect(faultOfEarlier(dateOf(inDays(31)), current, now)).toBe('beyond');
    expect(faultOfEarlier(dateOf(inDays(-1)), current, now)).toBe('past');
    expect(faultOfEarlier('soon', current, now)).toBe('missing');
  });

  test('is never later than that', () => {
    expect(earlierEnd(dateOf(inDays(30)), current)).toEqual(new Date(current));
    expect(earlierEnd('2026-12-01', null)).toEqual(new Date(2026, 11, 1, 23, 59, 59));
  });
});
