/** The boxes on a page for the values in the list. Pure. */
import { rectOf } from '../../viewer/coords';
import type { Box, Tone } from '../../viewer/hit';
import type { Level, Slot } from './slots';

/** A value that is missing has no box, so its level never comes here. */
const TONES: Record<Level, Tone> = {
  sure: 'sure',
  check: 'check',
  doubt: 'doubt',
  person: 'person',
  missing: 'doubt',
  empty: 'doubt',
};

/** Boxes of a page, in the order of the list. */
export function boxesOn(lines: readonly Slot[], page: number): Box[] {
  return lines.flatMap((line) =>
    (line.value?.evidence ?? [])
      .filter((place) => place.page === page)
      .map(
        (place): Box => ({
          key: line.key,
          rect: rectOf(place.bbox),
          label: line.label,
          text: line.value?.rawValue ?? '',
          tone: line.fault ? 'doubt' : TONES[line.level],
        }),
      ),
  );
}

/** The same boxes with the one in hand last, so that it is drawn on top. */
export const onTop = (boxes: readonly Box[], selected: string | null): Box[] => [
  ...boxes.filter((box) => box.key !== selected),
  ...boxes.filter((box) => box.key === selected),
];
