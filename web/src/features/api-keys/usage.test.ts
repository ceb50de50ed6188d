import { expect, test } from 'vitest';
import { barsOf, monthStarts, scaleEnd, totals } from './usage';

const day = (name: string, succeeded: number, refused = 0, failed = 0) => ({
  day: name,
  succeeded,
  refused,
  failed,
});

test('the outcomes of all days are added up', () => {
  expect(totals([day('2026-11-01', 3, 1), day('2026-11-02', 4, 0, 2)])).toEqual({
    succeeded: 7,
    refused: 1,
    failed: 2,
  });
});

test.each([
  [0, 2],
  [1, 2],
  [3, 5],
  [10, 10],
  [11, 20],
  [480, 500],
  [5001, 10_000],
])('a scale for %d ends at %d', (highest, end) => {
  expect(scaleEnd(highest)).toBe(end);
});

test('the parts of a day stand on one another', () => {
  expect(barsOf(day('2026-11-01', 50, 25, 25), 100, 80)).toEqual([
    { outcome: 'succeeded', y: 40, height: 40 },
    { outcome: 'refused', y: 20, height: 20 },
    { outcome: 'failed', y: 0, height: 20 },
  ]);
});

test('nothing is no bar, and little is still seen', () => {
  expect(barsOf(day('2026-11-01', 0), 100, 80)).toEqual([]);
  const [bar] = barsOf(day('2026-11-01', 1), 10_000, 80);
  expect(bar?.height).toBeGreaterThan(1);
});

test('months are named where they begin', () => {
  expect(monthStarts([day('2026-10-31', 0), day('2026-11-01', 0), day('2026-11-02', 0)])).toEqual([
    { at: 1, day: '2026-11-01' },
  ]);
});
