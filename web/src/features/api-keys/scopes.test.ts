import { describe, expect, test } from 'vitest';
import type { ScopeCatalogue } from './api';
import {
  ALL,
  choiceOf,
  holdsAll,
  lostScopes,
  mineOf,
  presetOf,
  scopesToSend,
  shortName,
  ticked,
} from './scopes';

const item = (scope: string, mine = true) => ({ scope: `workspace.${scope}`, description: 'x', mine });

const catalogue = (keyManager: boolean): ScopeCatalogue => ({
  groups: [
    { id: 'collection', name: 'Collections', scopes: [item('collection:read'), item('collection:create')] },
    { id: 'admin', name: 'Administration', scopes: [item('admin.api_key:manage', keyManager)] },
  ],
  presets: [
    { id: 'read_only', name: 'Read only', scopes: ['workspace.collection:read'] },
    {
      id: 'full',
      name: 'Full',
      scopes: ['workspace.collection:read', 'workspace.collection:create', 'workspace.admin.api_key:manage'],
    },
  ],
});

const [readOnly, full] = catalogue(true).presets;

test('the common prefix is left out', () => {
  expect(shortName('workspace.admin.user:read')).toBe('admin.user:read');
  expect(shortName('other:read')).toBe('other:read');
});

test('somebody holds all scopes only with every single one', () => {
  const every = mineOf(catalogue(true));
  expect(holdsAll(every, catalogue(true))).toBe(true);
  expect(holdsAll(every.slice(1), catalogue(true))).toBe(false);
  expect(holdsAll([], { groups: [], presets: [] })).toBe(false);
});

describe('a preset', () => {
  test('chooses its scopes, or everything', () => {
    expect(choiceOf(readOnly as never, catalogue(true))).toEqual(new Set(['workspace.collection:read']));
    expect(choiceOf(full as never, catalogue(true))).toBe(ALL);
  });

  test('never chooses what the caller does not hold', () => {
    const without = catalogue(false);
    const preset = {
      id: 'x',
      name: 'x',
      scopes: ['workspace.admin.api_key:manage', 'workspace.collection:read'],
    };
    expect(choiceOf(preset, without)).toEqual(new Set(['workspace.collection:read']));
  });

  test('is known again by what it chose, in any order', () => {
    const choice = ticked(new Set(), ['workspace.collection:read'], true);
    expect(presetOf(choice, catalogue(true))).toBe('read_only');
    expect(presetOf(ALL, catalogue(true))).toBe('full');
    expect(presetOf(ticked(choice, ['workspace.collection:create'], true), catalogue(true))).toBeNull();
  });
});

test('a tick adds or takes away without touching the choice before', () => {
  const before = new Set(['workspace.collection:read']);
  const after = ticked(before, ['workspace.collection:read', 'workspace.collection:create'], true);
  expect([...after]).toEqual(['workspace.collection:read', 'workspace.collection:create']);
  expect([...ticked(after, ['workspace.collection:read'], false)]).toEqual(['workspace.collection:create']);
  expect(before.size).toBe(1);
});

test('what is sent stands in the order of the catalogue, and everything is one word', () => {
  const choice = new Set(['workspace.collection:create', 'workspace.collection:read', 'workspace.gone:read']);
  expect(scopesToSend(choice, catalogue(true))).toEqual([
    'workspace.collection:read',
    'workspace.collection:create',
  ]);
  expect(scopesToSend(ALL, catalogue(false))).toEqual(['All']);
});

test('what a key has lost is what it was given and no longer may', () => {
  expect(lostScopes({ scopes: ['a', 'b'], effectiveScopes: ['b'] })).toEqual(['a']);
});
