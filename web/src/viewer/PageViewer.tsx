/** A page to look at: move it, enlarge it, choose boxes on it, mark words or a place. */
import { useElementSize, useMergedRef } from '@mantine/hooks';
import {
  type KeyboardEvent,
  type PointerEvent,
  type Ref,
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
  toScreen,
} from './coords';
import { type Box, boxAt, placeKey } from './hit';
import { PageCanvas } from './PageCanvas';
import classes from './PageViewer.module.css';
import { useInk } from './useInk';
import { useView } from './useView';
import { useWordCursor } from './useWordCursor';
import { reading, type Word, wordsIn } from './words';

export type ViewerHandle = {
  zoom: (factor: number) => void;
  fitTo: (mode: 'page' | 'width') => void;
  focus: () => void;
};

export type ViewerTool = 'select' | 'words' | 'box';

export type Reading = { text: string; bbox: RectPt };

type Props = {
  page: Size;
  /** Says which page it is, for those who cannot see it. */
  label: string;
  image: ImageBitmap | undefined;
  boxes: readonly Box[];
  selected: string | null;
  tool: ViewerTool;
  words: readonly Word[] | undefined;
  onScale: (scale: number) => void;
  onSelect: (key: string | null) => void;
  onWords: (words: Reading) => void;
  onBox: (rect: RectPt) => void;
  onCancel: () => void;
  handle: Ref<ViewerHandle>;
};

const NO_WORDS: readonly Word[] = [];

/** A hand that trembles less than this wanted to click, not to draw. */
const CLICK_PX = 4;

/** A notch of the wheel, or a press of an arrow key. */
const STEP_PX = 60;

type Drag = { from: PointPx; last: PointPx; moved: boolean };

