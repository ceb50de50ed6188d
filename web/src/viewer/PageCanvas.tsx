/** Draws a page with its boxes; answers no events itself. */
import { useMemo } from 'react';
import { Group, Image, Layer, Rect, Stage } from 'react-konva';
import { type RectPx, type Size, toScreen, type View } from './coords';
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
  ink: Ink;
};

export function PageCanvas({ viewer, page, view, image, ink, band, ...marks }: Props) {
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
        <Boxes view={view} ink={ink} {...marks} />
        <Words view={view} ink={ink} {...marks} />
        {band && (
          <Rect {...band} stroke={ink.accent} strokeWidth={1.5} dash={[5, 4]} fill={`${ink.accent}22`} />
        )}
      </Layer>
    </Stage>
  );
}

type MarkProps = Pick<
  Props,
  'view' | 'ink' | 'boxes' | 'selected' | 'hovered' | 'words' | 'chosen' | 'cursor'
>;

/** Room between a box and the characters inside it, so that no line crosses them. */
const PADDING_PX = 2;

function grown({ x, y, width, height }: RectPx): RectPx {
  return {
    x: x - PADDING_PX,
    y: y - PADDING_PX,
    width: width + 2 * PADDING_PX,
    height: height + 2 * PADDING_PX,
  };
}

function Boxes({ view, ink, boxes, selected, hovered, words }: MarkProps) {
  // While words are chosen, only the line in hand stays marked.
  const shown = words.length > 0 ? boxes.filter((box) => box.key === selected) : boxes;
  return shown.map((box) => (
    <Mark
      key={placeKey(box)}
      rect={grown(toScreen(view, box.rect))}
      colour={ink[box.tone]}
      selected={box.key === selected}
      strong={box.key === selected || box.key === hovered}
    />
  ));
}

type OneMark = { rect: RectPx; colour: string; selected: boolean; strong: boolean };

/** A box with a white edge around its own, so that it is seen on paper of any colour. */
function Mark({ rect, colour, selected, strong }: OneMark) {
  const width = selected ? 2.5 : 1.25;
  return (
    <>
      <Rect {...rect} cornerRadius={2.5} stroke="#ffffffd9" strokeWidth={width + 2.5} />
      <Rect
        {...rect}
        cornerRadius={2.5}
        stroke={colour}
        strokeWidth={width}
        fill={`${colour}${strong ? '3d' : '1c'}`}
        shadowEnabled={selected}
        shadowColor={colour}
        shadowBlur={10}
        shadowOpacity={0.6}
      />
    </>
  );
}

function Words({ view, ink, words, chosen, cursor }: MarkProps) {
  const quiet = useMemo(
    () =>
      words.map((word, index) => {
        const rect = toScreen(view, word.bbox);
        // biome-ignore lint/suspicious/noArrayIndexKey: the position is what identifies a word of a page.
        return <Rect key={index} {...rect} stroke={`${ink.accent}66`} strokeWidth={1} cornerRadius={1.5} />;
      }),
    [words, view, ink],
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
              {...grown(toScreen(view, word.bbox))}
              fill={`${ink.accent}55`}
              cornerRadius={2}
            />
          )
        );
      })}
      {cursor !== null && words[cursor] && (
        <Rect
          {...grown(toScreen(view, words[cursor].bbox))}
          stroke={ink.accent}
          strokeWidth={2.5}
          cornerRadius={2}
        />
      )}
    </Group>
  );
}
