import { describe, expect, test } from 'vitest';
import type { Process, ProcessStatistics } from './api';
import { isFound, processesShown, shareOf } from './shown';

const process = (id: string, name: string, typeName = 'Invoices') => ({ id, name, typeName }) as Process;
const numbers = (entries: Record<string, Partial<ProcessStatistics>>) =>
  new Map(Object.entries(entries)) as ReadonlyMap<string, ProcessStatistics>;

describe('the first screen', () => {
  const all = [process('1', 'Żabka'), process('2', 'Acme'), process('3', 'Müller', 'Receipts')];
  const names = (wanted: string, order: Parameters<typeof processesShown>[3]) =>
    processesShown(
      all,
      numbers({ 2: { waiting: 1, total: 9 }, 3: { waiting: 5, total: 5 } }),
      wanted,
      order,
    ).map(({ name }) => name);

  test('finds by name and type, whatever the accents', () => {
    expect(isFound('zab', 'Żabka')).toBe(true);
    expect(isFound('lodz', 'Łódź')).toBe(true);
    expect(names('MULLER', 'created')).toEqual(['Müller']);
    expect(names('receipt', 'created')).toEqual(['Müller']);
    expect(names('nothing', 'created')).toEqual([]);
  });

  test('sorts by name and by what waits', () => {
    expect(names('', 'created')).toEqual(['Żabka', 'Acme', 'Müller']);
    expect(names('', 'name')).toEqual(['Acme', 'Müller', 'Żabka']);
    expect(names('', 'waiting')).toEqual(['Müller', 'Acme', 'Żabka']);
    expect(names('', 'total')).toEqual(['Acme', 'Müller', 'Żabka']);
  });

  test('a share of nothing is none', () => {
    expect(shareOf({ accepted: 0, acceptedUntouched: 0 } as ProcessStatistics)).toBeNull();
    expect(shareOf({ accepted: 4, acceptedUntouched: 3 } as ProcessStatistics)).toBe(0.75);
  });
});
