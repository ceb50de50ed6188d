import { describe, expect, test } from 'vitest';
import { isFiltered, linesOf, NO_FILTER, parametersOf } from './filter';

describe('the filter of the audit log', () => {
  test('asks for nothing when nothing is chosen', () => {
    expect(parametersOf(NO_FILTER)).toEqual({});
    expect(isFiltered(NO_FILTER)).toBe(false);
    expect(isFiltered({ ...NO_FILTER, text: '  ' })).toBe(false);
  });

  test('asks for what is chosen', () => {
    const filter = { ...NO_FILTER, text: ' key ', actor: 'local|1', action: 'session.created' };
    expect(parametersOf(filter)).toEqual({ query: 'key', actor: 'local|1', action: 'session.created' });
    expect(isFiltered(filter)).toBe(true);
  });

  test('takes days as the reader lives them, the last one whole', () => {
    const { from, to } = parametersOf({ ...NO_FILTER, from: '2026-11-23', to: '2026-11-24' });
    expect(from).toBe(new Date(2026, 10, 23).toISOString().replace('.000Z', 'Z'));
    expect(to).toBe(new Date(2026, 10, 24, 23, 59, 59).toISOString().replace('.000Z', 'Z'));
  });

  test('goes over the end of a month', () => {
    const { to } = parametersOf({ ...NO_FILTER, to: '2026-12-31' });
    expect(to).toBe(new Date(2026, 11, 31, 23, 59, 59).toISOString().replace('.000Z', 'Z'));
  });

  test('leaves out a day that is none', () => {
    expect(parametersOf({ ...NO_FILTER, from: '23.11.2026' })).toEqual({});
  });
});

test('details become lines, whatever they hold', () => {
  expect(linesOf({ role: 'admin', before: null, scopes: ['a', 'b'], count: 3 })).toEqual([
    ['role', 'admin'],
    ['before', 'null'],
    ['scopes', 'a, b'],
    ['count', '3'],
  ]);
});
