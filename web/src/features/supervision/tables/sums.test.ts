import { describe, expect, test } from 'vitest';
import type { Row } from './sheet';
import { decimal, read, scaled, sumOf } from './sums';

const rows = (...amounts: string[]): Row[] => amounts.map((value) => ({ amount: { text: value, value } }));
const net = { name: 'net_total', label: 'Net total', value: '150.00' };
const gross = { name: 'gross_total', label: 'Gross total', value: '180.00' };

describe('a sum', () => {
  test('is exact where binary fractions are not', () => {
    expect(sumOf(rows('0.10', '0.20'), 'amount', [])?.sum).toBe(3000);
    expect(decimal(3000)).toBe('0.30');
    expect(decimal(-12_345)).toBe('−1.2345');
  });

  test('meets the total that the document says', () => {
    expect(sumOf(rows('100.00', '50.00'), 'amount', [gross, net])?.meets).toBe(net);
    expect(sumOf(rows('100.00', '80.00'), 'amount', [gross, net])?.meets).toBe(gross);
  });

  test('tells how much it is beside the nearest total', () => {
    const sum = sumOf(rows('100.00', '40.00'), 'amount', [gross, net]);
    expect(sum?.misses).toEqual({ total: net, by: -100_000 });
  });

  test('of another column is compared only where it fits', () => {
    const other = [{ fee: { text: '150', value: '150.00' } }];
    expect(sumOf(other, 'fee', [net])?.meets).toBe(net);
    expect(sumOf([{ fee: { text: '1', value: '1.00' } }], 'fee', [net])).toMatchObject({
      meets: null,
      misses: null,
    });
  });

  test('leaves out and counts what is no amount', () => {
    const mixed: Row[] = [...rows('10.00'), { amount: { text: 'free', value: null } }, {}];
    expect(sumOf(mixed, 'amount', [])).toMatchObject({ sum: 100_000, unread: 1 });
    expect(sumOf([{}], 'amount', [])).toBeNull();
  });

  test('reads amounts that were just typed as people write them', () => {
    expect(['1.234,50', '1,234.50', '1 234,5 EUR', '12', '1.234', '-3,00', 'none'].map(read)).toEqual([
      12_345_000,
      12_345_000,
      12_345_000,
      120_000,
      12_340_000,
      -30_000,
      null,
    ]);
    expect(scaled('abc')).toBeNull();
  });
});
