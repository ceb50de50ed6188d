import { describe, expect, test } from 'vitest';
import { activeCommands, offer } from './active';
import type { Command } from './command';

const command = (id: string, label = id): Command => ({
  id,
  label,
  group: '',
  keys: [],
  enabled: true,
  run: () => undefined,
});

describe('active commands', () => {
  test('are those of every screen that is shown, each once, and no longer than it is shown', () => {
    let own = [command('a')];
    const leave = offer(() => own);
    const leaveFrame = offer(() => [command('a', 'of the frame'), command('b')]);
    expect(activeCommands().map(({ label }) => label)).toEqual(['a', 'b']);
    own = [command('c')];
    expect(activeCommands().map(({ id }) => id)).toEqual(['c', 'a', 'b']);
    leave();
    expect(activeCommands().map(({ id }) => id)).toEqual(['a', 'b']);
    leaveFrame();
    expect(activeCommands()).toEqual([]);
  });
});
