/**
 * Deletions that are held back a few seconds, so that they can be taken back. They are sent when their time is up, or at
 * once when the page is left.
 */

/** Long enough to read the notice and reach for the button. */
export const HELD_MS = 7_000;

type Held = {
  readonly concerns: (id: string) => boolean;
  /** `leaving` = the page goes away, and nobody is there for the answer. */
  readonly send: (leaving: boolean) => void;
  readonly timer: ReturnType<typeof setTimeout>;
};

let held: readonly Held[] = [];
const listeners = new Set<() => void>();

function set(next: readonly Held[]): void {
  held = next;
  for (const tell of listeners) tell();
}

/** Sends this later. The answer takes it back; once it was sent that changes nothing. */
export function holdBack(
  concerns: (id: string) => boolean,
  send: (leaving: boolean) => void,
  ms = HELD_MS,
): () => void {
  const end = () => set(held.filter((other) => other !== entry));
  const entry: Held = {
    concerns,
    send,
    timer: setTimeout(() => {
      end();
      send(false);
    }, ms),
  };
  set([...held, entry]);
  return () => {
    clearTimeout(entry.timer);
    end();
  };
}

/** Sends at once what is held back. */
export function sendHeld(leaving: boolean): void {
  const all = held;
  set([]);
  for (const { timer, send } of all) {
    clearTimeout(timer);
    send(leaving);
  }
}

export const isHeld = (id: string): boolean => held.some(({ concerns }) => concerns(id));

export function listenHeld(tell: () => void): () => void {
  listeners.add(tell);
  return () => listeners.delete(tell);
}

/** Changes with every change of what is held back. */
export const heldNow = (): readonly unknown[] => held;
