import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Collection } from './list';
import {
  conditionsOf,
  filterOf,
  isFiltered,
  listQuery,
  mayMove,
  metaOf,
  queueSearch,
  searchOf,
} from './search';

describe('the address of the queue', () => {
  test('keeps what is understood and leaves out the rest', () => {
    const search = queueSearch({
      q: ' acme ',
      status: 'Failed,Nonsense,Needs Review',
      from: '2026-01-01',
      to: 'soon',
      priority: 'perhaps',
      meta: '[1]',
      page: 3,
    });
    expect(search).toEqual({ q: 'acme', status: 'Needs Review,Failed', from: '2026-01-01' });
    expect(isFiltered(search)).toBe(true);
    expect(isFiltered({ order: 'name:asc' })).toBe(false);
  });

  test('a number stays what was searched for', () => {
    expect(queueSearch({ q: 4711 }).q).toBe('4711');
  });

  test('days of the list begin and end where the reader is', () => {
    const query = listQuery({ from: '2026-03-01', to: '2026-03-01' });
    expect(Date.parse(query.date_to ?? '') - Date.parse(query.date_from ?? '')).toBe(86_399_999);
    expect(query.order).toBe('created_date:desc');
  });

  test('a view leads back to the same address', () => {
    const key = fc.stringMatching(/^[a-z]{1,8}$/);
    const search = fc.record(
      {
        q: fc.stringMatching(/^[a-z0-9]{1,12}$/),
        status: fc.constantFrom('Failed', 'Queued,Accepted'),
        from: fc.constant('2026-02-28'),
        priority: fc.constantFrom('yes' as const, 'no' as const),
        meta: fc
          .dictionary(key, fc.oneof(fc.boolean(), fc.stringMatching(/^[a-z]{1,5}$/)), { minKeys: 1 })
          .map((object) => JSON.stringify({ ...object })),
        assignee: fc.constantFrom('none', 'local|1'),
        class: fc.constantFrom('invoice', 'delivery note'),
        order: fc.constantFrom('name:asc', 'pages:desc'),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(search, (address) => {
        const back = searchOf(filterOf(address, 'days'), address.order ?? null);
        expect(back).toEqual(queueSearch(address));
      }),
    );
  });

  test('a change may move a row where the list is narrowed or sorted by what changed', () => {
    const before = { status: 'Queued', priority: false, assignee: null, numberOfPages: 0 } as Collection;
    const after = { ...before, status: 'Failed' } as Collection;
    expect(mayMove({}, before, after)).toBe(false);
    expect(mayMove({ status: 'Queued' }, before, after)).toBe(true);
    expect(mayMove({ order: 'status:asc' }, before, after)).toBe(true);
    expect(mayMove({ order: 'pages:asc' }, before, { ...after, numberOfPages: 2 })).toBe(true);
  });

  test('conditions on the metadata are told apart', () => {
    const conditions = [
      { key: 'printed', value: true },
      { key: 'box', value: '7' },
    ];
    expect(conditionsOf({ meta: metaOf(conditions) })).toEqual(conditions);
    expect(conditionsOf({ meta: '{' })).toEqual([]);
  });
});
