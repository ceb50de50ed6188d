/** Finds the links in the text of a mail. */

export type Part = { readonly text: string; readonly isLink: boolean };

const LINK = /https?:\/\/[^\s<>"']+/g;

/** Marks at the end of a sentence belong to it, not to the link before them. */
const TRAILING = /[.,;:!?)\]]+$/;

/** The text in parts, in order; put together again they are the text. */
export function partsOf(text: string): Part[] {
  const parts: Part[] = [];
  let at = 0;
  for (const match of text.matchAll(LINK)) {
    const link = match[0].replace(TRAILING, '');
    if (match.index > at) parts.push({ text: text.slice(at, match.index), isLink: false });
    parts.push({ text: link, isLink: true });
    at = match.index + link.length;
  }
  if (at < text.length) parts.push({ text: text.slice(at), isLink: false });
  return parts;
}
