/** A page to look at: move it, enlarge it, choose boxes on it, mark words or a place. */
import { useElementSize, useMergedRef } from '@mantine/hooks';
import { type KeyboardEvent, memo, type Ref, useEffect, useImperativeHandle, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { RectPt, RectPx, Size } from './coords';
import { type Box, placeKey } from './hit';
import { type Found, PageCanvas } from './PageCanvas';
import classes from './PageViewer.module.css';
import { useInk } from './useInk';
import { usePointer, type ViewerTool } from './usePointer';
import { useView } from './useView';
import { useWheel } from './useWheel';
import { useWordCursor } from './useWordCursor';
import { reading, type Word } from './words';

export type ViewerHandle = {
  zoom: (factor: number) => void;
  fitTo: (mode: 'page' | 'width') => void;
  focus: () => void;
};

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
  found: readonly Found[];
  onScale: (scale: number) => void;
  onSelect: (key: string | null) => void;
  onWords: (words: Reading) => void;
  onBox: (rect: RectPt) => void;
  onCancel: () => void;
  handle: Ref<ViewerHandle>;
};

const NO_WORDS: readonly Word[] = [];

/** How far a press of an arrow key moves the page. */
const STEP_PX = 60;

const STEPS: Record<string, readonly [number, number]> = {
  ArrowLeft: [STEP_PX, 0],
  ArrowRight: [-STEP_PX, 0],
  ArrowUp: [0, STEP_PX],
  ArrowDown: [0, -STEP_PX],
};

/** The view, joined with the size of the viewer, the handle for the commands, and the line in hand. */
function useFrame({ page, boxes, selected, found, onScale, handle }: Props) {
  const frame = useRef<HTMLDivElement>(null);
  const { ref: measure, width, height } = useElementSize<HTMLDivElement>();
  const attach = useMergedRef(frame, measure);
  const viewer = useMemo(() => ({ width, height }), [width, height]);
  const moves = useView(page, viewer);
  const { view, fitTo } = moves;

  const latest = useRef(moves);
  latest.current = moves;
  useImperativeHandle(
    handle,
    () => ({ zoom: (factor) => latest.current.zoom(factor), fitTo, focus: () => frame.current?.focus() }),
    [fitTo],
  );
  useEffect(() => onScale(view.scale), [onScale, view.scale]);

  // What was chosen in the list comes into sight; moving the page by hand must not bring it back.
  const chosen = boxes.find((box) => box.key === selected)?.rect;
  useEffect(() => {
    if (chosen && width > 0) latest.current.show(chosen);
  }, [chosen, width]);
  const inHand = found.find((one) => one.inHand)?.rect;
  useEffect(() => {
    if (inHand && width > 0) latest.current.show(inHand);
  }, [inHand, width]);
  return { frame, attach, viewer, ...moves };
}

export function PageViewer(props: Props) {
  const { page, boxes, selected, tool } = props;
  const { frame, attach, viewer, view, zoom, pan } = useFrame(props);
  const ink = useInk();
  const words = (tool === 'words' && props.words) || NO_WORDS;
  const onWords = (chosen: readonly number[]) => {
    const read = reading(words, chosen);
    if (read) props.onWords(read);
  };
  const cursor = useWordCursor(words, onWords, props.onCancel);
  const { onSelect, onBox } = props;
  const { hover, band, handlers } = usePointer({
    frame,
    view,
    page,
    tool,
    boxes,
    words,
    pan,
    onSelect,
    onWords,
    onBox,
  });
  useWheel(frame, { zoom, pan });

  const onKeyDown = (event: KeyboardEvent) => {
    if (tool === 'words' && cursor.onKey(event)) return;
    const step = STEPS[event.key];
    if (!step || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    pan(step[0], step[1]);
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
      onKeyDown={onKeyDown}
      {...handlers}
    >
      {viewer.width > 0 && (
        <PageCanvas
          {...{ viewer, page, view, boxes, selected, words, band, ink }}
          image={props.image}
          found={props.found}
          hovered={hover?.box.key ?? null}
          chosen={cursor.chosen}
          cursor={cursor.at}
        />
      )}
      {hover && <BoxLabel box={hover.box} at={hover.at} />}
      <output className={classes.spoken}>{cursor.spoken}</output>
      <BoxList boxes={boxes} />
    </div>
  );
}

/** The boxes for those who cannot see the canvas. */
const BoxList = memo(function BoxList({ boxes }: { boxes: readonly Box[] }) {
  const { t } = useTranslation();
  return (
    <ul className={classes.spoken} aria-label={t('viewer.boxes')}>
      {boxes.map((box) => (
        <li key={placeKey(box)}>{`${box.label}: ${box.text}`}</li>
      ))}
    </ul>
  );
});

/** A box that is nearer to the top than this has its label below. */
const LABEL_PX = 40;

function BoxLabel({ box, at }: { box: Box; at: RectPx }) {
  const below = at.y < LABEL_PX;
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
