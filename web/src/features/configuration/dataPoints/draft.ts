/** A list of data points while it is edited: what may be done with it, and what is wrong with it. Pure. */
import type { Schemas } from '../../../api/client';

export type DataPoint = Schemas['ProcessConfig']['dataPoints'][number];
export type ValueType = DataPoint['type'];
export type Header = NonNullable<DataPoint['headers']>[number];

/** In the order in which they are offered. */
export const VALUE_TYPES = [
  'text',
  'number',
  'amount',
  'date',
  'table',
  'enum',
  'bool',
  'address',
  'time',
  'percent',
  'currency',
  'country',
  'iban',
  'bic',
  'vat_id',
  'email',
  'phone',
  'url',
] as const satisfies readonly ValueType[];

/** Cells hold single values. */
export const CELL_TYPES = VALUE_TYPES.filter((type) => type !== 'table' && type !== 'enum');

/** Names may be so long, with room for a number behind one that is taken. */
const MAX_NAME = 60;

const MARKS = /\p{M}/gu;

/** Letters that are no letter with a mark. */
const PLAIN: Record<string, string> = {
  ß: 'ss',
  ł: 'l',
  ø: 'oe',
  æ: 'ae',
  œ: 'oe',
  đ: 'd',
  ä: 'ae',
  ö: 'oe',
  ü: 'ue',
};

/** `Número de póliza` → `numero_de_poliza`; empty where no letter is left. */
export function nameFor(label: string, taken: readonly string[]): string {
  const words = label
    .toLowerCase()
    .split('')
    .map((letter) => PLAIN[letter] ?? letter)
    .join('')
    .normalize('NFD')
    .replace(MARKS, '')
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
  const name = words
    .join('_')
    .replace(/^[^a-z]+/, '')
    .slice(0, MAX_NAME);
  if (name === '' || !taken.includes(name)) return name;
  let number = 2;
  while (taken.includes(`${name}_${number}`)) number += 1;
  return `${name}_${number}`;
}

export function emptyPoint(): DataPoint {
  return {
    name: '',
    label: '',
    type: 'text',
    occurrence: 'one',
    mandatory: false,
    literals: [],
    headers: [],
    group: '',
    description: '',
    synonyms: [],
  };
}

/** The list with one of them at another place. */
export function moved<T>(list: readonly T[], from: number, to: number): T[] {
  const rest = list.filter((_, at) => at !== from);
  const one = list[from];
  if (one === undefined || to < 0 || to >= list.length) return [...list];
  return [...rest.slice(0, to), one, ...rest.slice(to)];
}

/** Only what belongs to its type is kept. */
export function tidied(point: DataPoint): DataPoint {
  return {
    ...point,
    label: point.label.trim(),
    literals: point.type === 'enum' ? (point.literals ?? []) : [],
    headers: point.type === 'table' ? (point.headers ?? []) : [],
  };
}

export type PointFault = 'label' | 'name' | 'literals' | 'headers';

/** What has to be mended before it can be saved. */
export function faultsOf(point: DataPoint): PointFault[] {
  const faults: PointFault[] = [];
  if (point.label.trim() === '') faults.push('label');
  if (!/^[a-z][a-z0-9_]{0,63}$/.test(point.name)) faults.push('name');
  if (point.type === 'enum' && (point.literals ?? []).length === 0) faults.push('literals');
  const headers = point.headers ?? [];
  const isBlank = headers.some(({ label }) => label.trim() === '');
  if (point.type === 'table' && (headers.length === 0 || isBlank)) faults.push('headers');
  return faults;
}

const asText = (points: readonly DataPoint[]) => JSON.stringify(points.map((point) => tidied(point)));

/** Whether saving one over the other would change anything. */
export function isSame(a: readonly DataPoint[], b: readonly DataPoint[]): boolean {
  return asText(a) === asText(b);
}

/** The ready-made ones of a type that a process does not ask for. */
export function missingOf(readyMade: readonly DataPoint[], points: readonly DataPoint[]): DataPoint[] {
  return readyMade.filter(({ name }) => points.every((point) => point.name !== name));
}
