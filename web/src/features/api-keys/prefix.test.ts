import { expect, test } from 'vitest';
import { shortPrefix } from './prefix';

test('the middle of a long prefix is left out', () => {
  expect(shortPrefix('pk_org_0198c0ffee0070008000000000a3f1d2')).toBe('pk_org_0198c0ff…a3f1d2');
});

test('a short one stays whole', () => {
  expect(shortPrefix('pk_prc_0198')).toBe('pk_prc_0198');
});
