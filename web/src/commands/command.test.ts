import { describe, expect, test, vi } from 'vitest';
import { type Command, commandFor, grouped, type KeyPress, keyCaps, matches } from './command';

const press = (key: string, more: Partial<KeyPress> = {}): KeyPress => ({
  key,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...more,
});

const command = (more: Partial<Command>): Command => ({
  id: 'x',
  label: 'X',
  group: 'G',
  keys: [],
  enabled: true,
  run: vi.fn(),
  ...more,
});

describe('commands', () => {
  test('a question mark is known on every keyboard, with or without shift', () => {
    expect(matches('?', press('?', { shiftKey: true }))).toBe(true);
    expect(matches('?', press('?'))).toBe(true);
  });

  test('the command key of a Mac counts as the control key', () => {
    expect(matches('Mod+Enter', press('Enter', { metaKey: true }))).toBe(true);
    expect(matches('Mod+Enter', press('Enter', { ctrlKey: true }))).toBe(true);
    expect(matches('Enter', press('Enter', { ctrlKey: true }))).toBe(false);
  });

  test('shift tells undo from redo', () => {
    expect(matches('Mod+z', press('Z', { ctrlKey: true, shiftKey: true }))).toBe(false);
    expect(matches('Mod+z', press('z', { ctrlKey: true }))).toBe(true);
  });

  test('the plus key can be named, also behind a modifier', () => {
    expect(matches('+', press('+', { shiftKey: true }))).toBe(true);
    expect(matches('Mod++', press('+', { ctrlKey: true }))).toBe(true);
    expect(keyCaps('Mod++', false)).toEqual(['Ctrl', '+']);
  });

  test('while typing only the commands that say so answer', () => {
    const zoom = command({ id: 'zoom', keys: ['+'] });
    const accept = command({ id: 'accept', keys: ['Mod+Enter'], whileTyping: true });
    expect(commandFor([zoom, accept], press('+'), true)).toBeNull();
    expect(commandFor([zoom, accept], press('+'), false)).toBe(zoom);
    expect(commandFor([zoom, accept], press('Enter', { ctrlKey: true }), true)).toBe(accept);
  });

  test('a key that writes a character never runs a command while typing, its other key does', () => {
    const help = command({ keys: ['?', 'F1'], whileTyping: true });
    expect(commandFor([help], press('?'), true)).toBeNull();
    expect(commandFor([help], press('?'), false)).toBe(help);
    expect(commandFor([help], press('F1'), true)).toBe(help);
  });

  test('what the browser does by itself is left to the browser', () => {
    expect(
      commandFor([command({ keys: ['Tab'], native: true, whileTyping: true })], press('Tab'), true),
    ).toBeNull();
  });

  test('a command that is off does not answer', () => {
    expect(commandFor([command({ keys: ['a'], enabled: false })], press('a'), false)).toBeNull();
  });

  test('the list of shortcuts keeps the order of the headings', () => {
    const list = grouped([command({ group: 'B' }), command({ group: 'A' }), command({ group: 'B' })]);
    expect(list.map(([name, all]) => [name, all.length])).toEqual([
      ['B', 2],
      ['A', 1],
    ]);
  });
});
