/** Choosing words of a page: by a box drawn over them, or by walking from word to word with the keyboard. Pure. */
import { around, holdsMiddle, type RectPt } from './coords';

/** A word of a page with its place. */
export type Word = { readonly text: string; readonly bbox: RectPt };

export type Direction = 'left' | 'right' | 'up' | 'down';

const middle = ([x0, y0, x1, y1]: RectPt) => ({ x: (x0 + x1) / 2, y: (y0 + y1) / 2 });

/** Positions of the words whose middle lies in the box, in reading order. */
export function wordsIn(words: readonly Word[], box: RectPt): number[] {
  return words.flatMap((word, index) => (holdsMiddle(box, word.bbox) ? [index] : []));
}

/** Position of the word at a point, in a list because there may be none. */
export function wordAt(words: readonly Word[], x: number, y: number): number[] {
  const index = words.findIndex(({ bbox }) => x >= bbox[0] && x <= bbox[2] && y >= bbox[1] && y <= bbox[3]);
  return index < 0 ? [] : [index];
}

/** The word to which an arrow key leads: along the reading order, or to the nearest one above or below. */
export function neighbour(words: readonly Word[], from: number, direction: Direction): number {
  if (direction === 'left') return Math.max(from - 1, 0);
  if (direction === 'right') return Math.min(from + 1, words.length - 1);
  const here = words[from];
  if (!here) return 0;
  const start = middle(here.bbox);
  const height = here.bbox[3] - here.bbox[1];
  let best = from;
  let bestDistance = Number.POSITIVE_INFINITY;
  words.forEach((word, index) => {
    const there = middle(word.bbox);
    const dy = direction === 'down' ? there.y - start.y : start.y - there.y;
    // Half a line up or down is another line; less is the same one, slightly crooked.
    if (dy < height / 2) return;
    const distance = dy * 3 + Math.abs(there.x - start.x);
    if (distance < bestDistance) [best, bestDistance] = [index, distance];
  });
  return best;
}

/** All positions from one word to another, whichever comes first. */
export function range(from: number, to: number): number[] {
  const [low, high] = [Math.min(from, to), Math.max(from, to)];
  return Array.from({ length: high - low + 1 }, (_, index) => low + index);
}

/** The text of the chosen words, and the box around them; `null` for none. */
export function reading(
  words: readonly Word[],
  chosen: readonly number[],
): { text: string; bbox: RectPt } | null {
  const all = [...new Set(chosen)].sort((a, b) => a - b).flatMap((index) => words[index] ?? []);
  const bbox = around(all.map((word) => word.bbox));
  return bbox && { text: all.map((word) => word.text).join(' '), bbox };
}
