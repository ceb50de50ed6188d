import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  confidenceOf,
  type Division,
  divisionOf,
  isSame,
  partsOf,
  toggleOut,
  toggleStart,
  toSend,
  withClass,
} from './division';

const file = (numberOfPages: number, ...ranges: [number, number][]) =>
  divisionOf({
    fileId: 'f',
    numberOfPages,
    documents: ranges.map(([firstPage, lastPage], index) => ({
      documentId: `${index}`,
      name: '',
      documentClass: 'invoice',
      classConfidence: null,
      firstPage,
      lastPage,
    })),
  });

const ranges = (division: Division) => partsOf(division).map(({ first, last }) => [first, last]);

describe('dividing a file into documents', () => {
  test('a document is split before a page, and joined again', () => {
    const whole = file(3, [0, 2]);
    const split = toggleStart(whole, 2);
    expect(ranges(split)).toEqual([
      [0, 1],
      [2, 2],
    ]);
    expect(isSame(toggleStart(split, 2), whole)).toBe(true);
    expect(toggleStart(whole, 0)).toBe(whole);
  });

  test('a page in the middle is left out, and what follows is a document of its own', () => {
    const out = toggleOut(file(3, [0, 2]), 1);
    expect(ranges(out)).toEqual([
      [0, 0],
      [2, 2],
    ]);
    expect(ranges(toggleOut(out, 1))).toEqual([
      [0, 1],
      [2, 2],
    ]);
  });

  test('the last page of all cannot be left out', () => {
    const one = file(1, [0, 0]);
    expect(toggleOut(one, 0)).toBe(one);
  });

  test('only a class that a person chose is sent', () => {
    const before = file(3, [0, 1], [2, 2]);
    const chosen = withClass(before, 2, 'credit note');
    expect(toSend(chosen, before)).toEqual({
      documents: [
        { firstPage: 0, lastPage: 1 },
        { firstPage: 2, lastPage: 2, documentClass: 'credit note' },
      ],
    });
    expect(toSend(toggleStart(before, 2), before)).toEqual({ documents: [{ firstPage: 0, lastPage: 2 }] });
  });

  test('whatever is done, documents are in order, do not overlap, and are not empty', () => {
    const acts = fc.array(fc.tuple(fc.boolean(), fc.integer({ min: 0, max: 5 })), { maxLength: 30 });
    fc.assert(
      fc.property(acts, (all) => {
        const end = all.reduce(
          (now, [split, page]) => (split ? toggleStart(now, page) : toggleOut(now, page)),
          file(6, [0, 2], [3, 5]),
        );
        const parts = partsOf(end);
        expect(parts.length).toBeGreaterThan(0);
        parts.forEach((part, index) => {
          expect(part.first).toBeLessThanOrEqual(part.last);
          expect(part.first).toBeGreaterThan(parts[index - 1]?.last ?? -1);
        });
      }),
    );
  });

  test('how sure the machine was is said as long as its class stands there', () => {
    const known = {
      fileId: 'f',
      numberOfPages: 2,
      documents: [
        {
          documentId: '1',
          name: '',
          documentClass: 'waybill',
          classConfidence: 0.8,
          firstPage: 0,
          lastPage: 1,
        },
      ],
    };
    expect(confidenceOf(known, 0, 'waybill')).toBe(0.8);
    expect(confidenceOf(known, 0, 'invoice')).toBeNull();
    expect(confidenceOf(known, 1, 'waybill')).toBeNull();
  });
});
