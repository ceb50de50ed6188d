/** Draws a page with its boxes; answers no events itself. */
import { memo, useMemo } from 'react';
import { Group, Image, Layer, Rect, Stage } from 'react-konva';
import { type RectPt, type RectPx, type Size, toScreen, type View } from './coords';
import { type Box, placeKey } from './hit';
import type { Ink } from './useInk';
import type { Word } from './words';

type Props = {
  viewer: Size;
  page: Size;
  view: View;
  image: ImageBitmap | undefined;
  boxes: readonly Box[];
  selected: string | null;
  hovered: string | null;
  /** Shown while words are being chosen. */
  words: readonly Word[];
  chosen: ReadonlySet<number>;
  cursor: number | null;
  band: RectPx | null;
  /** Where a text that was looked for stands; the one in hand is marked stronger. */
  found: readonly Found[];
  ink: Ink;
};

export type Found = { readonly rect: RectPt; readonly inHand: boolean };

export function PageCanvas({ viewer, page, view, image, ink, band, found, ...marks }: Props) {
  const sheet = toScreen(view, [0, 0, page.width, page.height]);
  return (
    <Stage width={viewer.width} height={viewer.height} listening={false}>
      <Layer listening={false}>
        <Rect
          {...sheet}
          fill="#ffffff"
          shadowColor={ink.shadow}
          shadowBlur={18}
          shadowOpacity={0.35}
          shadowOffsetY={3}
        />
        {image && <Image image={image} {...sheet} />}
      </Layer>
      <Layer listening={false}>
        {found.map(({ rect, inHand }) => (
          <Rect
            key={rect.join()}
            {...toScreen(view, rect)}
            fill={inHand ? '#ff9d00' : '#ffe14d'}
            opacity={inHand ? 0.55 : 0.45}
          />
        ))}
        {/* Moving the page moves the groups; the marks inside are drawn anew only when the size changes. */}
        <Group x={view.x} y={view.y}>
          <Boxes scale={view.scale} ink={ink} {...marks} />
          <Words scale={view.scale} ink={ink} {...marks} />
        </Group>
        {band && (
          <Rect {...band} stroke={ink.accent} strokeWidth={1.5} dash={[5, 4]} fill={`${ink.accent}22`} />
        )}
      </Layer>
    </Stage>
  );
}

type MarkProps = Pick<Props, 'ink' | 'boxes' | 'selected' | 'hovered' | 'words' | 'chosen' | 'cursor'> & {
  scale: number;
};

/** Room between a box and the characters inside it, so that no line crosses them. */
const PADDING_PX = 2;

/** A place of the page in pixels from the page's corner. */
const placed = (scale: number, rect: RectPt): RectPx => toScreen({ scale, x: 0, y: 0 }, rect);

function grown({ x, y, width, height }: RectPx): RectPx {
  return {
    x: x - PADDING_PX,
    y: y - PADDING_PX,
    width: width + 2 * PADDING_PX,
    height: height + 2 * PADDING_PX,
  };
}

const Boxes = memo(function Boxes({ scale, ink, boxes, selected, hovered, words }: MarkProps) {
  // While words are chosen, only the line in hand stays marked.
  const shown = words.length > 0 ? boxes.filter((box) => box.key === selected) : boxes;
  return shown.map((box) => (
    <Mark
      key={placeKey(box)}
      box={box}
      scale={scale}
      colour={ink[box.tone]}
      selected={box.key === selected}
      strong={box.key === selected || box.key === hovered}
    />
  ));
});

type OneMark = { box: Box; scale: number; colour: string; selected: boolean; strong: boolean };

/** A box with a white edge around its own, so that it is seen on paper of any colour. */
const Mark = memo(function Mark({ box, scale, colour, selected, strong }: OneMark) {
  const width = selected ? 2.5 : 1.25;
  const rect = grown(placed(scale, box.rect));
  return (
    <>
      <Rect {...rect} cornerRadius={2.5} stroke="#ffffffd9" strokeWidth={width + 2.5} />
      <Rect
        {...rect}
        cornerRadius={2.5}
        stroke={colour}
        strokeWidth={width}
        fill={`${colour}${strong ? '3d' : '1c'}`}
        // Without this every box would be drawn on a canvas of its own first.
        perfectDrawEnabled={false}
        shadowForStrokeEnabled={selected}
        shadowEnabled={selected}
        shadowColor={colour}
        shadowBlur={10}
        shadowOpacity={0.6}
      />
    </>
  );
});

const Words = memo(function Words({ scale, ink, words, chosen, cursor }: MarkProps) {
  const quiet = useMemo(
    () =>
      words.map((word, index) => {
        const rect = placed(scale, word.bbox);
        // biome-ignore lint/suspicious/noArrayIndexKey: the position is what identifies a word of a page.
        return <Rect key={index} {...rect} stroke={`${ink.accent}66`} strokeWidth={1} cornerRadius={1.5} />;
      }),
    [words, scale, ink],
  );
  return (
    <Group listening={false}>
      {quiet}
      {[...chosen].map((index) => {
        const word = words[index];
        return (
          word && (
            <Rect
              key={index}
              {...grown(placed(scale, word.bbox))}
              fill={`${ink.accent}55`}
              cornerRadius={2}
            />
          )
        );
      })}
      {cursor !== null && words[cursor] && (
        <Rect
          {...grown(placed(scale, words[cursor].bbox))}
          stroke={ink.accent}
          strokeWidth={2.5}
          cornerRadius={2}
        />
      )}
    </Group>
  );
});
