/** How far each person came with the tour; kept by the browser. */
import { useSyncExternalStore } from 'react';
import { LEFT, stepOf } from './steps';

const keyOf = (person: string) => `perigee-tour:${person}`;

const known = new Map<string, number>();
const listeners = new Set<() => void>();

function read(person: string): number {
  try {
    return stepOf(localStorage.getItem(keyOf(person)));
  } catch {
    return LEFT;
  }
}

function stepFor(person: string): number {
  const step = known.get(person) ?? read(person);
  known.set(person, step);
  return step;
}

export function remember(person: string, step: number): void {
  known.set(person, step);
  try {
    localStorage.setItem(keyOf(person), String(step));
  } catch {
    // A browser that keeps nothing shows the tour again.
  }
  for (const listener of listeners) listener();
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** The step of a person; behind the last one as long as nobody is known. */
export const useStep = (person: string | undefined): number =>
  useSyncExternalStore(subscribe, () => (person === undefined ? LEFT : stepFor(person)));
