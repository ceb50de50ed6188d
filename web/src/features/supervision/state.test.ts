import { describe, expect, test } from 'vitest';
import type { Slot } from './slots';
import {
  atStart,
  beforeOf,
  editFrom,
  type Review,
  type ReviewEvent,
  review,
  stepBack,
  undoing,
} from './state';

const run = (...events: ReviewEvent[]): Review => events.reduce(review, atStart);

const slot = (rawValue: string | null): Slot => ({
  key: rawValue === null ? 'new:d:total' : 'v',
  documentId: 'd',
  dataPoint: 'total',
  label: 'Total',
  type: 'amount',
  literals: [],
  mandatory: false,
  level: 'sure',
  fault: null,
  needsPerson: false,
  cell: false,
  value:
    rawValue === null
      ? null
      : {
          id: 'v',
          value: rawValue,
          rawValue,
          converter: { type: 'amount', format: null },
          status: { status: '', code: '', msg: '' },
          validationStatus: { status: '', code: '', msg: '' },
          metadata: {},
          confidence: 1,
          source: 'text',
          evidence: [{ page: 0, bbox: [1, 2, 3, 4], words: [7] }],
        },
});

describe('the supervision screen', () => {
  test('a cell that was removed cannot be brought back, and no step pretends that it can', () => {
    const cell = { ...slot('10'), cell: true };
    const removal = editFrom(cell, '');
    expect(removal).toMatchObject({ remove: true, cell: true });
    expect(removal && stepBack(cell, removal)).toBeNull();
    expect(removal && stepBack(slot('10'), removal)).not.toBeNull();
    expect(run({ type: 'committed', slot: 'v', before: null }).undo).toEqual([]);
  });

  test('a tool needs a line to work for, and ends when another line is chosen', () => {
    expect(run({ type: 'toolChosen', tool: 'box' }).tool).toBe('select');
    const marking = run({ type: 'selected', slot: 'a' }, { type: 'toolChosen', tool: 'words' });
    expect(marking.tool).toBe('words');
    expect(review(marking, { type: 'selected', slot: 'b' }).tool).toBe('select');
  });

  test('a draft is kept until it is handed over or taken back', () => {
    const typed = run({ type: 'typed', slot: 'v', text: '12' });
    expect(typed.drafts).toEqual({ v: '12' });
    expect(review(typed, { type: 'reverted', slot: 'v' }).drafts).toEqual({});
    expect(review(typed, { type: 'committed', slot: 'v', before: beforeOf(slot('10')) }).drafts).toEqual({});
  });

  test('when a new value gets its id, the line in hand, its draft and its undo step go along', () => {
    const state = run(
      { type: 'selected', slot: 'new:d:total' },
      { type: 'committed', slot: 'new:d:total', before: beforeOf(slot(null)) },
      { type: 'typed', slot: 'new:d:total', text: '5' },
      { type: 'renamed', from: 'new:d:total', to: 'v' },
    );
    expect(state).toMatchObject({ selected: 'v', drafts: { v: '5' }, undo: [{ slot: 'v' }] });
  });

  test('undoing a correction says the old text at the old place', () => {
    expect(undoing(beforeOf(slot('10')))).toEqual({
      slot: 'v',
      documentId: 'd',
      dataPoint: 'total',
      rawValue: '10',
      evidence: [{ page: 0, bbox: [1, 2, 3, 4] }],
    });
  });

  test('undoing a value that was new removes it', () => {
    expect(undoing(beforeOf(slot(null)))).toEqual({
      slot: 'new:d:total',
      documentId: 'd',
      dataPoint: 'total',
      remove: true,
    });
  });

  test('a draft that says what is there already changes nothing; an emptied one removes', () => {
    expect(editFrom(slot('10'), ' 10 ')).toBeNull();
    expect(editFrom(slot('10'), undefined)).toBeNull();
    expect(editFrom(slot(null), '')).toBeNull();
    expect(editFrom(slot('10'), '')).toMatchObject({ remove: true });
    expect(editFrom(slot('10'), '12')).toMatchObject({ slot: 'v', rawValue: '12' });
  });

  test('only so many steps can be undone, the newest ones', () => {
    const many = Array.from(
      { length: 150 },
      (_, i): ReviewEvent => ({
        type: 'committed',
        slot: `${i}`,
        before: { ...beforeOf(slot('10')), slot: `${i}` },
      }),
    );
    const state = many.reduce(review, atStart);
    expect(state.undo).toHaveLength(100);
    expect(state.undo.at(-1)?.slot).toBe('149');
  });
});
