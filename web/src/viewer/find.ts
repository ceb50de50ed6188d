/** Finding a text among the words of a page. Pure. */
import type { RectPt } from './coords';
import type { Word } from './words';

/** A place where the text stands: the boxes of its words. */
export type Hit = { readonly page: number; readonly rects: readonly RectPt[] };

/** Capitals and accents do not matter: `Muller` finds `MÜLLER`. */
export const folded = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .toLowerCase();

/** Every place on a page where the text stands, also across words, in reading order. */
export function hitsOn(page: number, words: readonly Word[], text: string): Hit[] {
  const wanted = folded(text.trim()).split(/\s+/).join(' ');
  if (wanted === '') return [];
  // Where each word begins in the page's text, to come back from a position to words.
  const starts: number[] = [];
  let whole = '';
  for (const word of words) {
    if (whole !== '') whole += ' ';
    starts.push(whole.length);
    whole += folded(word.text);
  }
  const hits: Hit[] = [];
  for (let at = whole.indexOf(wanted); at >= 0; at = whole.indexOf(wanted, at + wanted.length)) {
    const end = at + wanted.length;
    const rects = words.flatMap((word, index) => {
      const start = starts[index] ?? 0;
      const stop = starts[index + 1] ?? whole.length + 1;
      return start < end && stop - 1 > at ? [word.bbox] : [];
    });
    hits.push({ page, rects });
  }
  return hits;
}
