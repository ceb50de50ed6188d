/** How a file is divided into documents: pages that begin one, and pages that are in none. Pure. */
import type { Schemas } from '../../../api/client';

export type Part = { readonly first: number; readonly last: number; readonly documentClass: string };

/** Where each page belongs: `begins` a document, goes on with the one before, or is left `out`. */
export type Sheet = { readonly state: 'begins' | 'goesOn' | 'out'; readonly documentClass: string };

export type Division = readonly Sheet[];

/** The division that the server has. */
export function divisionOf(file: Schemas['FileDocuments']): Division {
  const sheets: Sheet[] = Array.from({ length: file.numberOfPages }, () => ({
    state: 'out',
    documentClass: '',
  }));
  for (const { firstPage, lastPage, documentClass } of file.documents) {
    for (let page = firstPage; page <= lastPage; page += 1) {
      sheets[page] = { state: page === firstPage ? 'begins' : 'goesOn', documentClass };
    }
  }
  return sheets;
}

/** A page that goes on needs a page before it that is in a document. */
function mended(sheets: Division): Division {
  return sheets.map((sheet, page) =>
    sheet.state === 'goesOn' && (sheets[page - 1]?.state ?? 'out') === 'out'
      ? { ...sheet, state: 'begins' }
      : sheet,
  );
}

/** The documents that the division makes, in page order. */
export function partsOf(sheets: Division): Part[] {
  const parts: Part[] = [];
  mended(sheets).forEach((sheet, page) => {
    const last = parts.at(-1);
    if (sheet.state === 'begins') parts.push({ first: page, last: page, documentClass: sheet.documentClass });
    else if (sheet.state === 'goesOn' && last) parts[parts.length - 1] = { ...last, last: page };
  });
  return parts;
}

/** Begins a document with this page, or joins it to the one before. The first page of a file always begins one. */
export function toggleStart(sheets: Division, page: number): Division {
  const sheet = sheets[page];
  if (!sheet || sheet.state === 'out' || (sheets[page - 1]?.state ?? 'out') === 'out') return sheets;
  return mended(sheets.with(page, { ...sheet, state: sheet.state === 'begins' ? 'goesOn' : 'begins' }));
}

/** Leaves a page out, or takes it in again; one page at least stays. */
export function toggleOut(sheets: Division, page: number): Division {
  const sheet = sheets[page];
  if (!sheet) return sheets;
  const next: Sheet = { ...sheet, state: sheet.state === 'out' ? 'goesOn' : 'out' };
  const changed = mended(sheets.with(page, next));
  return changed.some((one) => one.state !== 'out') ? changed : sheets;
}

/** Sets the class of the document that a page belongs to. */
export function withClass(sheets: Division, page: number, documentClass: string): Division {
  const part = partsOf(sheets).find((one) => page >= one.first && page <= one.last);
  if (!part) return sheets;
  return sheets.map((sheet, at) =>
    at >= part.first && at <= part.last ? { ...sheet, documentClass } : sheet,
  );
}

/** How sure the machine was of the class that a document begins with here; null where a person chose it, or changed it. */
export function confidenceOf(
  file: Schemas['FileDocuments'],
  page: number,
  documentClass: string,
): number | null {
  const known = file.documents.find((one) => one.firstPage === page);
  return known?.documentClass === documentClass ? known.classConfidence : null;
}

/** What to send: a class only where a person chose another one than the document had. */
export function toSend(now: Division, before: Division): Schemas['Division'] {
  const known = partsOf(before);
  return {
    documents: partsOf(now).map(({ first, last, documentClass }) => {
      const same = known.find((part) => part.first === first && part.last === last);
      const chosen = documentClass.trim();
      const isNew = chosen !== '' && chosen !== (same ?? before[first])?.documentClass;
      return { firstPage: first, lastPage: last, ...(isNew && { documentClass: chosen }) };
    }),
  };
}

/** Whether two divisions make the same documents. */
export const isSame = (a: Division, b: Division): boolean =>
  JSON.stringify(partsOf(a)) === JSON.stringify(partsOf(b));
