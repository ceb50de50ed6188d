import { describe, expect, test } from 'vitest';
import { FIRST, isLeft, STEPS, stepAfter, stepBefore, stepOf } from './tour';

describe('the tour', () => {
  test('goes through its steps and ends behind the last one', () => {
    let step = FIRST;
    for (const _ of STEPS) {
      expect(isLeft(step)).toBe(false);
      step = stepAfter(step);
    }
    expect(isLeft(step)).toBe(true);
    expect(stepAfter(step)).toBe(step);
    expect(stepBefore(FIRST)).toBe(FIRST);
  });

  test('goes on where it was, and begins anew where nobody knows', () => {
    expect(stepOf('2')).toBe(2);
    expect(isLeft(stepOf(String(STEPS.length)))).toBe(true);
    for (const kept of [null, '', 'x', '-1', '99', '1.5']) expect(stepOf(kept)).toBe(FIRST);
  });
});
