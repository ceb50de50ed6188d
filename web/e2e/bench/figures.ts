/** Figures of a bench: percentiles, and a line that says what they are. */

/** The value below which this share of all lies; of an empty list nothing can be said. */
export function percentile(all: readonly number[], share: number): number {
  const sorted = [...all].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

/** Prints `name: median, p95 and worst of n`, with the aim where there is one. */
export function print(name: string, all: readonly number[], unit = 'ms', aim = ''): void {
  const shown = (value: number) => `${value < 10 ? value.toFixed(1) : Math.round(value)} ${unit}`;
  console.log(
    `${name}: median ${shown(percentile(all, 0.5))}, p95 ${shown(percentile(all, 0.95))}, worst ${shown(
      Math.max(...all),
    )} of ${all.length}${aim && ` (aim: ${aim})`}`,
  );
}
