import { describe, expect, test } from 'vitest';
import { ApiError } from '../../api/problem';
import { assignmentsOf, choiceOf, knownRefusal, namedProcesses, withChoice } from './list';

const process = (id: string, role: 'owner' | 'admin' | 'user' = 'user') => ({ id, name: `P${id}`, role });

describe('the processes of a person', () => {
  test('are named as long as they are few', () => {
    expect(namedProcesses([process('1')])).toEqual({ named: ['P1'], more: 0 });
    expect(namedProcesses([process('1'), process('2'), process('3')])).toEqual({
      named: ['P1', 'P2'],
      more: 1,
    });
    expect(namedProcesses([])).toEqual({ named: [], more: 0 });
  });

  test('can be given, changed in place, and taken away', () => {
    const one = withChoice([], 'a', 'user');
    expect(one).toEqual([{ id: 'a', role: 'user' }]);
    const two = withChoice(one, 'b', 'user');
    expect(withChoice(two, 'a', 'admin')).toEqual([
      { id: 'a', role: 'admin' },
      { id: 'b', role: 'user' },
    ]);
    expect(withChoice(two, 'a', 'none')).toEqual([{ id: 'b', role: 'user' }]);
    expect(withChoice([], 'a', 'none')).toEqual([]);
  });

  test('tell what a person is in each', () => {
    expect(choiceOf([{ id: 'a', role: 'admin' }], 'a')).toBe('admin');
    expect(choiceOf([], 'a')).toBe('none');
  });

  test('that are owned stay owned when they are sent back', () => {
    expect(assignmentsOf([process('1', 'owner'), process('2', 'admin')])).toEqual([
      { id: '1', role: 'owner' },
      { id: '2', role: 'admin' },
    ]);
  });
});

describe('a refusal', () => {
  const refused = (type: string, codes: string[]) =>
    new ApiError(409, {
      type,
      title: '',
      status: 409,
      detail: '',
      action: '',
      errors: codes.map((code) => ({ location: 'body: email', message: '', type: code })),
      instance: '',
      timestamp: '',
    });

  test('is known by its kind or by one of its faults', () => {
    expect(knownRefusal(refused('last_owner', []))).toBe('last_owner');
    expect(knownRefusal(refused('ConflictError', ['already_member']))).toBe('already_member');
  });

  test('of another kind keeps the words of the server', () => {
    expect(knownRefusal(refused('ConflictError', ['other']))).toBeNull();
    expect(knownRefusal(new ApiError(0, null))).toBeNull();
    expect(knownRefusal(null)).toBeNull();
  });
});
