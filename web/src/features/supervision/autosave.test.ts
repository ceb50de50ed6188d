import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Autosave,
  type AutosaveEvent,
  autosave,
  type Edit,
  nothingToSave,
  pendingText,
  statusOf,
} from './autosave';

const edit = (slot: string, rawValue: string): Edit => ({ slot, documentId: 'd', dataPoint: 'p', rawValue });
const run = (...events: AutosaveEvent[]): Autosave => events.reduce(autosave, nothingToSave);

describe('autosave', () => {
  test('one request is in flight, the rest waits', () => {
    const state = run(
      { type: 'edited', edit: edit('a', '1') },
      { type: 'sent' },
      { type: 'edited', edit: edit('b', '2') },
      { type: 'sent' },
    );
    expect(state.inFlight?.slot).toBe('a');
    expect(state.queue.map((e) => e.slot)).toEqual(['b']);
    expect(statusOf(state)).toBe('saving');
  });

  test('of two edits of one place that wait, the last one wins', () => {
    const state = run({ type: 'edited', edit: edit('a', '1') }, { type: 'edited', edit: edit('a', '12') });
    expect(state.queue).toEqual([edit('a', '12')]);
  });

  test('an edit made while the same place is being saved is sent after it', () => {
    const state = run(
      { type: 'edited', edit: edit('a', '1') },
      { type: 'sent' },
      { type: 'edited', edit: edit('a', '12') },
      { type: 'saved', slot: 'a' },
    );
    expect(state.queue).toEqual([edit('a', '12')]);
  });

  test('a new value gets its id, and edits that wait for it follow', () => {
    const state = run(
      { type: 'edited', edit: edit('new:p', '1') },
      { type: 'sent' },
      { type: 'edited', edit: edit('new:p', '12') },
      { type: 'saved', slot: '0198' },
    );
    expect(state.queue).toEqual([edit('0198', '12')]);
  });

  test('a place marked on the page replaces typed text, and typing afterwards keeps the place', () => {
    const evidence = [{ page: 0, bbox: [1, 2, 3, 4] as [number, number, number, number] }];
    const marked: Edit = { slot: 'a', documentId: 'd', dataPoint: 'p', evidence };
    expect(run({ type: 'edited', edit: edit('a', 'x') }, { type: 'edited', edit: marked }).queue).toEqual([
      marked,
    ]);
    expect(run({ type: 'edited', edit: marked }, { type: 'edited', edit: edit('a', 'x') }).queue).toEqual([
      { ...edit('a', 'x'), evidence },
    ]);
  });

  test('a refused edit is kept, and a retry sends it first', () => {
    const refused = run(
      { type: 'edited', edit: edit('a', '1') },
      { type: 'sent' },
      { type: 'refused', error: new Error('offline') },
    );
    expect(statusOf(refused)).toBe('refused');
    const again = [{ type: 'edited', edit: edit('b', '2') }, { type: 'retried' }] satisfies AutosaveEvent[];
    expect(again.reduce(autosave, refused).queue.map((e) => e.slot)).toEqual(['a', 'b']);
  });

  test('a line shows what was typed into it, waiting, under way or refused, until the server has it', () => {
    let state = run({ type: 'edited', edit: edit('a', '12') });
    expect(pendingText(state, 'a')).toBe('12');
    state = autosave(state, { type: 'sent' });
    expect(pendingText(state, 'a')).toBe('12');
    expect(pendingText(autosave(state, { type: 'refused', error: new Error('no') }), 'a')).toBe('12');
    expect(pendingText(autosave(state, { type: 'saved', slot: 'a' }), 'a')).toBeNull();
    const removal = { slot: 'a', documentId: 'd', dataPoint: 'p', remove: true };
    expect(pendingText(run({ type: 'edited', edit: removal }), 'a')).toBe('');
  });

  test('correcting a refused place forgets the refusal', () => {
    const state = run(
      { type: 'edited', edit: edit('a', 'x') },
      { type: 'sent' },
      { type: 'refused', error: new Error('no') },
      { type: 'edited', edit: edit('a', 'y') },
    );
    expect(state.refused).toEqual([]);
    expect(state.queue).toEqual([edit('a', 'y')]);
  });

  test('whatever happens, the last text typed into each place is sent, waits, or is shown as refused', () => {
    const slot = fc.constantFrom('a', 'b', 'c');
    const event: fc.Arbitrary<AutosaveEvent | 'answer' | 'fail'> = fc.oneof(
      fc
        .record({ slot, rawValue: fc.string({ maxLength: 3 }) })
        .map((e) => ({ type: 'edited' as const, edit: edit(e.slot, e.rawValue) })),
      fc.constant({ type: 'sent' as const }),
      fc.constant({ type: 'retried' as const }),
      fc.constant('answer' as const),
      fc.constant('fail' as const),
    );
    fc.assert(
      fc.property(fc.array(event, { maxLength: 40 }), (events) => {
        let state = nothingToSave;
        const typed = new Map<string, string>();
        const server = new Map<string, string>();
        for (const e of events) {
          if (e === 'answer') {
            const sent = state.inFlight;
            if (sent) server.set(sent.slot, sent.rawValue ?? '');
            if (sent) state = autosave(state, { type: 'saved', slot: sent.slot });
          } else if (e === 'fail') {
            state = autosave(state, { type: 'refused', error: new Error('no') });
          } else {
            if (e.type === 'edited') typed.set(e.edit.slot, e.edit.rawValue ?? '');
            state = autosave(state, e);
          }
        }
        for (const [key, text] of typed) {
          const held = [
            ...state.queue,
            ...(state.inFlight ? [state.inFlight] : []),
            ...state.refused.map((r) => r.edit),
          ];
          const newest = held.find((h) => h.slot === key && h.rawValue === text);
          expect(newest !== undefined || server.get(key) === text).toBe(true);
        }
      }),
    );
  });

  test('what is more than a text is done after what was said before, one after another', () => {
    const state = run(
      { type: 'edited', edit: edit('a', '1') },
      { type: 'edited', edit: { ...edit('a', ''), restore: true } },
      { type: 'edited', edit: { ...edit('a', ''), confirm: true } },
      { type: 'edited', edit: edit('a', '2') },
      { type: 'edited', edit: edit('a', '3') },
    );
    expect(state.queue.map((one) => [one.rawValue, one.restore, one.confirm])).toEqual([
      ['1', undefined, undefined],
      ['', true, undefined],
      ['', undefined, true],
      ['3', undefined, undefined],
    ]);
    expect(pendingText(state, 'a')).toBe('3');
  });

  test('what waits for a value that is being removed keeps its id, by which it comes back', () => {
    const state = run(
      { type: 'edited', edit: { slot: 'a', documentId: 'd', dataPoint: 'p', remove: true } },
      { type: 'sent' },
      { type: 'edited', edit: { slot: 'a', documentId: 'd', dataPoint: 'p', restore: true } },
      { type: 'saved', slot: 'new:d:p' },
    );
    expect(state.queue.map((one) => one.slot)).toEqual(['a']);
  });
});
