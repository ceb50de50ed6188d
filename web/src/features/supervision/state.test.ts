import { describe, expect, test } from 'vitest';
import type { SingleValue, Slot } from './slots';
import {
  alternating,
  atStart,
  confirming,
  confirmingAll,
  editFrom,
  moving,
  type Review,
  type ReviewEvent,
  reordering,
  review,
  stepOf,
  takingBack,
} from './state';

const run = (...events: ReviewEvent[]): Review => events.reduce(review, atStart);

const value = (rawValue: string, more: Partial<SingleValue> = {}): SingleValue => ({
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
  decision: null,
  alternatives: [],
  ...more,
});

const slot = (rawValue: string | null, more: Partial<SingleValue> = {}): Slot => ({
  key: rawValue === null ? 'new:d:total' : (more.id ?? 'v'),
  documentId: 'd',
  dataPoint: 'total',
  label: 'Total',
  type: 'amount',
  literals: [],
  mandatory: false,
  level: 'sure',
  fault: null,
  findings: [],
  needsPerson: false,
  cell: false,
  value: rawValue === null ? null : value(rawValue, more),
});

const line = { slot: 'v', documentId: 'd', dataPoint: 'total' };
const typed = (one: Slot, text: string) => {
  const edit = editFrom(one, text);
  if (!edit) throw new Error('nothing is said');
  return stepOf(one, edit);
};

describe('the supervision screen', () => {
  test('a tool needs a line to work for, and ends when another line is chosen', () => {
    expect(run({ type: 'toolChosen', tool: 'box' }).tool).toBe('select');
    const marking = run({ type: 'selected', slot: 'a' }, { type: 'toolChosen', tool: 'words', adding: true });
    expect(marking).toMatchObject({ tool: 'words', adding: true });
    expect(review(marking, { type: 'selected', slot: 'b' }).tool).toBe('select');
    expect(review(marking, { type: 'toolChosen', tool: 'words' }).adding).toBe(false);
  });

  test('a draft is kept until it is handed over or taken back', () => {
    const draft = run({ type: 'typed', slot: 'v', text: '12' });
    expect(draft.drafts).toEqual({ v: '12' });
    expect(review(draft, { type: 'reverted', slot: 'v' }).drafts).toEqual({});
    expect(review(draft, { type: 'committed', step: typed(slot('10'), '12') }).drafts).toEqual({});
  });

  test('a step goes from undo to redo and back, and a new one forgets what was undone', () => {
    const step = typed(slot('10'), '12');
    const undone = run({ type: 'committed', step }, { type: 'undone' });
    expect(undone).toMatchObject({ undo: [], redo: [step] });
    expect(review(undone, { type: 'redone' })).toMatchObject({ undo: [step], redo: [] });
    expect(review(undone, { type: 'committed', step }).redo).toEqual([]);
    expect(run({ type: 'undone' }, { type: 'redone' })).toEqual(atStart);
  });

  test('when a new value gets its id, the line in hand, its draft and its steps go along', () => {
    const state = run(
      { type: 'selected', slot: 'new:d:total' },
      { type: 'committed', step: typed(slot(null), '5') },
      { type: 'typed', slot: 'new:d:total', text: '6' },
      { type: 'renamed', from: 'new:d:total', to: 'v' },
    );
    expect(state).toMatchObject({ selected: 'v', drafts: { v: '6' } });
    expect(state.undo).toEqual([
      { slot: 'v', undo: [{ ...line, remove: true }], redo: [{ ...line, rawValue: '5' }] },
    ]);
  });

  test('a value that is gone keeps its id in the steps, which bring it back by it', () => {
    const state = run(
      { type: 'committed', step: typed(slot('10'), '') },
      { type: 'renamed', from: 'v', to: 'new:d:total' },
    );
    expect(state.undo[0]).toMatchObject({ undo: [{ slot: 'v', restore: true }], redo: [{ slot: 'v' }] });
  });

  test('what takes a decision back depends on what was there before', () => {
    expect(takingBack(slot(null))).toEqual([{ ...line, slot: 'new:d:total', remove: true }]);
    expect(takingBack(slot('10'))).toEqual([{ ...line, restore: true }]);
    expect(takingBack(slot('10', { decision: 'confirmed' }))).toEqual([
      { ...line, restore: true },
      { ...line, confirm: true },
    ]);
    expect(takingBack(slot('10', { decision: 'changed' }))).toEqual([
      { ...line, rawValue: '10', evidence: [{ page: 0, bbox: [1, 2, 3, 4] }] },
    ]);
    expect(takingBack({ ...slot('10'), cell: true })).toEqual([{ ...line, cell: true, restore: true }]);
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
      (_, i): ReviewEvent => ({ type: 'committed', step: { slot: `${i}`, undo: [], redo: [] } }),
    );
    const state = many.reduce(review, atStart);
    expect(state.undo).toHaveLength(100);
    expect(state.undo.at(-1)?.slot).toBe('149');
  });
});

