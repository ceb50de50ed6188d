/** What a process learned, as the screen shows it. Pure. */
import type { Schemas } from '../../api/client';

export type Learning = Schemas['Learning'];
export type Model = Schemas['Model'];
export type DataPointAccuracy = Model['dataPoints'][number];
export type Suspect = Schemas['Suspect'];
export type Teacher = Schemas['Teacher'];
export type ValueChange = Schemas['ValueChange'];

type Guarantee = Model['guarantees'][number];
type CurvePoint = Schemas['CurvePoint'];

/** The error rates that a process can be asked for, those that every model is tried for. */
export const TARGETS = [0.01, 0.02, 0.05] as const;

/** How often the screen asks again while something is being learned. */
const ASK_AGAIN_MS = 1500;

/** `false` = not again by itself. */
export function askAgainAfter(learning: Pick<Learning, 'state'> | undefined): number | false {
  return learning === undefined || learning.state === 'idle' ? false : ASK_AGAIN_MS;
}

/** The share of confirmed values that were right; `null` where none is confirmed. */
export function share({ right, confirmed }: Pick<DataPointAccuracy, 'right' | 'confirmed'>): number | null {
  return confirmed === 0 ? null : right / confirmed;
}

/** The weakest data points first, since that is where confirming helps; those that nothing is known of at the end. */
export function weakestFirst(points: readonly DataPointAccuracy[]): DataPointAccuracy[] {
  const order = (point: DataPointAccuracy) => share(point) ?? 2;
  return [...points].sort((a, b) => order(a) - order(b) || a.dataPoint.localeCompare(b.dataPoint));
}

/** Whether a person can take a model into use in place of the active one. */
export function canActivate(model: Pick<Model, 'state' | 'error'>): boolean {
  return model.state !== 'active' && model.error === null;
}

/** What the model in use can promise for the error rate that is set. */
export function promiseOf(learning: Pick<Learning, 'activeModel' | 'targetError'>): Guarantee | undefined {
  return learning.activeModel?.guarantees.find(({ target }) => target === learning.targetError);
}

export type ChartSize = {
  width: number;
  height: number;
  left: number;
  right: number;
  top: number;
  bottom: number;
};

export type Chart = {
  line: string;
  /** From the last point on, dashed; `null` where nothing is told ahead. */
  ahead: string | null;
  points: { x: number; y: number; documents: number }[];
  rows: { y: number; share: number }[];
  columns: { x: number; documents: number }[];
};

/** Steps of the shares on the left: the finest of them that leaves at most five rows. */
const STEPS = [0.01, 0.02, 0.05, 0.1, 0.25];

/**
 * A learning curve as paths. Documents are on a logarithmic scale, on which such curves are nearly straight.
 * `null` where there are fewer than two points to draw.
 */
export function chartOf(
  curve: readonly CurvePoint[],
  forecast: readonly CurvePoint[],
  size: ChartSize,
): Chart | null {
  const last = curve.at(-1);
  if (curve.length < 2 || !last) return null;
  const all = [...curve, ...forecast];
  const shares = all.map(({ accuracy }) => accuracy);
  const [least, most] = [Math.min(...shares), Math.max(...shares)];
  const step = STEPS.find((one) => Math.ceil(most / one) - Math.floor(least / one) <= 4) ?? 0.25;
  const ceiling = Math.max(1, Math.ceil(most / step));
  const floor = Math.min(ceiling - 1, Math.floor(least / step));
  const logs = all.map(({ documents }) => Math.log(documents));
  const [from, to] = [Math.min(...logs), Math.max(...logs)];
  const across = size.width - size.left - size.right;
  const down = size.height - size.top - size.bottom;
  const x = (documents: number) =>
    to === from ? size.left : size.left + ((Math.log(documents) - from) / (to - from)) * across;
  const y = (share: number) => size.top + ((ceiling - share / step) / (ceiling - floor)) * down;
  const path = (points: readonly CurvePoint[]) =>
    points
      .map(({ documents, accuracy }, at) => {
        const place = `${x(documents).toFixed(1)} ${y(accuracy).toFixed(1)}`;
        return `${at === 0 ? 'M' : 'L'}${place}`;
      })
      .join('');
  const ends = [curve[0], last, ...forecast].flatMap((point) => (point ? [point.documents] : []));
  return {
    line: path(curve),
    ahead: forecast.length > 0 ? path([last, ...forecast]) : null,
    points: curve.map(({ documents, accuracy }) => ({ x: x(documents), y: y(accuracy), documents })),
    rows: Array.from({ length: ceiling - floor + 1 }, (_, at) => {
      const share = (floor + at) * step;
      return { y: y(share), share };
    }),
    columns: [...new Set(ends)].map((documents) => ({ x: x(documents), documents })),
  };
}
