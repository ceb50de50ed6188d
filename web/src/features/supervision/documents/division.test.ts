import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  confidenceOf,
  type Division,
  divisionOf,
  isSame,
  partsOf,
  placed,
  stepped,
  toBringBack,
  toggleOut,
  toggleStart,
  toSend,
  withClass,
} from './division';

const file = (numberOfPages: number, ...documents: number[][]) =>
  divisionOf({
    fileId: 'f',
    numberOfPages,
    documents: documents.map((pages, index) => ({
      documentId: `${index}`,
      name: '',
      documentClass: index === 0 ? 'invoice' : 'letter',
      classConfidence: null,
      firstPage: Math.min(...pages),
      lastPage: Math.max(...pages),
      pages,
    })),
  });

const pages = (division: Division) => partsOf(division).map((part) => part.pages);
const order = (division: Division) => division.map(({ page }) => page);

describe('dividing a file into documents', () => {
  test('a document is split before a page, and joined again', () => {
    const whole = file(3, [0, 1, 2]);
    const split = toggleStart(whole, 2);
    expect(pages(split)).toEqual([[0, 1], [2]]);
    expect(isSame(toggleStart(split, 2), whole)).toBe(true);
    expect(toggleStart(whole, 0)).toBe(whole);
  });

  test('a page in the middle is left out, and the document goes on behind it', () => {
    const out = toggleOut(file(3, [0, 1, 2]), 1);
    expect(pages(out)).toEqual([[0, 2]]);
    expect(pages(toggleOut(out, 1))).toEqual([[0, 1, 2]]);
    expect(pages(toggleStart(out, 2))).toEqual([[0], [2]]);
  });

  test('when the first page of a document is left out, the next one begins it', () => {
    expect(pages(toggleOut(file(4, [0, 1], [2, 3]), 2))).toEqual([[0, 1], [3]]);
  });

  test('the last page of all cannot be left out', () => {
    const one = file(1, [0]);
    expect(toggleOut(one, 0)).toBe(one);
  });

  test('a page that is in no document stands where it is in the file', () => {
    expect(order(file(5, [2, 0], [3]))).toEqual([2, 0, 1, 3, 4]);
    expect(pages(file(5, [2, 0], [3]))).toEqual([[2, 0], [3]]);
  });

  test('only a class that a person chose is sent', () => {
    const before = file(3, [0, 1], [2]);
    const chosen = withClass(before, 2, 'credit note');
    expect(toSend(chosen, before)).toEqual({
      documents: [{ pages: [0, 1] }, { pages: [2], documentClass: 'credit note' }],
    });
    expect(toSend(toggleStart(before, 2), before)).toEqual({ documents: [{ pages: [0, 1, 2] }] });
    expect(toSend(placed(before, 2, 0, 'before'), before)).toEqual({ documents: [{ pages: [2, 0, 1] }] });
    expect(toBringBack(before).documents[1]).toEqual({ pages: [2], documentClass: 'letter' });
  });
});

describe('moving pages', () => {
  test('a page passes its neighbour, and the first one of a document stays its beginning', () => {
    const whole = file(3, [0, 1, 2]);
    expect(pages(stepped(whole, 0, 1))).toEqual([[1, 0, 2]]);
    expect(pages(stepped(whole, 1, -1))).toEqual([[1, 0, 2]]);
    expect(stepped(whole, 2, 1)).toBe(whole);
    expect(stepped(whole, 0, -1)).toBe(whole);
  });

  test('a step over a border changes the document and not the place', () => {
    const two = file(4, [0, 1], [2, 3]);
    const on = stepped(two, 1, 1);
    expect(pages(on)).toEqual([[0], [1, 2, 3]]);
    expect(partsOf(on)[1]?.documentClass).toBe('letter');
    expect(pages(stepped(on, 1, -1))).toEqual([
      [0, 1],
      [2, 3],
    ]);
  });

  test('a document whose only page moves on is gone', () => {
    expect(pages(stepped(file(3, [0], [1, 2]), 0, 1))).toEqual([[0, 1, 2]]);
  });

  test('a page is put right before or behind another one, also one that is left out', () => {
    const two = file(5, [0, 1], [2, 3]);
    expect(pages(placed(two, 0, 3, 'after'))).toEqual([[1], [2, 3, 0]]);
    expect(pages(placed(two, 3, 0, 'before'))).toEqual([[3, 0, 1], [2]]);
    expect(pages(placed(two, 4, 2, 'before'))).toEqual([
      [0, 1],
      [4, 2, 3],
    ]);
    expect(pages(placed(two, 0, 4, 'after'))).toEqual([[1], [2, 3, 0]]);
  });
});

test('whatever is done, every page is there once and no document is empty', () => {
  const act = fc.tuple(fc.nat(3), fc.nat(5), fc.nat(5));
  const does = (now: Division, [kind, at, other]: [number, number, number]) => {
    if (kind === 0) return toggleStart(now, at);
    if (kind === 1) return toggleOut(now, at);
    if (kind === 2) return stepped(now, at, other % 2 === 0 ? 1 : -1);
    return placed(now, at, other, at % 2 === 0 ? 'before' : 'after');
  };
  fc.assert(
    fc.property(fc.array(act, { maxLength: 30 }), (acts) => {
      const end = acts.reduce(does, file(6, [0, 1, 2], [3, 4, 5]));
      expect(order(end).toSorted()).toEqual([0, 1, 2, 3, 4, 5]);
      expect(pages(end).length).toBeGreaterThan(0);
      const kept = end.filter(({ state }) => state !== 'out').map(({ page }) => page);
      expect(pages(end).flat()).toEqual(kept);
    }),
  );
});

describe('classes', () => {
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
          pages: [0, 1],
        },
      ],
    };
    expect(confidenceOf(known, 0, 'waybill')).toBe(0.8);
    expect(confidenceOf(known, 0, 'invoice')).toBeNull();
    expect(confidenceOf(known, 1, 'waybill')).toBeNull();
  });
});
