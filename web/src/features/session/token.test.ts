import { expect, test } from 'vitest';
import { tokenFrom } from './token';

test('the token is what stands behind the number sign', () => {
  expect(tokenFrom('#token=abc-DEF_123')).toBe('abc-DEF_123');
});

test('an address without a token has none', () => {
  expect(tokenFrom('')).toBeNull();
  expect(tokenFrom('#token=')).toBeNull();
  expect(tokenFrom('#other=1')).toBeNull();
});