describe('confirming', () => {
  test('a value is confirmed once, and what a person said needs no confirmation', () => {
    expect(confirming(slot('10'))?.redo).toEqual([{ ...line, confirm: true }]);
    expect(confirming(slot('10', { decision: 'changed' }))).toBeNull();
    expect(confirming(slot(null))).toBeNull();
  });

  test('all are confirmed in one step, which takes back only what it did', () => {
    const lines = [
      slot('1', { id: 'a', decision: 'confirmed' }),
      slot('2', { id: 'b' }),
      slot('3', { id: 'c', decision: 'changed' }),
      slot(null),
    ];
    const step = confirmingAll(lines);
    expect(step?.redo[0]?.confirmed).toEqual(['a', 'b']);
    expect(step?.undo[0]?.confirmed).toEqual(['a']);
    expect(confirmingAll([lines[0] as Slot])).toBeNull();
    expect(confirmingAll([])).toBeNull();
  });
});

describe('the values that the machine weighed', () => {
  const others = ['11', '12'].map((rawValue) => ({
    rawValue,
    value: rawValue,
    confidence: 0.2,
    evidence: [{ page: 1, bbox: [0, 0, 1, 1] }],
  }));
  const read = slot('10', { alternatives: others });
  const said = (one: Slot, by: -1 | 1 = 1) => alternating(one, null, by)?.redo[0];

  test('are gone through one after another with their places, and lead back to what was read', () => {
    expect(said(read)).toMatchObject({ rawValue: '11', evidence: [{ page: 1, bbox: [0, 0, 1, 1] }] });
    expect(said(slot('11', { alternatives: others, decision: 'changed' }))).toMatchObject({ rawValue: '12' });
    expect(said(slot('12', { alternatives: others, decision: 'changed' }))).toMatchObject({ restore: true });
    expect(said(read, -1)).toMatchObject({ rawValue: '12' });
  });

  test('count from what is on its way, not from what the server has', () => {
    const pending = { ...line, rawValue: '11' };
    expect(alternating(read, pending, 1)?.redo[0]).toMatchObject({ rawValue: '12' });
    expect(alternating(read, { ...line, restore: true }, 1)?.redo[0]).toMatchObject({ rawValue: '11' });
  });

  test('begin with what was read after a text that is none of them; without any there is nothing to do', () => {
    expect(said(slot('typed', { alternatives: others, decision: 'changed' }))).toMatchObject({
      restore: true,
    });
    expect(said(slot('10'))).toBeUndefined();
  });
});

describe('values among others', () => {
  test('a value is given to another line with its place, and taken back from there first', () => {
    const to: Slot = { ...slot(null), key: 'new:d:net', dataPoint: 'net' };
    const step = moving(slot('10'), to);
    expect(step?.redo).toEqual([
      {
        slot: 'new:d:net',
        documentId: 'd',
        dataPoint: 'net',
        rawValue: '10',
        evidence: [{ page: 0, bbox: [1, 2, 3, 4] }],
      },
      { ...line, remove: true },
    ]);
    expect(step?.undo.map((edit) => edit.slot)).toEqual(['new:d:net', 'v']);
    expect(moving(slot(null), to)).toBeNull();
  });

  test('a value moves up and down among its own, and not beyond the ends', () => {
    const [a, b] = [slot('1', { id: 'a' }), slot('2', { id: 'b' })];
    const lines = [a, b, slot(null)];
    expect(reordering(lines, a, 1)?.redo[0]?.order).toEqual(['b', 'a']);
    expect(reordering(lines, b, -1)?.undo[0]?.order).toEqual(['a', 'b']);
    expect(reordering(lines, a, -1)).toBeNull();
    expect(reordering(lines, b, 1)).toBeNull();
  });
});
