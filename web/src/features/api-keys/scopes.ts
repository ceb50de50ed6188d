/** Scopes as the dialog offers them and the list shows them. Pure. */
import type { ScopeCatalogue, ScopePreset } from './api';

/** The word by which a request asks for every scope that its creator has. */
export const ALL = 'All';

/** What is chosen: everything that the creator has, or these scopes. */
export type ScopeChoice = typeof ALL | ReadonlySet<string>;

const PREFIX = 'workspace.';

/** `workspace.collection:read` → `collection:read`; the prefix says nothing that tells scopes apart. */
export const shortName = (scope: string): string =>
  scope.startsWith(PREFIX) ? scope.slice(PREFIX.length) : scope;

const everyScope = (catalogue: ScopeCatalogue) => catalogue.groups.flatMap((group) => group.scopes);

/** The scopes that the caller holds and so can give. */
export const mineOf = (catalogue: ScopeCatalogue): string[] =>
  everyScope(catalogue)
    .filter(({ mine }) => mine)
    .map(({ scope }) => scope);

/** Whether somebody holds every scope there is. */
export function holdsAll(scopes: readonly string[], catalogue: ScopeCatalogue): boolean {
  const held = new Set(scopes);
  const every = everyScope(catalogue);
  return every.length > 0 && every.every(({ scope }) => held.has(scope));
}

/** What a preset chooses here: only scopes that the caller can give. */
export function choiceOf(preset: ScopePreset, catalogue: ScopeCatalogue): ScopeChoice {
  const mine = new Set(mineOf(catalogue));
  const chosen = preset.scopes.filter((scope) => mine.has(scope));
  return preset.scopes.includes(ALL) || chosen.length === mine.size ? ALL : new Set(chosen);
}

const sameSet = (one: ReadonlySet<string>, other: ReadonlySet<string>) =>
  one.size === other.size && [...one].every((item) => other.has(item));

/** The preset that a choice amounts to, if any. */
export function presetOf(choice: ScopeChoice, catalogue: ScopeCatalogue): string | null {
  const found = catalogue.presets.find((preset) => {
    const other = choiceOf(preset, catalogue);
    if (choice === ALL || other === ALL) return choice === other;
    return sameSet(choice, other);
  });
  return found?.id ?? null;
}

/** The choice after a tick at one scope, or at all the given ones at once. */
export function ticked(choice: ReadonlySet<string>, scopes: readonly string[], on: boolean): Set<string> {
  const next = new Set(choice);
  for (const scope of scopes) {
    if (on) next.add(scope);
    else next.delete(scope);
  }
  return next;
}

/** What is sent for a choice, in the order of the catalogue. */
export function scopesToSend(choice: ScopeChoice, catalogue: ScopeCatalogue): string[] {
  return choice === ALL ? [ALL] : mineOf(catalogue).filter((scope) => choice.has(scope));
}

/** Scopes that a key was given and that do not hold today, because its creator has lost them. */
export const lostScopes = (key: { scopes: string[]; effectiveScopes: string[] }): string[] =>
  key.scopes.filter((scope) => !key.effectiveScopes.includes(scope));
