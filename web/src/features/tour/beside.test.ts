import { describe, expect, test } from 'vitest';
import { type Box, beside } from './beside';

const screen = { width: 1024, height: 768 };
const panel = { width: 340, height: 200 };

const isApart = (target: Box, { left, top }: { left: number; top: number }) =>
  left >= target.left + target.width ||
  left + panel.width <= target.left ||
  top >= target.top + target.height ||
  top + panel.height <= target.top;

describe('the panel of the tour', () => {
  test.each([
    ['a button at the upper right', { left: 900, top: 60, width: 100, height: 36 }],
    ['a card at the left', { left: 240, top: 200, width: 320, height: 210 }],
    ['a column over the full height', { left: 600, top: 52, width: 424, height: 716 }],
    ['a list that ends at the bottom', { left: 20, top: 500, width: 900, height: 268 }],
  ])('stands on the screen and beside %s', (_, target) => {
    const spot = beside(target, panel, screen);
    expect(isApart(target, spot)).toBe(true);
    expect(spot.left).toBeGreaterThanOrEqual(0);
    expect(spot.top).toBeGreaterThanOrEqual(0);
    expect(spot.left + panel.width).toBeLessThanOrEqual(screen.width);
    expect(spot.top + panel.height).toBeLessThanOrEqual(screen.height);
  });

  test('stands in the corner when there is nothing to point at, or no room beside it', () => {
    const corner = { left: 672, top: 556 };
    expect(beside(null, panel, screen)).toEqual(corner);
    expect(beside({ left: 0, top: 0, width: 1024, height: 768 }, panel, screen)).toEqual(corner);
  });
});
