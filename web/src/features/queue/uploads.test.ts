import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AT_ONCE, inOrder, nextToSend, progressOf, type Upload, type UploadEvent, uploads } from './uploads';

const files = (...ids: string[]) => ({
  type: 'chosen' as const,
  files: ids.map((id) => ({ id, name: `${id}.pdf`, files: 1, sizeBytes: 100 })),
});
const run = (...events: UploadEvent[]): readonly Upload[] => events.reduce(uploads, []);

describe('uploads', () => {
  test('only so many are sent at once, in the order in which they were chosen', () => {
    const state = run(files('a', 'b', 'c'), { type: 'started', id: 'a' }, { type: 'started', id: 'b' });
    expect(nextToSend(state)).toBeNull();
    expect(nextToSend(uploads(state, { type: 'stored', id: 'a' }))?.id).toBe('c');
  });

  test('a file that failed says why, does not hold up the others, and can be sent again', () => {
    const state = run(
      files('a', 'b'),
      { type: 'started', id: 'a' },
      { type: 'failed', id: 'a', error: new Error('too large') },
    );
    expect(state[0]).toMatchObject({ state: 'failed', error: { message: 'too large' } });
    expect(nextToSend(state)?.id).toBe('b');
    expect(nextToSend(uploads(state, { type: 'retried', id: 'a' }))?.id).toBe('a');
  });

  test('progress never goes back and never passes the end', () => {
    const state = run(
      files('a'),
      { type: 'started', id: 'a' },
      { type: 'progressed', id: 'a', sentBytes: 80 },
      { type: 'progressed', id: 'a', sentBytes: 20 },
    );
    expect(state[0]?.sentBytes).toBe(80);
    expect(uploads(state, { type: 'progressed', id: 'a', sentBytes: 900 })[0]?.sentBytes).toBe(100);
  });

  test('clearing the list keeps what is still on its way', () => {
    const state = run(
      files('a', 'b', 'c'),
      { type: 'started', id: 'a' },
      { type: 'stored', id: 'a' },
      { type: 'started', id: 'b' },
      { type: 'cleared' },
    );
    expect(state.map((u) => u.id)).toEqual(['b', 'c']);
  });

  test('an empty file counts as done only when it is stored', () => {
    const state = run({ type: 'chosen', files: [{ id: 'a', name: 'empty.pdf', files: 1, sizeBytes: 0 }] });
    expect(progressOf(state)).toBe(0);
    expect(progressOf(uploads(state, { type: 'stored', id: 'a' }))).toBe(1);
  });

  test('all that failed are sent again together, and what is under way can be given up', () => {
    const state = run(
      files('a', 'b', 'c'),
      { type: 'started', id: 'a' },
      { type: 'failed', id: 'a', error: new Error('too large') },
      { type: 'started', id: 'b' },
    );
    expect(uploads(state, { type: 'failedRetried' }).map((u) => u.state)).toEqual([
      'waiting',
      'sending',
      'waiting',
    ]);
    expect(uploads(state, { type: 'cancelled' }).map((u) => u.id)).toEqual(['a']);
  });

  test('what went wrong stands on top, what is done at the end', () => {
    const state = run(
      files('a', 'b', 'c', 'd'),
      { type: 'started', id: 'a' },
      { type: 'stored', id: 'a' },
      { type: 'started', id: 'c' },
      { type: 'started', id: 'd' },
      { type: 'failed', id: 'd', error: new Error('too large') },
    );
    expect(inOrder(state).map((u) => u.id)).toEqual(['d', 'c', 'b', 'a']);
  });

  test('whatever happens, progress stays between nothing and all, and never too many are sent', () => {
    const id = fc.constantFrom('a', 'b', 'c', 'd');
    const event: fc.Arbitrary<UploadEvent> = fc.oneof(
      fc.record({
        type: fc.constant('progressed' as const),
        id,
        sentBytes: fc.integer({ min: -10, max: 500 }),
      }),
      fc.record({ type: fc.constantFrom('stored' as const, 'retried' as const, 'dismissed' as const), id }),
      id.map((i) => ({ type: 'failed' as const, id: i, error: new Error('x') })),
    );
    fc.assert(
      fc.property(fc.array(event, { maxLength: 30 }), (events) => {
        let state = run(files('a', 'b', 'c', 'd'));
        for (const e of events) {
          const next = nextToSend(state);
          if (next) state = uploads(state, { type: 'started', id: next.id });
          state = uploads(state, e);
          expect(state.filter((u) => u.state === 'sending').length).toBeLessThanOrEqual(AT_ONCE);
          expect(progressOf(state)).toBeGreaterThanOrEqual(0);
          expect(progressOf(state)).toBeLessThanOrEqual(1);
        }
      }),
    );
  });
});
