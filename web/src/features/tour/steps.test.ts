import { describe, expect, test } from 'vitest';
import { FIRST, isAtHome, isLeft, LEFT, STEPS, stepAfter, stepBefore, stepOf, targetOf } from './steps';

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
    expect(stepOf(String(LEFT))).toBe(LEFT);
    for (const kept of [null, '', 'x', '-1', '99', '1.5']) expect(stepOf(kept)).toBe(FIRST);
  });

  test('has each step on one screen of its process', () => {
    const screens = [
      '/',
      '/queue/a',
      '/supervision/c',
      '/configuration/a/data-points',
      '/configuration/a/learning',
    ];
    for (const name of STEPS) expect(screens.filter((path) => isAtHome(name, path, 'a'))).toHaveLength(1);
    expect(isAtHome('queue', '/queue/b', 'a')).toBe(false);
  });

  test('points at each thing once', () => {
    expect(new Set(STEPS.map((name) => targetOf(name, 'a'))).size).toBe(STEPS.length);
  });
});
