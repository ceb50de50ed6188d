/** Which box lies under the pointer. Pure. */
import type { RectPt } from './coords';

export type Box = {
  /** Key of the line in the list that the box belongs to. */
  readonly key: string;
  readonly rect: RectPt;
  /** What the box shows, for the label beside the pointer and for those who cannot see it. */
  readonly label: string;
  readonly text: string;
  readonly tone: Tone;
};

export type Tone = 'sure' | 'check' | 'doubt' | 'person';

/** Identifies a box: a value may stand at several places, so its line alone does not. */
export const placeKey = (box: Box): string => `${box.key}:${box.rect.join()}`;

/** A box may be missed by this much: the hand is less exact than the eye. */
const SLACK_PT = 1.5;

const area = ([x0, y0, x1, y1]: RectPt) => (x1 - x0) * (y1 - y0);

/** The smallest box around the point, for a small box may lie inside a large one. */
export function boxAt(boxes: readonly Box[], x: number, y: number): Box | null {
  const hits = boxes.filter(
    ({ rect: [x0, y0, x1, y1] }) =>
      x >= x0 - SLACK_PT && x <= x1 + SLACK_PT && y >= y0 - SLACK_PT && y <= y1 + SLACK_PT,
  );
  return hits.reduce<Box | null>(
    (best, box) => (best === null || area(box.rect) < area(best.rect) ? box : best),
    null,
  );
}
