/** Where a panel stands on the screen so that what it speaks of stays in sight. Pure; lengths in pixels. */

export type Size = { readonly width: number; readonly height: number };
export type Box = Size & { readonly left: number; readonly top: number };
export type Spot = { readonly left: number; readonly top: number };

/** Between the panel and its target. */
const GAP = 14;
/** Between the panel and the edge of the screen. */
const EDGE = 12;

const clamp = (value: number, low: number, high: number) => Math.max(low, Math.min(value, high));

/** Below, right, left or above the target, whichever has room first; else in the corner at the lower right. */
export function beside(target: Box | null, panel: Size, screen: Size): Spot {
  const [lastLeft, lastTop] = [screen.width - panel.width - EDGE, screen.height - panel.height - EDGE];
  const corner = { left: lastLeft, top: lastTop };
  if (!target) return corner;
  const left = clamp(target.left, EDGE, lastLeft);
  const top = clamp(target.top, EDGE, lastTop);
  const right = target.left + target.width + GAP;
  const below = target.top + target.height + GAP;
  const places = [
    { left, top: below },
    { left: right, top },
    { left: target.left - panel.width - GAP, top },
    { left, top: target.top - panel.height - GAP },
  ];
  const fits = (spot: Spot) =>
    spot.left >= EDGE && spot.left <= lastLeft && spot.top >= EDGE && spot.top <= lastTop;
  return places.find(fits) ?? corner;
}
