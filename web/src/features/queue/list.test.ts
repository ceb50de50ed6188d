import { describe, expect, test } from 'vitest';
import { afterEvent, type Collection, type CollectionList, faultsOf } from './list';

const collection = (id: string, more: Partial<Collection> = {}): Collection => ({
  id,
  name: `${id}.pdf`,
  files: [],
  priority: false,
  split: false,
  status: 'Processing',
  progress: 10,
  numberOfPages: 1,
  processId: 'p',
  createdAt: '2026-01-01T00:00:00Z',
  updatedAt: '2026-01-01T00:00:00Z',
  metadata: {},
  availableForTraining: true,
  duplicates: [],
  reviewReasons: [],
  error: null,
  confidence: null,
  assignee: null,
  assigneeName: null,
  createdBy: 'local|1',
  rejection: null,
  ...more,
});

const file = (name: string, error: Collection['error']) => ({
  id: name,
  collectionId: 'a',
  name,
  status: error ? ('Failed' as const) : ('Accepted' as const),
  progress: 100,
  numberOfPages: 1,
  createdAt: '2026-01-01T00:00:00Z',
  updatedAt: '2026-01-01T00:00:00Z',
  metadata: {},
  sizeBytes: 1,
  mediaType: null,
  error,
});

const list = (...collections: Collection[]): CollectionList => ({
  collections,
  pagination: { offset: 0, limit: 50, total: collections.length },
});

describe('events of the server', () => {
  test('a change replaces its row and no other', () => {
    const after = afterEvent(list(collection('a'), collection('b')), {
      type: 'changed',
      collection: collection('b', { progress: 60 }),
    });
    expect(after?.collections.map((row) => row.progress)).toEqual([10, 60]);
  });

  test('a row that is not in the list means that the list must be asked for again', () => {
    expect(afterEvent(list(collection('a')), { type: 'changed', collection: collection('new') })).toBeNull();
  });

  test('an event that comes late does not turn the clock back', () => {
    const now = list(
      collection('a', { progress: 100, status: 'Accepted', updatedAt: '2026-01-01T00:00:09Z' }),
    );
    expect(afterEvent(now, { type: 'changed', collection: collection('a') })).toBe(now);
  });

  test('a removed row asks again, the removal of a row elsewhere changes nothing', () => {
    const now = list(collection('a'));
    expect(afterEvent(now, { type: 'removed', collectionId: 'a' })).toBeNull();
    expect(afterEvent(now, { type: 'removed', collectionId: 'z' })).toBe(now);
  });
});

describe('what went wrong', () => {
  const locked = { code: 'document_locked', message: 'it needs a password', action: 'remove the password' };

  test('of several files the one that failed is named', () => {
    const faults = faultsOf(
      collection('a', { files: [file('x.pdf', null), file('y.pdf', locked)], error: locked }),
    );
    expect(faults).toEqual([
      { file: 'y.pdf', message: 'it needs a password', action: 'remove the password' },
    ]);
  });

  test('of a single file the name is not repeated', () => {
    expect(faultsOf(collection('a', { files: [file('y.pdf', locked)] }))[0]?.file).toBeNull();
  });

  test('a collection without faults has none', () => {
    expect(faultsOf(collection('a', { files: [file('x.pdf', null)] }))).toEqual([]);
  });
});
