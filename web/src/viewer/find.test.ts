import { describe, expect, test } from 'vitest';
import { hitsOn } from './find';
import type { Word } from './words';

const words: Word[] = ['Invoice', 'MÜLLER', 'GmbH', 'invoice', 'total'].map((text, index) => ({
  text,
  bbox: [index * 10, 0, index * 10 + 8, 5],
}));
const boxes = (text: string) => hitsOn(2, words, text).map((hit) => hit.rects.map(([x0]) => x0 / 10));

describe('finding a text on a page', () => {
  test('every place is found, whatever the case and the accents', () => {
    expect(boxes('INVOICE')).toEqual([[0], [3]]);
    expect(boxes('muller')).toEqual([[1]]);
    expect(hitsOn(2, words, 'total')[0]?.page).toBe(2);
  });

  test('a text may run over several words, and begin or end inside of one', () => {
    expect(boxes('ler  gm')).toEqual([[1, 2]]);
    expect(boxes('voice')).toEqual([[0], [3]]);
  });

  test('nothing is found for nothing, or on a page without words', () => {
    expect(boxes('  ')).toEqual([]);
    expect(boxes('nowhere')).toEqual([]);
    expect(hitsOn(0, [], 'x')).toEqual([]);
  });
});
