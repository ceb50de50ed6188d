import fc from 'fast-check';
import { expect, test } from 'vitest';
import { emptyPoint, faultsOf, isSame, missingOf, moved, nameFor, tidied } from './draft';

const point = (name: string) => ({ ...emptyPoint(), name, label: name });

test('a name is made of the label, in plain letters', () => {
  expect(nameFor('Número de póliza', [])).toBe('numero_de_poliza');
  expect(nameFor('Straße & Größe', [])).toBe('strasse_groesse');
  expect(nameFor('Policy no.', ['policy_no', 'policy_no_2'])).toBe('policy_no_3');
  expect(nameFor('2nd', [])).toBe('nd');
  expect(nameFor('???', [])).toBe('');
});

test('whatever the label, the name is one the server takes, or none', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (label) => {
      const name = nameFor(label, []);
      expect(name === '' || /^[a-z][a-z0-9_]{0,63}$/.test(name)).toBe(true);
    }),
  );
});

test('moving changes the order and nothing else', () => {
  expect(moved(['a', 'b', 'c'], 0, 2)).toEqual(['b', 'c', 'a']);
  expect(moved(['a', 'b', 'c'], 2, 1)).toEqual(['a', 'c', 'b']);
  expect(moved(['a', 'b'], 0, -1)).toEqual(['a', 'b']);
  expect(moved(['a', 'b'], 1, 2)).toEqual(['a', 'b']);
});

test('what does not belong to the type is left out', () => {
  const table = {
    ...point('rows'),
    type: 'table' as const,
    headers: [{ name: 'a', label: 'A', type: 'text' as const }],
  };
  expect(tidied({ ...table, type: 'text' }).headers).toEqual([]);
  expect(tidied(table).headers).toHaveLength(1);
  expect(isSame([{ ...point('a'), literals: ['x'] }], [point('a')])).toBe(true);
  expect(isSame([point('a'), point('b')], [point('b'), point('a')])).toBe(false);
});

test('what is missing is told', () => {
  expect(faultsOf(emptyPoint())).toEqual(['label', 'name']);
  expect(faultsOf({ ...point('a'), type: 'enum' })).toEqual(['literals']);
  expect(faultsOf({ ...point('a'), type: 'table' })).toEqual(['headers']);
  expect(faultsOf(point('a'))).toEqual([]);
  expect(missingOf([point('a'), point('b')], [point('b')]).map(({ name }) => name)).toEqual(['a']);
});
