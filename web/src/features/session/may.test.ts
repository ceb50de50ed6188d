import { expect, test } from 'vitest';
import { mayEverywhere, mayInProcess } from './may';

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

test('a permission for one process comes from the access to it, or holds everywhere', () => {
  const process = { accesses: { ada: { permissions: [permission] } } };
  const ada = { subjectId: 'ada', scopes: [permission], processIds: ['a'] };
  expect(mayInProcess(ada, process, permission)).toBe(true);
  expect(mayInProcess(ada, { accesses: {} }, permission)).toBe(false);
  expect(mayInProcess({ ...ada, processIds: null }, { accesses: {} }, permission)).toBe(true);
  expect(mayInProcess({ ...ada, subjectId: 'bob' }, process, permission)).toBe(false);
  expect(mayInProcess(undefined, process, permission)).toBe(false);
});
