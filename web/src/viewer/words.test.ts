import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { neighbour, range, reading, type Word, wordAt, wordsIn } from './words';

const word = (text: string, x: number, y: number): Word => ({
  text,
  bbox: [x, y, x + 40, y + 10],
});

// Total   12,50 EUR
// Tax      2,00
const page = [
  word('Total', 0, 0),
  word('12,50', 100, 0),
  word('EUR', 150, 0),
  word('Tax', 0, 14),
  word('2,00', 104, 14),
];

describe('choosing words', () => {
  test('a box chooses the words whose middle it holds', () => {
    expect(wordsIn(page, [90, -5, 200, 12])).toEqual([1, 2]);
    expect(wordsIn(page, [300, 300, 400, 400])).toEqual([]);
  });

  test('a click chooses the word under it', () => {
    expect(wordAt(page, 110, 5)).toEqual([1]);
    expect(wordAt(page, 70, 5)).toEqual([]);
  });

  test('arrows walk along the line and between lines', () => {
    expect(neighbour(page, 0, 'right')).toBe(1);
    expect(neighbour(page, 0, 'left')).toBe(0);
    expect(neighbour(page, 4, 'right')).toBe(4);
    expect(neighbour(page, 1, 'down')).toBe(4);
    expect(neighbour(page, 4, 'up')).toBe(1);
    expect(neighbour(page, 0, 'up')).toBe(0);
  });

  test('the text of chosen words is in reading order, each word once', () => {
    expect(reading(page, [2, 1, 2])).toEqual({ text: '12,50 EUR', bbox: [100, 0, 190, 10] });
    expect(reading(page, [])).toBeNull();
    expect(reading(page, [99])).toBeNull();
  });

  test('a range holds both ends, in either direction', () => {
    expect(range(3, 1)).toEqual([1, 2, 3]);
    expect(range(2, 2)).toEqual([2]);
  });

  test('no key press ever leaves the words', () => {
    const key = fc.constantFrom('left', 'right', 'up', 'down');
    fc.assert(
      fc.property(fc.array(key, { maxLength: 30 }), (keys) => {
        const end = keys.reduce((at, direction) => neighbour(page, at, direction), 0);
        return end >= 0 && end < page.length;
      }),
    );
  });
});
