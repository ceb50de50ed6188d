/** The commands of the screen that is shown, for the list of shortcuts and the palette. */
import type { Command } from './command';

type Source = () => readonly Command[];

const sources = new Set<Source>();

/** Tells that a screen answers to these commands, until the returned function is called. */
export function offer(source: Source): () => void {
  sources.add(source);
  return () => sources.delete(source);
}

/** Every command that the keyboard can run now, each once; those of the screen before those of the frame. */
export function activeCommands(): Command[] {
  const all = [...sources].flatMap((source) => [...source()]);
  return all.filter((command, at) => all.findIndex((other) => other.id === command.id) === at);
}
