import { expect, test } from 'vitest';
import { mayEverywhere } from './may';

const permission = 'workspace.admin.user:read';

test('a permission counts for the whole organization when no processes are named', () => {
  expect(mayEverywhere({ scopes: [permission], processIds: null }, permission)).toBe(true);
});

test('a permission in some processes is not one for the organization', () => {
  expect(mayEverywhere({ scopes: [permission], processIds: ['a'] }, permission)).toBe(false);
  expect(mayEverywhere({ scopes: [permission], processIds: [] }, permission)).toBe(false);
});

test('without the permission, or before anybody is known, nothing is allowed', () => {
  expect(mayEverywhere({ scopes: [], processIds: null }, permission)).toBe(false);
  expect(mayEverywhere(undefined, permission)).toBe(false);
});
