import { describe, expect, test } from 'vitest';
import { COLUMNS, columnsOf, nextOrder, sortOf, USUAL, usualColumns, withColumn } from './columns';

describe('columns', () => {
  test('keep their order and always hold the name', () => {
    expect(columnsOf(['created', 'status'])).toEqual(['name', 'status', 'created']);
    expect(withColumn(['name', 'created'], 'files', true)).toEqual(['name', 'files', 'created']);
    expect(withColumn(['name', 'created'], 'created', false)).toEqual(['name']);
  });

  test('what cannot be read is what is usual', () => {
    expect(columnsOf(null)).toBe(USUAL);
    expect(columnsOf(['nonsense', 3])).toBe(USUAL);
    expect(USUAL.every((id) => COLUMNS.includes(id))).toBe(true);
    expect(usualColumns(1440)).toBe(USUAL);
    expect(usualColumns(1024).length).toBeLessThan(USUAL.length);
  });

  test('a heading turns its own order round and begins where people look first', () => {
    expect(nextOrder('name', 'created_date:desc')).toBe('name:asc');
    expect(nextOrder('name', 'name:asc')).toBe('name:desc');
    expect(nextOrder('created', 'created_date:desc')).toBe('created_date:asc');
    expect(nextOrder('pages', 'name:asc')).toBe('pages:desc');
    expect(sortOf('created', 'created_date:asc')).toBe('ascending');
    expect(sortOf('files', 'name:asc')).toBeUndefined();
  });
});
