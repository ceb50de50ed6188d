/** The order and the look of the first screen: what is searched for, sorted, remembered. Pure but for the memory. */
import type { Process, ProcessStatistics } from './api';

export const ORDERS = ['created', 'name', 'waiting', 'total'] as const;

export type Order = (typeof ORDERS)[number];
export type Look = 'cards' | 'table';
export type Shown = { readonly look: Look; readonly order: Order };

type Numbers = ReadonlyMap<string, ProcessStatistics> | undefined;

/** Whether a text is found in another, whatever the case and the accents. */
export function isFound(wanted: string, text: string): boolean {
  const plain = (it: string) =>
    it
      .normalize('NFD')
      .replace(/\p{Diacritic}/gu, '')
      .replace(/ł/gi, 'l')
      .toLocaleLowerCase();
  return plain(text).includes(plain(wanted.trim()));
}

/** Those that are searched for, in their order; the newest first stands as the server tells it. */
export function processesShown(
  all: readonly Process[],
  numbers: Numbers,
  wanted: string,
  order: Order,
): Process[] {
  const found = all.filter(({ name, typeName }) => isFound(wanted, name) || isFound(wanted, typeName));
  const by = (id: string, of: 'waiting' | 'total') => numbers?.get(id)?.[of] ?? 0;
  if (order === 'name') return found.sort((a, b) => a.name.localeCompare(b.name));
  if (order === 'waiting' || order === 'total')
    return found.sort((a, b) => by(b.id, order) - by(a.id, order) || a.name.localeCompare(b.name));
  return found;
}

/** The share that was accepted without touch, 0 to 1; `null` where nothing was accepted. */
export const shareOf = ({ accepted, acceptedUntouched }: ProcessStatistics): number | null =>
  accepted === 0 ? null : acceptedUntouched / accepted;

const KEY = 'perigee-dashboard';

export function rememberedShown(): Shown {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? '{}') as Partial<Shown> | null;
    return {
      look: kept?.look === 'table' ? 'table' : 'cards',
      order: ORDERS.find((order) => order === kept?.order) ?? 'created',
    };
  } catch {
    return { look: 'cards', order: 'created' };
  }
}

export function rememberShown(shown: Shown): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(shown));
  } catch {
    // A browser that keeps nothing forgets the choice with the page.
  }
}
