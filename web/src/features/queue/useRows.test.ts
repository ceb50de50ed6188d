import { describe, expect, test } from 'vitest';
import { partsOf } from './useRows';

describe('the parts that are fetched', () => {
  test('hold every place on screen, and the first one, which counts', () => {
    expect(partsOf([0, 20])).toEqual([0]);
    expect(partsOf([90, 110])).toEqual([0, 1]);
    expect(partsOf([99_950, 99_999])).toEqual([0, 999]);
  });
});
