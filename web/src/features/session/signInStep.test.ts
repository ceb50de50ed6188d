import { expect, test } from 'vitest';
import { ApiError } from '../../api/problem';
import { digitsOf, refusalOf } from './signInStep';

const problem = (type: string) =>
  new ApiError(401, {
    type,
    title: '',
    status: 401,
    detail: '',
    action: '',
    errors: [],
    instance: '',
    timestamp: '',
  });

test('the server can ask for a code, or refuse the one that was given', () => {
  expect(refusalOf(problem('SecondFactorRequired'))).toBe('codeNeeded');
  expect(refusalOf(problem('SecondFactorError'))).toBe('codeWrong');
});

test('any other refusal is about the password, or about nothing that can be typed', () => {
  expect(refusalOf(problem('AuthenticationError'))).toBe('other');
  expect(refusalOf(new ApiError(0, null))).toBe('other');
});

test('a code may be pasted with spaces and too much behind it', () => {
  expect(digitsOf('123 456')).toBe('123456');
  expect(digitsOf('1234567')).toBe('123456');
  expect(digitsOf('abc')).toBe('');
});
