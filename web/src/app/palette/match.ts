/** Which entries of the palette a text means, the best ones first. Pure. */

/** How well a text fits an entry; 0 = not at all. Letters in order count, the beginnings of words more. */
export function fitness(asked: string, label: string): number {
  const [want, have] = [fold(asked), fold(label)];
  if (want === '') return 1;
  const whole = have.indexOf(want);
  if (whole === 0) return 100;
  if (whole > 0) return isStart(have, whole) ? 90 : 70;
  const words = want.split(' ');
  if (words.length > 1 && words.every((word) => have.includes(word))) return 60;
  return inOrder(want, have);
}

/** Letters that stand apart: the more of them begin a word, the better. */
function inOrder(want: string, have: string): number {
  let at = 0;
  let starts = 0;
  for (const letter of want.replaceAll(' ', '')) {
    const from = at;
    let found = have.indexOf(letter, from);
    // The beginning of a later word is what an abbreviation means.
    for (let next = found; next >= 0; next = have.indexOf(letter, next + 1)) {
      if (isStart(have, next)) {
        found = next;
        break;
      }
    }
    if (found < 0) return 0;
    if (isStart(have, found)) starts += 1;
    at = found + 1;
  }
  // An abbreviation is made of beginnings; letters from anywhere mean anything.
  return starts * 2 >= want.length ? 20 + starts : 0;
}

const isStart = (text: string, at: number): boolean => at === 0 || /[^\p{L}\p{N}]/u.test(text[at - 1] ?? '');

/** Lower case without accents and doubled spaces. */
function fold(text: string): string {
  return text
    .toLowerCase()
    .replaceAll('ł', 'l')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/\s+/g, ' ')
    .trim();
}

/** The entries that fit, best first; those that fit equally well keep their order. */
export function matching<T extends { label: string; also?: string }>(
  asked: string,
  entries: readonly T[],
): T[] {
  const scored = entries.map((entry) => ({
    entry,
    score: Math.max(fitness(asked, entry.label), entry.also ? fitness(asked, entry.also) - 5 : 0),
  }));
  return scored
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .map(({ entry }) => entry);
}
