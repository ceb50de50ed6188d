/** In which resolution pages were asked for last: the next page will most likely be looked at in the same size. */
import { resolutionFor } from '../../viewer/coords';

let last = resolutionFor(1, globalThis.devicePixelRatio ?? 1);

export const lastResolution = (): number => last;

export function noteResolution(dpi: number): void {
  last = dpi;
}
