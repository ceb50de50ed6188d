/** The page with the grid over it: lines that are dragged or moved by keys, and what each column holds. */
import { useElementSize, useMergedRef } from '@mantine/hooks';
import {
  type PointerEvent,
  type Ref,
  useCallback,
  useEffect,
  useImperativeHandle,
  useMemo,
  useRef,
  useState,
} from 'react';
import { useTranslation } from 'react-i18next';
import {
  between,
  onPage,
  type PointPx,
  type RectPt,
  type RectPx,
  type Size,
  toPage,
} from '../../../viewer/coords';
import type { Box } from '../../../viewer/hit';
import { PageCanvas } from '../../../viewer/PageCanvas';
import { useInk } from '../../../viewer/useInk';
import { placeIn } from '../../../viewer/usePointer';
import { useView } from '../../../viewer/useView';
import { useWheel } from '../../../viewer/useWheel';
import { ColumnNames, type Named } from './ColumnNames';
import classes from './GridStage.module.css';
import { addLine, type Grid, movePart, type Part, placeFor, removeLine } from './grid';
import { OtherGrid } from './OtherGrid';
import { Parts } from './Parts';

export type StageHandle = {
  zoom: (factor: number) => void;
  fitTo: (mode: 'page' | 'width') => void;
  add: (kind: 'column' | 'row') => void;
  /** Hands over what is being moved. */
  settle: () => void;
  focus: () => void;
};

type Props = {
  page: Size;
  label: string;
  image: ImageBitmap | undefined;
  /** The grid in hand. */
  grid: Grid | null;
  /** The other ones of the page. */
  others: readonly Grid[];
  headers: readonly Named[];
  editable: boolean;
  tool: 'move' | 'draw';
  marked: readonly RectPt[];
  onGrid: (grid: Grid) => void;
  onTake: (grid: Grid) => void;
  onDraw: (region: RectPt) => void;
  onScale: (scale: number) => void;
  onAccept: () => void;
  handle: Ref<StageHandle>;
};

/** Moves by keys are one step when they come within this time. */
const STEP_MS = 450;

/** A hand that trembles less than this wanted to click, not to draw. */
const CLICK_PX = 4;

const NONE: readonly never[] = [];
const NOTHING: ReadonlySet<number> = new Set();

const nameOf = (part: Part) =>
  part.kind === 'side' ? `side:${part.side}` : part.kind === 'region' ? 'region' : `${part.kind}:${part.at}`;

/** A grid that is being changed, and handed over when the hand rests. */
function useDraft(grid: Grid | null, onGrid: (grid: Grid) => void) {
  const [draft, setDraft] = useState<Grid | null>(null);
  const latest = useRef<Grid | null>(null);
  const timer = useRef(0);
  const hand = useRef(onGrid);
  hand.current = onGrid;
  const settle = useCallback(() => {
    window.clearTimeout(timer.current);
    const done = latest.current;
    latest.current = null;
    setDraft(null);
    if (done) hand.current(done);
  }, []);
  const change = useCallback(
    (next: Grid, rests: boolean) => {
      latest.current = next;
      setDraft(next);
      window.clearTimeout(timer.current);
      if (rests) timer.current = window.setTimeout(settle, STEP_MS);
    },
    [settle],
  );
  // What was moved last is not lost when the view closes.
  useEffect(() => settle, [settle]);
  const current = useCallback(() => latest.current ?? grid, [grid]);
  return { shown: draft ?? grid, current, change, settle };
}

