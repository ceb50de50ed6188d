import { expect, test } from 'vitest';
import { boxesOn, onTop } from './boxes';
import type { Slot } from './slots';

const status = { status: 'x', code: 'x', msg: 'x' };

const slot = (key: string, pages: number[], more: Partial<Slot> = {}): Slot => ({
  key,
  documentId: 'd',
  dataPoint: key,
  label: key,
  type: 'text',
  literals: [],
  mandatory: false,
  level: 'sure',
  fault: null,
  findings: [],
  needsPerson: false,
  cell: false,
  value: {
    id: key,
    value: key,
    rawValue: key,
    converter: { type: 'string', format: null },
    status,
    validationStatus: status,
    metadata: {},
    confidence: 1,
    source: 'text',
    evidence: pages.map((page) => ({ page, bbox: [page, 0, page + 10, 10] })),
    decision: null,
    alternatives: [],
  },
  ...more,
});

test('a page shows the boxes of its own, every place of a value', () => {
  const lines = [slot('a', [0]), slot('b', [1]), slot('c', [0, 0, 1])];
  expect(boxesOn(lines, 0).map((box) => box.key)).toEqual(['a', 'c', 'c']);
});

test('the line in hand is drawn last, on top of the others', () => {
  expect(onTop(boxesOn([slot('a', [0]), slot('b', [0])], 0), 'a').map((box) => box.key)).toEqual(['b', 'a']);
});

test('a value that contradicts a rule looks doubtful, however well it was read', () => {
  expect(boxesOn([slot('a', [0], { fault: 'check digit' })], 0)[0]?.tone).toBe('doubt');
});

test('a value that stands nowhere has no box', () => {
  expect(boxesOn([slot('a', [])], 0)).toEqual([]);
});
