/** What the list of people shows, and the choice of processes for one of them. */
import { ApiError } from '../../api/problem';
import type { ProcessAssignment, ProcessRole } from './api';

/** How many people stand on one page. */
export const PAGE_SIZE = 50;

/** How many processes are named in a row; the rest is a number. */
const NAMED = 2;

/** The processes of a person as a row names them, and how many more there are. */
export function namedProcesses(processes: readonly ProcessRole[]): { named: string[]; more: number } {
  const names = processes.map((process) => process.name);
  return { named: names.slice(0, NAMED), more: Math.max(0, names.length - NAMED) };
}

export type ProcessChoice = 'none' | ProcessAssignment['role'];

/** Gives a process to a person, changes what they are in it, or takes it away. */
export function withChoice(
  assigned: readonly ProcessAssignment[],
  id: string,
  choice: ProcessChoice,
): ProcessAssignment[] {
  const others = assigned.filter((one) => one.id !== id);
  if (choice === 'none') return others;
  if (others.length === assigned.length) return [...others, { id, role: choice }];
  return assigned.map((one) => (one.id === id ? { id, role: choice } : one));
}

export const choiceOf = (assigned: readonly ProcessAssignment[], id: string): ProcessChoice =>
  assigned.find((one) => one.id === id)?.role ?? 'none';

/** What a person has, as it is sent back: what is left out is taken away. */
export const assignmentsOf = (processes: readonly ProcessRole[]): ProcessAssignment[] =>
  processes.map(({ id, role }) => ({ id, role }));

/** Refusals that have words of our own. */
export type KnownRefusal = 'last_owner' | 'already_member' | 'single_user_organization';

const KNOWN: readonly string[] = ['last_owner', 'already_member', 'single_user_organization'];

const isKnown = (code: string | undefined): code is KnownRefusal =>
  code !== undefined && KNOWN.includes(code);

/** The known reason for which the server refused; `null` when its own words say more. */
export function knownRefusal(error: Error | null): KnownRefusal | null {
  if (!(error instanceof ApiError)) return null;
  return [error.problem?.type, ...error.codes].find(isKnown) ?? null;
}
