/** How a file is divided into documents: the order of its pages, those that begin one, those in none. Pure. */
import type { Schemas } from '../../../api/client';

/** A document: its pages, numbered in the file from 0, in the order in which it is read. */
export type Part = {
  readonly pages: readonly number[];
  readonly documentClass: string;
  /** Whether a person chose the class. */
  readonly isChosen: boolean;
};

/** A page of the file, and where it belongs: it `begins` a document, goes on with the one before, or is left `out`. */
export type Sheet = {
  readonly page: number;
  readonly state: 'begins' | 'goesOn' | 'out';
  readonly documentClass: string;
  readonly isChosen: boolean;
};

/** The pages in the order in which they are shown and read. */
export type Division = readonly Sheet[];

const isIn = (sheet: Sheet): boolean => sheet.state !== 'out';

/** The division that the server has; a page in no document stands behind the one before it in the file. */
export function divisionOf(file: Schemas['FileDocuments']): Division {
  const sheets: Sheet[] = file.documents.flatMap(({ pages, documentClass }) =>
    pages.map((page, at) => ({
      page,
      state: at === 0 ? ('begins' as const) : ('goesOn' as const),
      documentClass,
      isChosen: false,
    })),
  );
  const known = new Set(sheets.map(({ page }) => page));
  for (let page = 0; page < file.numberOfPages; page += 1) {
    if (known.has(page)) continue;
    const before = sheets.findIndex((sheet) => sheet.page === page - 1);
    sheets.splice(before + 1, 0, { page, state: 'out', documentClass: '', isChosen: false });
  }
  return sheets;
}

/** The first page that is in a document begins one. */
function mended(sheets: Division): Division {
  const first = sheets.findIndex(isIn);
  const sheet = sheets[first];
  return sheet?.state === 'goesOn' ? sheets.with(first, { ...sheet, state: 'begins' }) : sheets;
}

/** What this page began, the next page begins: for a page that is about to go. */
function released(sheets: Division, at: number): Division {
  const next = sheets.findIndex((one, index) => index > at && isIn(one));
  const heir = sheets[next];
  return sheets[at]?.state === 'begins' && heir?.state === 'goesOn'
    ? sheets.with(next, { ...heir, state: 'begins' })
    : sheets;
}

/** The documents that the division makes, in their order. */
export function partsOf(sheets: Division): Part[] {
  const parts: { pages: number[]; documentClass: string; isChosen: boolean }[] = [];
  for (const { page, state, documentClass, isChosen } of mended(sheets)) {
    if (state === 'begins') parts.push({ pages: [page], documentClass, isChosen });
    else if (state === 'goesOn') parts.at(-1)?.pages.push(page);
  }
  return parts;
}

/** Begins a document with this page, or joins it to the one before. The first page always begins one. */
export function toggleStart(sheets: Division, at: number): Division {
  const sheet = sheets[at];
  if (!sheet || !isIn(sheet) || !sheets.slice(0, at).some(isIn)) return sheets;
  return sheets.with(at, { ...sheet, state: sheet.state === 'begins' ? 'goesOn' : 'begins' });
}

/** Leaves a page out, or takes it in again; one page at least stays. */
export function toggleOut(sheets: Division, at: number): Division {
  const sheet = sheets[at];
  if (!sheet) return sheets;
  if (!isIn(sheet)) return mended(sheets.with(at, { ...sheet, state: 'goesOn' }));
  const changed = released(sheets, at).with(at, { ...sheet, state: 'out' });
  return changed.some(isIn) ? changed : sheets;
}

/** Moves a page right before or behind another one, into the document of that one. */
export function placed(sheets: Division, at: number, target: number, side: 'before' | 'after'): Division {
  const sheet = sheets[at];
  if (!sheet || !sheets[target] || at === target) return sheets;
  const rest = released(sheets, at).toSpliced(at, 1);
  const to = target > at ? target - 1 : target;
  const host = rest.slice(0, to + 1).findLast(isIn) ?? rest.find(isIn);
  const begins = side === 'before' && rest[to]?.state === 'begins';
  const opened = rest.map(
    (one, index): Sheet => (begins && index === to ? { ...one, state: 'goesOn' } : one),
  );
  const moved: Sheet = {
    page: sheet.page,
    state: begins ? 'begins' : 'goesOn',
    documentClass: host?.documentClass ?? sheet.documentClass,
    isChosen: host?.isChosen ?? sheet.isChosen,
  };
  return mended(opened.toSpliced(side === 'before' ? to : to + 1, 0, moved));
}

/** Moves a page one step on or back: past its neighbour, or over the border into the next document. */
export function stepped(sheets: Division, at: number, by: 1 | -1): Division {
  const sheet = sheets[at];
  if (!sheet || !isIn(sheet)) return sheets;
  const isNear = (one: Sheet, index: number) => isIn(one) && (by > 0 ? index > at : index < at);
  const near = by > 0 ? sheets.findIndex(isNear) : sheets.findLastIndex(isNear);
  // On the way on the border is before the neighbour, on the way back before the page itself.
  const isBorder = (by > 0 ? sheets[near] : sheet)?.state === 'begins';
  const side = by > 0 === isBorder ? 'before' : 'after';
  return near < 0 ? sheets : placed(sheets, at, near, side);
}

/** Sets the class of the document that a page belongs to. */
export function withClass(sheets: Division, at: number, documentClass: string): Division {
  const page = sheets[at]?.page ?? -1;
  const part = partsOf(sheets).find(({ pages }) => pages.includes(page));
  if (!part) return sheets;
  const pages = new Set(part.pages);
  return sheets.map((sheet) => (pages.has(sheet.page) ? { ...sheet, documentClass, isChosen: true } : sheet));
}

/** How sure the machine was of the class that a document begins with here; null where a person chose it, or changed it. */
export function confidenceOf(
  file: Schemas['FileDocuments'],
  page: number,
  documentClass: string,
): number | null {
  const known = file.documents.find((one) => one.pages[0] === page);
  return known?.documentClass === documentClass ? known.classConfidence : null;
}

const isSamePages = (a: Part, b: Part): boolean =>
  a.pages.length === b.pages.length && a.pages.every((page, at) => page === b.pages[at]);

/** What to send: a class only where a person chose another one than the document had. */
export function toSend(now: Division, before: Division): Schemas['Division'] {
  const known = partsOf(before);
  return {
    documents: partsOf(now).map((part) => {
      const chosen = part.isChosen ? part.documentClass.trim() : '';
      const same = known.find((other) => isSamePages(other, part));
      const isNew = chosen !== '' && chosen !== same?.documentClass;
      return { pages: [...part.pages], ...(isNew && { documentClass: chosen }) };
    }),
  };
}

/** What to send to have a division again, with the classes that its documents had. */
export const toBringBack = (before: Division): Schemas['Division'] => ({
  documents: partsOf(before).map(({ pages, documentClass }) => ({
    pages: [...pages],
    ...(documentClass && { documentClass }),
  })),
});

/** Whether two divisions make the same documents. */
export const isSame = (a: Division, b: Division): boolean => {
  const shown = (division: Division) =>
    partsOf(division).map(({ pages, documentClass }) => [pages, documentClass.trim()]);
  return JSON.stringify(shown(a)) === JSON.stringify(shown(b));
};
