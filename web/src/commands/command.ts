/**
 * A command: something that a person can do, once, as an object. Toolbars, menus and the list of shortcuts all
 * read the same objects, so that they cannot disagree.
 */

/** A key as `KeyboardEvent.key` names it, with `Mod+` (Ctrl, or Command on a Mac), `Shift+` or `Alt+` in front. */
export type KeyName = string;

export type Command = {
  readonly id: string;
  /** What people read; already translated. */
  readonly label: string;
  /** Heading under which the list of shortcuts shows it; already translated. */
  readonly group: string;
  /** The first one is shown; all of them work. */
  readonly keys: readonly KeyName[];
  readonly enabled: boolean;
  /** Whether it also answers while a person types; keys that write a character never do. */
  readonly whileTyping?: boolean;
  /** The browser does it by itself; it is only listed. */
  readonly native?: boolean;
  readonly run: () => void;
};

export type KeyPress = {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
};

type Chord = { key: string; mod: boolean; shift: boolean; alt: boolean };

function parse(name: KeyName): Chord {
  // The plus key itself is written `+` and may stand behind modifiers: `Mod++`.
  const parts = name.endsWith('+') ? [...name.slice(0, -1).split('+').filter(Boolean), '+'] : name.split('+');
  const key = parts[parts.length - 1] ?? '';
  return { key, mod: parts.includes('Mod'), shift: parts.includes('Shift'), alt: parts.includes('Alt') };
}

/** Whether the keys that are pressed are the ones named. */
export function matches(name: KeyName, press: KeyPress): boolean {
  const chord = parse(name);
  // Shift is part of how characters such as `?` are typed, so it counts only for named keys and letters.
  const shiftCounts = chord.key.length > 1 || /^[a-z]$/i.test(chord.key);
  return (
    press.key.toLowerCase() === chord.key.toLowerCase() &&
    (press.ctrlKey || press.metaKey) === chord.mod &&
    press.altKey === chord.alt &&
    (!shiftCounts || press.shiftKey === chord.shift)
  );
}

function writes(name: KeyName): boolean {
  const chord = parse(name);
  return chord.key.length === 1 && !chord.mod && !chord.alt;
}

/** The command that a key press means; `null` when none does, or it cannot run now. */
export function commandFor(commands: readonly Command[], press: KeyPress, typing: boolean): Command | null {
  const found = commands.find(
    (command) =>
      !command.native &&
      (!typing || command.whileTyping === true) &&
      command.keys.some((name) => matches(name, press) && !(typing && writes(name))),
  );
  return found?.enabled ? found : null;
}

const SYMBOLS: Record<string, string> = {
  Escape: 'Esc',
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  PageUp: 'Page ↑',
  PageDown: 'Page ↓',
};

/** The parts of a key name as they stand on a keyboard. */
export function keyCaps(name: KeyName, mac: boolean): string[] {
  const chord = parse(name);
  const last = SYMBOLS[chord.key] ?? (chord.key.length === 1 ? chord.key.toUpperCase() : chord.key);
  return [
    ...(chord.mod ? [mac ? '⌘' : 'Ctrl'] : []),
    ...(chord.alt ? [mac ? '⌥' : 'Alt'] : []),
    ...(chord.shift ? ['Shift'] : []),
    last,
  ];
}

/** The commands under their headings, in the order of their first appearance. */
export function grouped(commands: readonly Command[]): [string, Command[]][] {
  const groups = new Map<string, Command[]>();
  for (const command of commands) {
    groups.set(command.group, [...(groups.get(command.group) ?? []), command]);
  }
  return [...groups];
}
