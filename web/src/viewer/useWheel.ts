/** The wheel of the mouse or two fingers: moves the page, or enlarges it while Ctrl is held. */
import { type RefObject, useEffect, useRef } from 'react';
import type { PointPx } from './coords';
import { placeIn } from './usePointer';

type Act = { zoom: (factor: number, at?: PointPx) => void; pan: (dx: number, dy: number) => void };

/** Pixels of a line, for mice that count in lines. */
const LINE_PX = 16;

/** Pixels of the wheel that enlarge the page by a factor of e; a notch of a mouse is about 100. */
const ZOOM_PX = 400;

export function useWheel(frame: RefObject<HTMLElement | null>, { zoom, pan }: Act): void {
  const turn = useRef<(event: WheelEvent) => void>(() => undefined);
  turn.current = (event) => {
    event.preventDefault();
    const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? LINE_PX : 1;
    const [dx, dy] = [event.deltaX * unit, event.deltaY * unit];
    if (event.ctrlKey || event.metaKey) zoom(Math.exp(-dy / ZOOM_PX), placeIn(frame.current, event));
    else if (event.shiftKey) pan(-(dx || dy), 0);
    else pan(-dx, -dy);
  };
  useEffect(() => {
    const element = frame.current;
    const listen = (event: WheelEvent) => turn.current(event);
    // React listens to the wheel passively, so the page behind would scroll too.
    element?.addEventListener('wheel', listen, { passive: false });
    return () => element?.removeEventListener('wheel', listen);
  }, [frame]);
}
