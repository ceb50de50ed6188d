import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { askAgainAfter, canActivate, chartOf, type Model, promiseOf, share, weakestFirst } from './learning';

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

describe('the learning curve', () => {
  const size = { width: 480, height: 150, left: 40, right: 10, top: 10, bottom: 20 };
  const at = (documents: number, accuracy: number) => ({ documents, accuracy });

  it('is not drawn from a single point', () => {
    expect(chartOf([], [], size)).toBeNull();
    expect(chartOf([at(3, 0.5)], [at(6, 0.6)], size)).toBeNull();
  });

  it('stays within its frame and leads on from its last point', () => {
    const chart = chartOf([at(2, 0.52), at(8, 0.71), at(16, 0.8)], [at(32, 0.86), at(64, 0.9)], size);
    expect(chart).not.toBeNull();
    for (const { x, y } of chart?.points ?? []) {
      expect(x).toBeGreaterThanOrEqual(size.left);
      expect(x).toBeLessThanOrEqual(size.width - size.right);
      expect(y).toBeGreaterThanOrEqual(size.top);
      expect(y).toBeLessThanOrEqual(size.height - size.bottom);
    }
    const end = chart?.line.split('L').at(-1);
    expect(chart?.ahead?.startsWith(`M${end}`)).toBe(true);
    expect(chart?.columns.map(({ documents }) => documents)).toEqual([2, 16, 32, 64]);
  });

  it('has a few rows around what it shows, whatever that is', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 2, maxLength: 9 }),
        (shares) => {
          const chart = chartOf(
            shares.map((share, index) => at(index + 1, share)),
            [],
            size,
          );
          const rows = chart?.rows.map(({ share }) => share) ?? [];
          expect(rows.length).toBeGreaterThanOrEqual(2);
          expect(rows.length).toBeLessThanOrEqual(6);
          expect(Math.min(...rows)).toBeLessThanOrEqual(Math.min(...shares) + 1e-9);
          expect(Math.max(...rows)).toBeGreaterThanOrEqual(Math.max(...shares) - 1e-9);
        },
      ),
    );
  });
});

describe('the promise of a process', () => {
  it('is that of the error rate that is set', () => {
    const guarantee = (target: number) => ({
      target,
      granted: false,
      threshold: null,
      coverage: null,
      values: 1,
      needed: 9,
      withdrawn: null,
      message: '',
    });
    const activeModel = { guarantees: [guarantee(0.01), guarantee(0.02)] } as unknown as Model;
    expect(promiseOf({ activeModel, targetError: 0.02 })?.target).toBe(0.02);
    expect(promiseOf({ activeModel, targetError: null })).toBeUndefined();
    expect(promiseOf({ activeModel: null, targetError: 0.02 })).toBeUndefined();
  });
});
