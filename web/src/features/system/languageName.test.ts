import { expect, test } from 'vitest';
import { languageName } from './languageName';

test('codes of Tesseract have names in the language of the person', () => {
  expect(languageName('deu', 'en')).toBe('German');
  expect(languageName('pol', 'de')).toBe('Polnisch');
  expect(languageName('eng', 'pl')).toBe('Angielski');
  expect(languageName('chi_sim', 'en')).toContain('Chinese');
});

test('what has no name stays a code', () => {
  for (const code of ['osd1', 'equ', '', 'not a tag']) expect(languageName(code, 'en')).toBe(code);
});
