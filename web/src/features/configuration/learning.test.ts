import { expect, test } from 'vitest';
import { askAgainAfter, canActivate, share, weakestFirst } from './learning';

const point = (dataPoint: string, right: number, confirmed: number) => ({ dataPoint, right, confirmed });

test('the weakest data point comes first and what nothing is known of last', () => {
  const points = [point('total', 9, 10), point('time', 0, 0), point('date', 1, 2), point('company', 9, 10)];
  expect(weakestFirst(points).map(({ dataPoint }) => dataPoint)).toEqual([
    'date',
    'company',
    'total',
    'time',
  ]);
});

test('a share of nothing is no share', () => {
  expect(share(point('total', 0, 0))).toBeNull();
  expect(share(point('total', 3, 4))).toBe(0.75);
});

test('the screen asks again only while something is being learned', () => {
  expect(askAgainAfter(undefined)).toBe(false);
  expect(askAgainAfter({ state: 'idle' })).toBe(false);
  expect(askAgainAfter({ state: 'waiting' })).toBeGreaterThan(0);
  expect(askAgainAfter({ state: 'running' })).toBeGreaterThan(0);
});

test('the active model and one that cannot be read are not offered', () => {
  expect(canActivate({ state: 'active', error: null })).toBe(false);
  expect(canActivate({ state: 'retired', error: 'damaged' })).toBe(false);
  expect(canActivate({ state: 'retired', error: null })).toBe(true);
  expect(canActivate({ state: 'candidate', error: null })).toBe(true);
});