export function PageViewer(props: Props) {
  const { page, boxes, selected, tool, onScale, handle } = props;
  const { t } = useTranslation();
  const ref = useRef<HTMLDivElement>(null);
  const { ref: measure, width, height } = useElementSize<HTMLDivElement>();
  const attach = useMergedRef(ref, measure);
  const viewer = useMemo(() => ({ width, height }), [width, height]);
  const { view, zoom, pan, show, fitTo } = useView(page, viewer);
  const ink = useInk();
  const words = (tool === 'words' && props.words) || NO_WORDS;
  const cursor = useWordCursor(words, (chosen) => tell(chosen), props.onCancel);
  const [hover, setHover] = useState<{ box: Box; at: RectPx } | null>(null);
  const [band, setBand] = useState<RectPx | null>(null);
  const drag = useRef<Drag | null>(null);

  const zoomLatest = useRef(zoom);
  zoomLatest.current = zoom;
  useImperativeHandle(
    handle,
    () => ({ zoom: (factor) => zoomLatest.current(factor), fitTo, focus: () => ref.current?.focus() }),
    [fitTo],
  );
  useEffect(() => onScale(view.scale), [onScale, view.scale]);

  // What was chosen in the list comes into sight; moving the page by hand must not bring it back.
  const chosenRect = boxes.find((box) => box.key === selected)?.rect;
  const showLatest = useRef(show);
  showLatest.current = show;
  useEffect(() => {
    if (chosenRect && width > 0) showLatest.current(chosenRect);
  }, [chosenRect, width]);

  const tell = (chosen: readonly number[]) => {
    const read = reading(words, chosen);
    if (read) props.onWords(read);
  };

  const at = (event: { clientX: number; clientY: number }): PointPx => {
    const frame = ref.current?.getBoundingClientRect();
    return { x: event.clientX - (frame?.left ?? 0), y: event.clientY - (frame?.top ?? 0) };
  };
  const under = (point: PointPx): Box | null => {
    const [x, y] = toPage(view, { ...point, width: 0, height: 0 });
    return boxAt(boxes, x, y);
  };

  // React listens to the wheel passively, so the page behind would scroll too.
  const wheel = useRef<(event: WheelEvent) => void>(() => undefined);
  wheel.current = (event) => {
    event.preventDefault();
    const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 : 1;
    if (event.ctrlKey || event.metaKey) zoom(Math.exp((-event.deltaY * unit) / 400), at(event));
    else if (event.shiftKey) pan(-event.deltaY * unit, 0);
    else pan(-event.deltaX * unit, -event.deltaY * unit);
  };
  useEffect(() => {
    const element = ref.current;
    const listen = (event: WheelEvent) => wheel.current(event);
    element?.addEventListener('wheel', listen, { passive: false });
    return () => element?.removeEventListener('wheel', listen);
  }, []);

  const down = (event: PointerEvent<HTMLDivElement>) => {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    drag.current = { from: at(event), last: at(event), moved: false };
    setHover(null);
  };

  const move = (event: PointerEvent<HTMLDivElement>) => {
    const point = at(event);
    const hand = drag.current;
    if (!hand) {
      const box = tool === 'select' ? under(point) : null;
      setHover(box && { box, at: toScreen(view, box.rect) });
      return;
    }
    hand.moved ||= Math.hypot(point.x - hand.from.x, point.y - hand.from.y) > CLICK_PX;
    if (hand.moved && tool === 'select') pan(point.x - hand.last.x, point.y - hand.last.y);
    if (hand.moved && tool !== 'select') setBand(between(hand.from, point));
    hand.last = point;
  };

  const up = (event: PointerEvent<HTMLDivElement>) => {
    const hand = drag.current;
    drag.current = null;
    setBand(null);
    if (!hand) return;
    const rect = toPage(view, between(hand.from, at(event)));
    if (tool === 'select') {
      if (!hand.moved) props.onSelect(under(hand.from)?.key ?? null);
    } else if (tool === 'words') {
      tell(hand.moved ? wordsIn(words, rect) : wordsUnder(words, rect));
    } else if (hand.moved) {
      const cut = onPage(rect, page);
      if (cut) props.onBox(cut);
    }
  };

  const key = (event: KeyboardEvent) => {
    if (tool === 'words' && cursor.onKey(event)) return;
    const by = {
      ArrowLeft: [STEP_PX, 0],
      ArrowRight: [-STEP_PX, 0],
      ArrowUp: [0, STEP_PX],
      ArrowDown: [0, -STEP_PX],
    }[event.key];
    if (!by || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    pan(by[0] ?? 0, by[1] ?? 0);
  };

  return (
    // biome-ignore lint/a11y/useSemanticElements: it is no form; the group names what can be moved and marked.
    <div
      ref={attach}
      className={classes.viewer}
      data-tool={tool}
      data-over={hover ? true : undefined}
      role="group"
      aria-label={props.label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: arrow keys move the page and walk through its words.
      tabIndex={0}
      onPointerDown={down}
      onPointerMove={move}
      onPointerUp={up}
      onPointerLeave={() => setHover(null)}
      onPointerCancel={() => {
        drag.current = null;
        setBand(null);
      }}
      onKeyDown={key}
    >
      {width > 0 && (
        <PageCanvas
          viewer={viewer}
          page={page}
          view={view}
          image={props.image}
          boxes={boxes}
          selected={selected}
          hovered={hover?.box.key ?? null}
          words={words}
          chosen={cursor.chosen}
          cursor={cursor.at}
          band={band}
          ink={ink}
        />
      )}
      {hover && <BoxLabel box={hover.box} at={hover.at} />}
      <output className={classes.spoken}>{cursor.spoken}</output>
      <ul className={classes.spoken} aria-label={t('viewer.boxes')}>
        {boxes.map((box) => (
          <li key={placeKey(box)}>{`${box.label}: ${box.text}`}</li>
        ))}
      </ul>
    </div>
  );
}

/** The word under a click; the click's rectangle has no size. */
function wordsUnder(words: readonly Word[], [x, y]: RectPt): number[] {
  const index = words.findIndex(({ bbox }) => x >= bbox[0] && x <= bbox[2] && y >= bbox[1] && y <= bbox[3]);
  return index < 0 ? [] : [index];
}

function BoxLabel({ box, at }: { box: Box; at: RectPx }) {
  const below = at.y < 40;
  const style = { left: at.x, top: below ? at.y + at.height + 6 : at.y - 8 };
  return (
    <div
      className={classes.label}
      data-below={below || undefined}
      data-tone={box.tone}
      style={style}
      aria-hidden="true"
    >
      {box.label}
    </div>
  );
}
