import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fitness, matching } from './match';

describe('the palette', () => {
  test('finds by the beginning, by a word, by an abbreviation, without accents', () => {
    expect(fitness('inv', 'Invoices')).toBe(100);
    expect(fitness('keys', 'API keys')).toBe(90);
    expect(fitness('ap ke', 'API keys')).toBeGreaterThan(0);
    expect(fitness('cak', 'Create API key')).toBeGreaterThan(0);
    expect(fitness('przeglad', 'Przegląd')).toBe(100);
    expect(fitness('zlecen', 'Złecenia')).toBe(100);
    expect(fitness('xyz', 'Invoices')).toBe(0);
  });

  test('letters from anywhere mean nothing', () => {
    expect(fitness('oie', 'Invoices')).toBe(0);
  });

  test('puts the best first, and looks at other words of an entry too', () => {
    const entries = [{ label: 'My invoices' }, { label: 'Invoices' }, { label: 'Sign out', also: 'log out' }];
    expect(matching('inv', entries).map(({ label }) => label)).toEqual(['Invoices', 'My invoices']);
    expect(matching('log', entries).map(({ label }) => label)).toEqual(['Sign out']);
    expect(matching('', entries)).toEqual(entries);
  });

  test('whatever is typed, what it finds was there, and each part of a label finds it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.array(fc.string()), (asked, labels) => {
        const entries = labels.map((label) => ({ label }));
        for (const found of matching(asked, entries)) expect(entries).toContain(found);
      }),
    );
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[a-z]{1,8}$/), { minLength: 1, maxLength: 5 }), (words) => {
        for (const word of words) expect(fitness(word, words.join(' '))).toBeGreaterThan(0);
      }),
    );
  });
});
