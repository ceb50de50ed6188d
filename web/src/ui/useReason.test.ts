import { expect, test } from 'vitest';
import { inOrder, labelFrom } from './useReason';

const finding = (code: string) => ({ code, message: 'x', dataPoints: [] });

test('what holds for every document comes last, and once', () => {
  const codes = ['no_automatic_acceptance', 'totals', 'no_automatic_acceptance', 'mandatory_missing'];
  expect(inOrder(codes.map(finding)).map((one) => one.code)).toEqual([
    'totals',
    'mandatory_missing',
    'no_automatic_acceptance',
  ]);
});

test('a name becomes words', () => {
  expect(labelFrom('seller_vat_id')).toBe('Seller vat id');
});
