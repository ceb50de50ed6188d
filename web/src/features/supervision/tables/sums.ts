/** Sums of amount columns, and whether they meet a total of the document. Exact to a ten-thousandth. Pure. */
import { type Row, type Rows, textOf } from './sheet';

/** Figures are counted in ten-thousandths, so that cents do not get lost in binary fractions. */
const SCALE = 10_000;

/** A difference up to half a cent for each row is rounding. */
const ROUNDING = 0.005;

/** A stored decimal (`1234.50`) in ten-thousandths; `null` for anything else. */
export function scaled(value: string | null | undefined): number | null {
  if (!value || !/^-?\d+(\.\d+)?$/.test(value)) return null;
  return Math.round(Number(value) * SCALE);
}

/** An amount as people print it, for a cell that the server has not read yet. */
export function read(text: string): number | null {
  const digits = text.replace(/[^\d.,-]/g, '');
  if (!/\d/.test(digits)) return null;
  const mark = Math.max(digits.lastIndexOf('.'), digits.lastIndexOf(','));
  const decimals = mark >= 0 ? digits.length - mark - 1 : 0;
  // A mark with three digits behind it stands between thousands.
  const isDecimal = mark >= 0 && decimals !== 3;
  const whole = (isDecimal ? digits.slice(0, mark) : digits).replace(/[.,]/g, '');
  return scaled(isDecimal && decimals > 0 ? `${whole || '0'}.${digits.slice(mark + 1)}` : whole);
}

const amountIn = (row: Row, header: string): number | null => {
  const cell = row[header];
  if (!cell) return null;
  return cell.value === undefined ? read(textOf(row, header)) : scaled(cell.value);
};

/** A total of the document. */
export type Total = { readonly name: string; readonly label: string; readonly value: string };

export type Sum = {
  readonly header: string;
  readonly sum: number;
  /** Cells with a text that is no amount; the sum leaves them out. */
  readonly unread: number;
  readonly meets: Total | null;
  /** The total that it should meet and does not, with what is missing. */
  readonly misses: { readonly total: Total; readonly by: number } | null;
};

/** Which totals the sum of a column stands for, by the canonical names of invoices and receipts. */
const STANDS_FOR: Record<string, readonly string[]> = {
  amount: ['net_total', 'gross_total', 'subtotal', 'total'],
  net: ['net_total'],
  net_amount: ['net_total'],
  tax: ['tax_total'],
  tax_amount: ['tax_total'],
  gross: ['gross_total', 'total'],
  gross_amount: ['gross_total', 'total'],
};

export function sumOf(rows: Rows, header: string, totals: readonly Total[]): Sum | null {
  let [sum, filled, unread] = [0, 0, 0];
  for (const row of rows) {
    if (!row[header]) continue;
    const amount = amountIn(row, header);
    if (amount === null) unread += 1;
    else {
      sum += amount;
      filled += 1;
    }
  }
  if (filled === 0) return null;
  const slack = Math.max(SCALE * 0.01, filled * ROUNDING * SCALE);
  const off = (total: Total) => sum - (scaled(total.value) ?? Number.NaN);
  const own = (STANDS_FOR[header] ?? []).flatMap((name) => totals.filter((total) => total.name === name));
  // Any total may be met; only one that the column stands for can be missed.
  const meets =
    own.find((total) => Math.abs(off(total)) <= slack) ??
    totals.find((total) => Math.abs(off(total)) <= slack) ??
    null;
  const nearest = own.toSorted((a, b) => Math.abs(off(a)) - Math.abs(off(b)))[0];
  const misses = !meets && nearest ? { total: nearest, by: off(nearest) } : null;
  return { header, sum, unread, meets, misses };
}

/** Ten-thousandths as a decimal with at least two places. */
export function decimal(amount: number): string {
  const [whole = '0', places = ''] = (Math.abs(amount) / SCALE).toFixed(4).split('.');
  const short = places.replace(/0{1,2}$/, '');
  return `${amount < 0 ? '−' : ''}${whole}.${short}`;
}
