import { describe, expect, test } from 'vitest';
import { following, type Job, PART, reasonsOf, requestAt, start } from './bulk';
import { filterOf } from './search';
import { choose, EVERYTHING, NOTHING } from './selection';

const job = (more: Partial<Job>): Job => ({
  order: { action: 'stop' },
  selection: NOTHING,
  filter: filterOf({}, 'instants'),
  before: '2026-01-01T00:00:00.000Z',
  ...more,
});

describe('doing something to many', () => {
  test('named collections go in parts, each once', () => {
    const ids = Array.from({ length: 2 * PART + 1 }, (_, at) => `id${at}`);
    const all = job({ selection: choose(NOTHING, ids, true) });
    const sent: string[] = [];
    for (let cursor = start(all); cursor; cursor = following(all, cursor, { next: null }))
      sent.push(...(requestAt(all, cursor).collectionIds ?? []));
    expect(sent).toEqual(ids);
  });

  test('all that match go on where the answer says, without what was taken out or came later', () => {
    const all = job({ selection: choose(EVERYTHING, ['kept'], false) });
    const first = start(all);
    if (!first) throw new Error('there is a first request');
    const request = requestAt(all, first);
    expect(request.except).toEqual(['kept']);
    expect(request.filter?.dateTo).toBe(all.before);
    expect(request.after).toBeUndefined();
    const second = following(all, first, { next: 'x' });
    expect(second && requestAt(all, second).after).toBe('x');
    expect(following(all, first, { next: null })).toBeNull();
  });

  test('an earlier end of the filter stays', () => {
    const all = job({
      selection: EVERYTHING,
      filter: { ...filterOf({}, 'instants'), dateTo: '2025-01-01T00:00:00.000Z' },
    });
    const first = start(all);
    expect(first && requestAt(all, first).filter?.dateTo).toBe('2025-01-01T00:00:00.000Z');
  });

  test('each reason stands once, the most frequent first', () => {
    const refused = (code: string) => ({
      collectionId: 'x',
      outcome: 'refused' as const,
      code,
      message: `${code}!`,
    });
    const done = { collectionId: 'y', outcome: 'done' as const, code: null, message: null };
    expect(reasonsOf([refused('b'), done, refused('a'), refused('a')])).toEqual([
      { code: 'a', message: 'a!', count: 2 },
      { code: 'b', message: 'b!', count: 1 },
    ]);
  });
});
