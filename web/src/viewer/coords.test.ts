import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  around,
  between,
  bringIntoSight,
  fitPage,
  fitWidth,
  holdsMiddle,
  onPage,
  panBy,
  type RectPt,
  resolutionFor,
  toPage,
  toScreen,
  zoomAt,
} from './coords';

const coordinate = fc.double({ min: -4000, max: 4000, noNaN: true });
const length = fc.double({ min: 40, max: 3000, noNaN: true });
const size = fc.record({ width: length, height: length });
const view = fc.record({
  scale: fc.double({ min: 0.12, max: 8, noNaN: true }),
  x: coordinate,
  y: coordinate,
});
const rect = fc
  .tuple(
    coordinate,
    coordinate,
    fc.double({ min: 0, max: 900, noNaN: true }),
    fc.double({ min: 0, max: 900, noNaN: true }),
  )
  .map(([x, y, w, h]): RectPt => [x, y, x + w, y + h]);

const close = (a: number, b: number) => Math.abs(a - b) < 1e-6 * Math.max(1, Math.abs(a), Math.abs(b));

describe('points and pixels', () => {
  test('a rectangle comes back from the screen as it went there', () => {
    fc.assert(
      fc.property(view, rect, (v, r) =>
        toPage(v, toScreen(v, r)).every((n, i) => close(n, r[i] ?? Number.NaN)),
      ),
    );
  });

  test('zooming leaves what is under the pointer where it is', () => {
    fc.assert(
      fc.property(
        view,
        coordinate,
        coordinate,
        fc.double({ min: 0.2, max: 5, noNaN: true }),
        (v, x, y, factor) => {
          const before = toPage(v, { x, y, width: 0, height: 0 });
          const after = toPage(zoomAt(v, { x, y }, factor), { x, y, width: 0, height: 0 });
          return close(before[0], after[0]) && close(before[1], after[1]);
        },
      ),
    );
  });

  test('zooming in and out again by the same factor changes nothing, inside the limits', () => {
    const v = { scale: 1, x: 12, y: -40 };
    const back = zoomAt(zoomAt(v, { x: 100, y: 50 }, 1.25), { x: 100, y: 50 }, 1 / 1.25);
    expect(back.scale).toBeCloseTo(1);
    expect(back.x).toBeCloseTo(12);
    expect(back.y).toBeCloseTo(-40);
  });

  test('however often it is zoomed, the size stays in its limits', () => {
    fc.assert(
      fc.property(
        view,
        fc.array(fc.double({ min: 0.01, max: 100, noNaN: true }), { maxLength: 20 }),
        (v, factors) => {
          const end = factors.reduce((a, factor) => zoomAt(a, { x: 0, y: 0 }, factor), v);
          return end.scale >= 0.12 && end.scale <= 8;
        },
      ),
    );
  });

  test('a fitted page lies inside the viewer, in the middle', () => {
    fc.assert(
      fc.property(size, size, (page, viewer) => {
        const v = fitPage(page, viewer);
        const box = toScreen(v, [0, 0, page.width, page.height]);
        const centred = close(box.x + box.width / 2, viewer.width / 2);
        const smallest = v.scale === 0.12;
        return centred && (smallest || (box.width <= viewer.width && box.height <= viewer.height));
      }),
    );
  });

  test('a page fitted to the width is never smaller than the whole page', () => {
    fc.assert(
      fc.property(size, size, (page, viewer) => fitWidth(page, viewer).scale >= fitPage(page, viewer).scale),
    );
  });

  test('a page cannot be pushed out of sight', () => {
    fc.assert(
      fc.property(view, coordinate, coordinate, size, size, (v, dx, dy, page, viewer) => {
        const moved = panBy(v, dx, dy, page, viewer);
        const box = toScreen(moved, [0, 0, page.width, page.height]);
        return (
          box.x < viewer.width && box.x + box.width > 0 && box.y < viewer.height && box.y + box.height > 0
        );
      }),
    );
  });

  test('a box that is brought into sight is seen whole, or from its beginning', () => {
    fc.assert(
      fc.property(view, rect, size, (v, r, viewer) => {
        const box = toScreen(bringIntoSight(v, r, viewer), r);
        const startsInside = box.x >= -1e-6 && box.y >= -1e-6;
        const fitsX = box.width > viewer.width || box.x + box.width <= viewer.width + 1e-6;
        const fitsY = box.height > viewer.height || box.y + box.height <= viewer.height + 1e-6;
        return startsInside && fitsX && fitsY;
      }),
    );
  });

  test('a box that is already in sight does not move the page', () => {
    const v = { scale: 1, x: 0, y: 0 };
    expect(bringIntoSight(v, [200, 200, 240, 220], { width: 600, height: 600 })).toEqual(v);
  });

  test('any two corners make the same rectangle', () => {
    fc.assert(
      fc.property(coordinate, coordinate, coordinate, coordinate, (ax, ay, bx, by) => {
        expect(between({ x: ax, y: ay }, { x: bx, y: by })).toEqual(
          between({ x: bx, y: by }, { x: ax, y: ay }),
        );
      }),
    );
  });

  test('what is drawn beyond the edge is cut at the edge, and beside the page it is nothing', () => {
    const page = { width: 595, height: 842 };
    expect(onPage([-20, 800, 100, 900], page)).toEqual([0, 800, 100, 842]);
    expect(onPage([600, 10, 700, 20], page)).toBeNull();
  });

  test('the rectangle around others holds each of them', () => {
    fc.assert(
      fc.property(fc.array(rect, { minLength: 1, maxLength: 8 }), (rects) => {
        const all = around(rects);
        return all !== null && rects.every((r) => holdsMiddle(all, r));
      }),
    );
    expect(around([])).toBeNull();
  });

  test('a larger view asks for at least the same resolution', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.1, max: 4, noNaN: true }),
        fc.double({ min: 1, max: 3, noNaN: true }),
        (a, f) => {
          expect(resolutionFor(a * f, 1)).toBeGreaterThanOrEqual(resolutionFor(a, 1));
        },
      ),
    );
    expect(resolutionFor(1, 1)).toBe(96);
    expect(resolutionFor(50, 2)).toBe(288);
  });
});
