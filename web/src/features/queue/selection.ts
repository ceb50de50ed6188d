/** Which rows are chosen: some by name, or all that match but some. Pure. */

export type Selection = {
  /** Whether `ids` are those that are left out. */
  readonly all: boolean;
  readonly ids: ReadonlySet<string>;
};

export const NOTHING: Selection = { all: false, ids: new Set() };
export const EVERYTHING: Selection = { all: true, ids: new Set() };

export const isChosen = (selection: Selection, id: string): boolean =>
  selection.all !== selection.ids.has(id);

/** Chooses these rows, or takes them out. */
export function choose(selection: Selection, ids: readonly string[], chosen: boolean): Selection {
  const next = new Set(selection.ids);
  for (const id of ids) {
    if (chosen !== selection.all) next.add(id);
    else next.delete(id);
  }
  return { ...selection, ids: next };
}

export const toggle = (selection: Selection, id: string): Selection =>
  choose(selection, [id], !isChosen(selection, id));

/** How many are chosen when so many match. */
export const countOf = (selection: Selection, total: number): number =>
  selection.all ? Math.max(total - selection.ids.size, 0) : selection.ids.size;

/** Every place between two, both included, in rising order. */
export function between(a: number, b: number): number[] {
  const first = Math.min(a, b);
  return Array.from({ length: Math.abs(a - b) + 1 }, (_, at) => first + at);
}

/** Without a row that is gone. */
export function without(selection: Selection, id: string): Selection {
  if (!selection.ids.has(id)) return selection;
  const ids = new Set(selection.ids);
  ids.delete(id);
  return { ...selection, ids };
}

/** What is chosen, for a request about all of it at once. */
export function chosenFor<Filter>(
  selection: Selection,
  filter: Filter,
): { collectionIds: string[] } | { filter: Filter; except: string[] } {
  const ids = [...selection.ids];
  return selection.all ? { filter, except: ids } : { collectionIds: ids };
}
