/** What the pointer does on the page: moves it, chooses boxes, draws over words, draws a box. */
import { type PointerEvent, type RefObject, useRef, useState } from 'react';
import {
  between,
  onPage,
  type PointPx,
  type RectPt,
  type RectPx,
  type Size,
  toPage,
  toScreen,
  type View,
} from './coords';
import { type Box, boxAt } from './hit';
import { type Word, wordAt, wordsIn } from './words';

export type ViewerTool = 'select' | 'words' | 'box';

type Options = {
  frame: RefObject<HTMLElement | null>;
  view: View;
  page: Size;
  tool: ViewerTool;
  boxes: readonly Box[];
  words: readonly Word[];
  pan: (dx: number, dy: number) => void;
  onSelect: (key: string | null) => void;
  onWords: (chosen: readonly number[]) => void;
  onBox: (rect: RectPt) => void;
};

/** A hand that trembles less than this wanted to click, not to draw. */
const CLICK_PX = 4;

type Drag = { from: PointPx; last: PointPx; moved: boolean };

/** Where an event is, from the corner of the viewer. */
export function placeIn(frame: HTMLElement | null, event: { clientX: number; clientY: number }): PointPx {
  const corner = frame?.getBoundingClientRect();
  return { x: event.clientX - (corner?.left ?? 0), y: event.clientY - (corner?.top ?? 0) };
}

export function usePointer(options: Options) {
  const { frame, view, page, tool, boxes, words } = options;
  const [hover, setHover] = useState<{ box: Box; at: RectPx } | null>(null);
  const [band, setBand] = useState<RectPx | null>(null);
  const drag = useRef<Drag | null>(null);

  const under = (point: PointPx): Box | null => {
    const [x, y] = toPage(view, { ...point, width: 0, height: 0 });
    return boxAt(boxes, x, y);
  };

  const letGo = () => {
    drag.current = null;
    setBand(null);
  };

  const finish = (hand: Drag, to: PointPx) => {
    const rect = toPage(view, between(hand.from, to));
    if (tool === 'select') {
      if (!hand.moved) options.onSelect(under(hand.from)?.key ?? null);
    } else if (tool === 'words') {
      options.onWords(hand.moved ? wordsIn(words, rect) : wordAt(words, rect[0], rect[1]));
    } else if (hand.moved) {
      const cut = onPage(rect, page);
      if (cut) options.onBox(cut);
    }
  };

  const onPointerDown = (event: PointerEvent<HTMLElement>) => {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    const from = placeIn(frame.current, event);
    drag.current = { from, last: from, moved: false };
    setHover(null);
  };

  const onPointerMove = (event: PointerEvent<HTMLElement>) => {
    const point = placeIn(frame.current, event);
    const hand = drag.current;
    if (!hand) {
      const box = tool === 'select' ? under(point) : null;
      setHover(box && { box, at: toScreen(view, box.rect) });
      return;
    }
    hand.moved ||= Math.hypot(point.x - hand.from.x, point.y - hand.from.y) > CLICK_PX;
    if (hand.moved && tool === 'select') options.pan(point.x - hand.last.x, point.y - hand.last.y);
    if (hand.moved && tool !== 'select') setBand(between(hand.from, point));
    hand.last = point;
  };

  const onPointerUp = (event: PointerEvent<HTMLElement>) => {
    const hand = drag.current;
    letGo();
    if (hand) finish(hand, placeIn(frame.current, event));
  };

  const handlers = {
    onPointerDown,
    onPointerMove,
    onPointerUp,
    onPointerCancel: letGo,
    onPointerLeave: () => setHover(null),
  };
  return { hover, band, handlers };
}
