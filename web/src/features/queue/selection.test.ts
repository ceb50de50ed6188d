import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  between,
  choose,
  chosenFor,
  countOf,
  EVERYTHING,
  isChosen,
  NOTHING,
  toggle,
  without,
} from './selection';

describe('a selection', () => {
  test('of everything leaves out what is taken out of it', () => {
    const but = toggle(EVERYTHING, 'a');
    expect([isChosen(but, 'a'), isChosen(but, 'b')]).toEqual([false, true]);
    expect(countOf(but, 100_000)).toBe(99_999);
    expect(countOf(toggle(but, 'a'), 3)).toBe(3);
  });

  test('by name counts names', () => {
    const some = choose(NOTHING, ['a', 'b', 'b'], true);
    expect(countOf(some, 50)).toBe(2);
    expect(countOf(choose(some, ['a', 'c'], false), 50)).toBe(1);
    expect(countOf(without(some, 'a'), 50)).toBe(1);
  });

  test('goes to the server by name, or as a filter with what is left out', () => {
    const filter = { query: 'x' };
    expect(chosenFor(choose(NOTHING, ['a'], true), filter)).toEqual({ collectionIds: ['a'] });
    expect(chosenFor(toggle(EVERYTHING, 'a'), filter)).toEqual({ filter, except: ['a'] });
  });

  test('a range goes both ways and holds both ends', () => {
    expect(between(2, 5)).toEqual([2, 3, 4, 5]);
    expect(between(5, 2)).toEqual([2, 3, 4, 5]);
    expect(between(4, 4)).toEqual([4]);
  });

  test('what is chosen is chosen, whatever came before, and toggling twice changes nothing', () => {
    const id = fc.constantFrom('a', 'b', 'c', 'd');
    fc.assert(
      fc.property(fc.boolean(), fc.array(id), id, fc.boolean(), (all, ids, one, chosen) => {
        const before = { all, ids: new Set(ids) };
        expect(isChosen(choose(before, [one], chosen), one)).toBe(chosen);
        expect(toggle(toggle(before, one), one)).toEqual(before);
      }),
    );
  });
});
