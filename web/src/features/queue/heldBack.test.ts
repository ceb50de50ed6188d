import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { HELD_MS, holdBack, isHeld, listenHeld, sendHeld } from './heldBack';

describe('what is held back', () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  test('is sent once its time is up', () => {
    const send = vi.fn();
    holdBack((id) => id === 'a', send);
    expect([isHeld('a'), isHeld('b')]).toEqual([true, false]);
    vi.advanceTimersByTime(HELD_MS - 1);
    expect(send).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(send).toHaveBeenCalledExactlyOnceWith(false);
    expect(isHeld('a')).toBe(false);
  });

  test('is never sent when it was taken back', () => {
    const [send, tell] = [vi.fn(), vi.fn()];
    const forget = listenHeld(tell);
    holdBack(() => true, send)();
    vi.advanceTimersByTime(2 * HELD_MS);
    expect(send).not.toHaveBeenCalled();
    expect(tell).toHaveBeenCalledTimes(2);
    forget();
  });

  test('is sent at once, and once only, when the page is left', () => {
    const send = vi.fn();
    holdBack(() => true, send);
    sendHeld(true);
    vi.advanceTimersByTime(2 * HELD_MS);
    expect(send).toHaveBeenCalledExactlyOnceWith(true);
  });
});
