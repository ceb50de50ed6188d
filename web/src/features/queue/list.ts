/** The list of collections as it is kept, and what events of the server change in it. Pure. */
import type { Schemas } from '../../api/client';

export type Collection = Schemas['Collection'];
export type CollectionList = Schemas['CollectionList'];
export type CollectionEvent = Schemas['CollectionEvent'];

/** Rows of one request: more than a screen shows, so that scrolling a little asks for nothing. */
export const PAGE_SIZE = 100;

/** The list after an event; `null` when it has to be asked for again. */
export function afterEvent(list: CollectionList, event: CollectionEvent): CollectionList | null {
  if (event.type === 'removed') {
    return list.collections.some((row) => row.id === event.collectionId) ? null : list;
  }
  const { collection } = event;
  const before = list.collections.find((row) => row.id === collection.id);
  if (!before) return null;
  // A late event must not turn the clock back.
  if (before.updatedAt > collection.updatedAt) return list;
  return {
    ...list,
    collections: list.collections.map((row) => (row.id === collection.id ? collection : row)),
  };
}

export type Fault = { readonly file: string | null; readonly message: string; readonly action: string };

/** What went wrong in a collection, in the server's words, each reason once. */
export function faultsOf(collection: Collection): Fault[] {
  const several = collection.files.length > 1;
  const ofFiles = collection.files.flatMap((file) =>
    file.error
      ? [{ file: several ? file.name : null, message: file.error.message, action: file.error.action }]
      : [],
  );
  if (ofFiles.length > 0) return ofFiles;
  return collection.error
    ? [{ file: null, message: collection.error.message, action: collection.error.action }]
    : [];
}

export const isBusy = (collection: Collection) =>
  collection.status === 'Queued' || collection.status === 'Processing';

export const hasResults = (collection: Collection) =>
  collection.status === 'Needs Review' || collection.status === 'Accepted';
