import { describe, expect, test } from 'vitest';
import { strength } from './strength';

describe('the strength of a password', () => {
  test('is told only from the length that the server takes on', () => {
    expect(strength('')).toBe('short');
    expect(strength('x7#Kq!m2Zp')).toBe('short');
  });

  test.each(['aaaaaaaaaaaaaaaa', '123456789012', 'qwertyuiopasdf', 'passwordpassword'])(
    'of %s is weak, long as it is',
    (password) => {
      expect(strength(password)).toBe('weak');
    },
  );

  test('grows with what cannot be foretold', () => {
    expect(strength('harbour mill lane')).not.toBe('good');
    expect(strength('harbour mill lane bottle tomorrow')).toBe('good');
    expect(strength('x7#Kq!m2Zp_w')).toBe('fair');
    expect(strength('x7#Kq!m2Zp_wV4=t')).toBe('good');
  });

  test('does not count what is known about the person', () => {
    const password = 'ada.lovelace1815';
    expect(strength(password)).not.toBe('weak');
    expect(strength(password, ['ada.lovelace@example.com'])).toBe('weak');
  });

  test('counts characters, not their bytes', () => {
    expect(strength('ąęśćżźńółäöü')).not.toBe('short');
    expect(strength('🔑🔑🔑🔑🔑🔑')).toBe('short');
  });
});
