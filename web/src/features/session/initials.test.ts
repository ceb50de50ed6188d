import { expect, test } from 'vitest';
import { initials } from './initials';

test.each([
  ['Ada Lovelace', 'AL'],
  ['  ada  king  lovelace ', 'AL'],
  ['ada', 'A'],
  ['Łucja Żak', 'ŁŻ'],
  ['𝒜da Byron', '𝒜B'],
  ['', '?'],
])('%s is shortened to %s', (name, letters) => {
  expect(initials(name)).toBe(letters);
});
