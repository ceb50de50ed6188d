import { describe, expect, test, vi } from 'vitest';
import { ApiError } from '../api/problem';
import { Connection } from './connection';

describe('connection', () => {
  test('is lost by a request without an answer, not by a refusal', () => {
    const connection = new Connection(async () => ({ ok: true }));
    const listener = vi.fn();
    connection.subscribe(listener);
    connection.noticed(new ApiError(500, null));
    connection.noticed(new Error('a fault of ours'));
    expect(connection.isLost()).toBe(false);
    connection.noticed(new ApiError(0, null));
    connection.noticed(new ApiError(0, null));
    expect(connection.isLost()).toBe(true);
    expect(listener).toHaveBeenCalledTimes(1);
  });

  test('is back when the server says so', async () => {
    let answer: () => Promise<{ ok: boolean }> = async () => {
      throw new TypeError('no route');
    };
    const connection = new Connection(() => answer());
    expect(await connection.ask()).toBe(false);
    expect(connection.isLost()).toBe(true);
    answer = async () => ({ ok: false });
    expect(await connection.ask()).toBe(false);
    answer = async () => ({ ok: true });
    expect(await connection.ask()).toBe(true);
    expect(connection.isLost()).toBe(false);
  });
});
