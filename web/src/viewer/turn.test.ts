import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { RectPt } from './coords';
import { nextTurn, type Turns, turned, turnedSize, upright } from './turn';

const page = { width: 595, height: 842 };
const turns = fc.constantFrom<Turns>(0, 1, 2, 3);
const rect = fc
  .tuple(fc.integer({ min: 0, max: 500 }), fc.integer({ min: 0, max: 700 }))
  .map(([x, y]): RectPt => [x, y, x + 40, y + 12]);

describe('a page that is turned', () => {
  test('a place comes back to where it was', () => {
    fc.assert(
      fc.property(rect, turns, (place, times) => {
        expect(upright(turned(place, page, times), page, times)).toEqual(place);
      }),
    );
  });

  test('a place stays on the page', () => {
    fc.assert(
      fc.property(rect, turns, (place, times) => {
        const size = turnedSize(page, times);
        const [x0, y0, x1, y1] = turned(place, page, times);
        expect(x0 < x1 && y0 < y1).toBe(true);
        expect(x0 >= 0 && y0 >= 0 && x1 <= size.width && y1 <= size.height).toBe(true);
      }),
    );
  });

  test('what stands at the top left is at the top right after one turn clockwise', () => {
    expect(turned([0, 0, 10, 20], page, 1)).toEqual([822, 0, 842, 10]);
  });

  test('four turns are none', () => {
    expect([0, 1, 2, 3].map((times) => nextTurn(times as Turns))).toEqual([1, 2, 3, 0]);
  });
});
