import { describe, expect, test } from 'vitest';
import de from './de.json';
import en from './en.json';
import pl from './pl.json';

type Texts = { [key: string]: string | Texts };

const PLURAL = /_(zero|one|two|few|many|other)$/;

function flat(texts: Texts, prefix = ''): Map<string, string> {
  return new Map(
    Object.entries(texts).flatMap(([key, value]): [string, string][] =>
      typeof value === 'string' ? [[prefix + key, value]] : [...flat(value, `${prefix}${key}.`)],
    ),
  );
}

const stems = (texts: Texts) =>
  [...new Set([...flat(texts).keys()].map((key) => key.replace(PLURAL, '')))].sort();
const slots = (text: string) => [...text.matchAll(/{{(\w+)}}/g)].map((match) => match[1]).sort();

describe.each([
  ['de', de],
  ['pl', pl],
])('the texts in %s', (language, texts) => {
  test('are the same ones as in English', () => {
    expect(stems(texts)).toEqual(stems(en));
  });

  test('have every plural form that the language needs', () => {
    const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
    const plural = [...flat(en).keys()]
      .filter((key) => key.endsWith('_other'))
      .map((key) => key.replace(PLURAL, ''));
    const keys = flat(texts);
    const missing = plural
      .flatMap((stem) => forms.map((form) => `${stem}_${form}`))
      .filter((key) => !keys.has(key));
    expect(missing).toEqual([]);
  });

  test('fill in the same things', () => {
    const english = flat(en);
    for (const [key, text] of flat(texts)) {
      const original = english.get(key) ?? english.get(key.replace(PLURAL, '_other'));
      expect([key, slots(text)]).toEqual([key, slots(original ?? '')]);
    }
  });
});