export function GridStage(props: Props) {
  const { page, editable, tool, headers } = props;
  const { t } = useTranslation();
  const frame = useRef<HTMLDivElement>(null);
  const { ref: measure, width, height } = useElementSize<HTMLDivElement>();
  const attach = useMergedRef(frame, measure);
  const viewer = useMemo(() => ({ width, height }), [width, height]);
  const { view, zoom, pan, fitTo } = useView(page, viewer);
  useWheel(frame, { zoom, pan });
  const ink = useInk();
  const { shown, current, change, settle } = useDraft(props.grid, props.onGrid);
  const { onScale } = props;
  useEffect(() => onScale(view.scale), [onScale, view.scale]);

  const focusOn = (part: Part) =>
    requestAnimationFrame(() =>
      frame.current?.querySelector<HTMLElement>(`[data-part="${nameOf(part)}"]`)?.focus(),
    );
  const add = (kind: 'column' | 'row', place?: number, after: number | null = null) => {
    const grid = current();
    if (!grid || !editable) return;
    const added = addLine(grid, kind, place ?? placeFor(grid, kind, after));
    if (!added) return;
    change(added.grid, false);
    settle();
    focusOn({ kind, at: added.at });
  };
  const drop = (kind: 'column' | 'row', at: number) => {
    const grid = current();
    if (!grid || !editable) return;
    change(removeLine(grid, kind, at), false);
    settle();
    const left = (kind === 'column' ? grid.columns : grid.rows).length - 1;
    focusOn(left > 0 ? { kind, at: Math.min(at, left - 1) } : { kind: 'region' });
  };
  const move = (part: Part, dx: number, dy: number, rests: boolean) => {
    const grid = current();
    if (grid && editable) change(movePart(grid, part, dx, dy, page), rests);
  };

  const latest = useRef({ zoom, add });
  latest.current = { zoom, add };
  useImperativeHandle(
    props.handle,
    () => ({
      zoom: (factor) => latest.current.zoom(factor),
      fitTo,
      add: (kind) => latest.current.add(kind),
      settle,
      focus: () => frame.current?.focus(),
    }),
    [fitTo, settle],
  );

  const { band, handlers } = useHand({
    frame,
    draws: editable && tool === 'draw',
    pan,
    onBand: (rect) => {
      const region = onPage(toPage(view, rect), page);
      if (region) props.onDraw(region);
    },
  });
  const boxes = useMemo(
    () => props.marked.map((rect): Box => ({ key: 'cell', rect, label: '', text: '', tone: 'check' })),
    [props.marked],
  );
  return (
    // biome-ignore lint/a11y/useSemanticElements: it is no form; the group names the page and the grid on it.
    <div
      ref={attach}
      className={classes.stage}
      data-tool={tool}
      role="group"
      aria-label={props.label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the page is reached by the keyboard, as its lines are.
      tabIndex={0}
      {...handlers}
    >
      {viewer.width > 0 && (
        <PageCanvas
          {...{ viewer, page, view, boxes, band, ink }}
          image={props.image}
          selected="cell"
          hovered={null}
          words={NONE}
          found={NONE}
          chosen={NOTHING}
          cursor={null}
        />
      )}
      {viewer.width > 0 &&
        props.others.map((one) => (
          <OtherGrid key={one.bbox.join()} grid={one} view={view} onTake={() => props.onTake(one)} />
        ))}
      {shown && viewer.width > 0 && (
        <>
          <Parts
            grid={shown}
            view={view}
            editable={editable}
            onMove={move}
            onSettle={settle}
            onAdd={add}
            onDrop={drop}
            onAccept={props.onAccept}
          />
          <ColumnNames
            grid={shown}
            view={view}
            viewer={viewer}
            headers={headers}
            editable={editable}
            onChange={(grid) => {
              change(grid, false);
              settle();
            }}
          />
        </>
      )}
      {tool === 'draw' && (
        <output className={classes.hint}>{t(shown ? 'tables.drawMore' : 'tables.drawHint')}</output>
      )}
    </div>
  );
}

type HandOptions = {
  frame: { current: HTMLElement | null };
  draws: boolean;
  pan: (dx: number, dy: number) => void;
  onBand: (rect: RectPx) => void;
};

/** The hand on the page beside the grid: moves the page, or draws a region. */
function useHand({ frame, draws, pan, onBand }: HandOptions) {
  const [band, setBand] = useState<RectPx | null>(null);
  const drag = useRef<{ from: PointPx; last: PointPx; moved: boolean } | null>(null);
  const letGo = () => {
    drag.current = null;
    setBand(null);
  };
  const handlers = {
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      if (event.button !== 0 || (event.target as Element).closest('[data-part], select, button')) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      const from = placeIn(frame.current, event);
      drag.current = { from, last: from, moved: false };
    },
    onPointerMove: (event: PointerEvent<HTMLElement>) => {
      const hand = drag.current;
      if (!hand) return;
      const point = placeIn(frame.current, event);
      hand.moved ||= Math.hypot(point.x - hand.from.x, point.y - hand.from.y) > CLICK_PX;
      if (hand.moved && draws) setBand(between(hand.from, point));
      else if (hand.moved) pan(point.x - hand.last.x, point.y - hand.last.y);
      hand.last = point;
    },
    onPointerUp: (event: PointerEvent<HTMLElement>) => {
      const hand = drag.current;
      letGo();
      if (hand?.moved && draws) onBand(between(hand.from, placeIn(frame.current, event)));
    },
    onPointerCancel: letGo,
  };
  return { band, handlers };
}
