/**
 * Points of the page and pixels of the screen: the only place where one becomes the other.
 *
 * A page is measured in points with the origin at its top left corner; the screen in CSS pixels, relative to the
 * viewer's own top left corner. A `View` says how the page lies on the screen.
 */

/** `[x0, y0, x1, y1]` in points on the upright page. */
export type RectPt = readonly [number, number, number, number];

/** The rectangle of an answer, whose type says only that it is a list of numbers. */
export function rectOf([x0 = 0, y0 = 0, x1 = x0, y1 = y0]: readonly number[]): RectPt {
  return [x0, y0, x1, y1];
}

/** A place on the screen, in CSS pixels. */
export type PointPx = { readonly x: number; readonly y: number };

/** A rectangle on the screen, in CSS pixels. */
export type RectPx = {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
};

/** Width and height, of a page in points or of the viewer in pixels. */
export type Size = { readonly width: number; readonly height: number };

/** How the page lies on the screen. */
export type View = {
  /** Pixels for each point. */
  readonly scale: number;
  /** Where the page's top left corner is, in pixels. */
  readonly x: number;
  readonly y: number;
};

/** Room that stays free around a page that was fitted, so that its edge is seen. */
const MARGIN_PX = 20;

/** An A4 page is then about two centimetres wide on screen: less shows nothing. */
const MIN_SCALE = 0.12;

/** Eight times the printed size: a character of small print then fills a finger's width. */
const MAX_SCALE = 8;

/** Part of the page that always stays in sight, so that it cannot be lost. */
const KEEP_IN_SIGHT_PX = 80;

const clamp = (value: number, low: number, high: number) => Math.min(Math.max(value, low), high);

export function toScreen(view: View, [x0, y0, x1, y1]: RectPt): RectPx {
  return {
    x: view.x + x0 * view.scale,
    y: view.y + y0 * view.scale,
    width: (x1 - x0) * view.scale,
    height: (y1 - y0) * view.scale,
  };
}

export function toPage(view: View, rect: RectPx): RectPt {
  const x0 = (rect.x - view.x) / view.scale;
  const y0 = (rect.y - view.y) / view.scale;
  return [x0, y0, x0 + rect.width / view.scale, y0 + rect.height / view.scale];
}

/** The rectangle between two corners, whichever they are. */
export function between(a: PointPx, b: PointPx): RectPx {
  return {
    x: Math.min(a.x, b.x),
    y: Math.min(a.y, b.y),
    width: Math.abs(a.x - b.x),
    height: Math.abs(a.y - b.y),
  };
}

/** The part of a rectangle that lies on the page; `null` when none does. */
export function onPage([x0, y0, x1, y1]: RectPt, page: Size): RectPt | null {
  const cut: RectPt = [
    clamp(x0, 0, page.width),
    clamp(y0, 0, page.height),
    clamp(x1, 0, page.width),
    clamp(y1, 0, page.height),
  ];
  return cut[2] > cut[0] && cut[3] > cut[1] ? cut : null;
}

/** The whole page, in the middle. */
export function fitPage(page: Size, viewer: Size): View {
  const scale = clamp(
    Math.min((viewer.width - 2 * MARGIN_PX) / page.width, (viewer.height - 2 * MARGIN_PX) / page.height),
    MIN_SCALE,
    MAX_SCALE,
  );
  return { scale, x: (viewer.width - page.width * scale) / 2, y: (viewer.height - page.height * scale) / 2 };
}

/** As wide as the viewer, from the top. */
export function fitWidth(page: Size, viewer: Size): View {
  const scale = clamp((viewer.width - 2 * MARGIN_PX) / page.width, MIN_SCALE, MAX_SCALE);
  const whole = fitPage(page, viewer);
  return scale <= whole.scale ? whole : { scale, x: (viewer.width - page.width * scale) / 2, y: MARGIN_PX };
}

/** Larger or smaller; what lies under `fixed` stays there. */
export function zoomAt(view: View, fixed: PointPx, factor: number): View {
  const scale = clamp(view.scale * factor, MIN_SCALE, MAX_SCALE);
  const ratio = scale / view.scale;
  return { scale, x: fixed.x - (fixed.x - view.x) * ratio, y: fixed.y - (fixed.y - view.y) * ratio };
}

/** Moved by a distance, but never out of sight. */
export function panBy(view: View, dx: number, dy: number, page: Size, viewer: Size): View {
  const width = page.width * view.scale;
  const height = page.height * view.scale;
  const keepX = Math.min(KEEP_IN_SIGHT_PX, width, viewer.width);
  const keepY = Math.min(KEEP_IN_SIGHT_PX, height, viewer.height);
  return {
    scale: view.scale,
    x: clamp(view.x + dx, keepX - width, viewer.width - keepX),
    y: clamp(view.y + dy, keepY - height, viewer.height - keepY),
  };
}

/** The nearest view at the same size in which the rectangle is seen. */
export function bringIntoSight(view: View, rect: RectPt, viewer: Size): View {
  const box = toScreen(view, rect);
  return {
    scale: view.scale,
    x: view.x + shift(box.x, box.width, viewer.width),
    y: view.y + shift(box.y, box.height, viewer.height),
  };
}

/** How far a stretch must move to lie inside `length`; one that is too long shows its beginning. */
function shift(start: number, size: number, length: number): number {
  const margin = Math.min(MARGIN_PX * 2, Math.max(0, (length - size) / 2));
  if (start < margin) return margin - start;
  if (start + size > length - margin) return Math.max(length - margin - size, margin) - start;
  return 0;
}

/** The smallest rectangle around all; `null` for none. */
export function around(rects: readonly RectPt[]): RectPt | null {
  const [first, ...rest] = rects;
  if (!first) return null;
  return rest.reduce<RectPt>(
    (a, b) => [Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[2], b[2]), Math.max(a[3], b[3])],
    first,
  );
}

/** Whether the middle of a word lies in the rectangle. */
export function holdsMiddle([x0, y0, x1, y1]: RectPt, word: RectPt): boolean {
  const x = (word[0] + word[2]) / 2;
  const y = (word[1] + word[3]) / 2;
  return x >= x0 && x <= x1 && y >= y0 && y <= y1;
}

/** The resolutions in which page images are asked for; few, so that the server's cache is hit. */
const RESOLUTIONS_DPI = [96, 144, 216, 288] as const;

/** The least resolution that looks sharp at this size (72 points are an inch). */
export function resolutionFor(scale: number, pixelRatio: number): number {
  const needed = scale * pixelRatio * 72;
  return RESOLUTIONS_DPI.find((dpi) => dpi >= needed * 0.9) ?? 288;
}
