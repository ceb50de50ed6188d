/** The region and the lines of a grid; each can be dragged, or moved, added and removed by keys. */
import { Move } from 'lucide-react';
import { type KeyboardEvent, type PointerEvent, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { type RectPt, toScreen, type View } from '../../../viewer/coords';
import classes from './GridStage.module.css';
import { columnsOf, type Grid, type Part, roomOf, type Side } from './grid';

type Props = {
  grid: Grid;
  view: View;
  editable: boolean;
  onMove: (part: Part, dx: number, dy: number, rests: boolean) => void;
  onSettle: () => void;
  onAdd: (kind: 'column' | 'row', place?: number, after?: number | null) => void;
  onDrop: (kind: 'column' | 'row', at: number) => void;
  onAccept: () => void;
};

/** A press of an arrow key moves by a point, which is a third of a millimetre, and with Shift by ten. */
const STEP_PT = 1;
const FAST_PT = 10;

const ARROWS: Record<string, readonly [number, number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** Breadth of a line for the focus; the mouse grasps a narrower strip in its middle, so that near lines stay apart. */
const BREADTH_PX = 24;

const SIDES: readonly Side[] = ['left', 'top', 'right', 'bottom'];

export function Parts(props: Props) {
  const { grid, view } = props;
  const region = toScreen(view, grid.bbox);
  const [x0, y0, x1, y1] = grid.bbox;
  const hold = useHold(props);
  return (
    <>
      <div
        className={classes.region}
        style={{ left: region.x, top: region.y, width: region.width, height: region.height }}
      />
      {columnsOf(grid).map(([start, end], index) => {
        const at = toScreen(view, [start, y0, end, y1]);
        const held = grid.headers[index] != null;
        return (
          <div
            // biome-ignore lint/suspicious/noArrayIndexKey: a column is known by its position.
            key={index}
            className={classes.column}
            data-held={held || undefined}
            style={{ left: at.x, top: at.y, width: at.width, height: at.height }}
          />
        );
      })}
      {grid.headerRows > 0 && <NameRows grid={grid} view={view} />}
      {props.editable && <Rulers {...props} />}
      {grid.columns.map((line, at) => (
        <Line
          // biome-ignore lint/suspicious/noArrayIndexKey: a line is known by its position.
          key={at}
          part={{ kind: 'column', at }}
          rect={[line, y0, line, y1]}
          now={line}
          room={roomOf(grid, 'column', at)}
          {...{ hold, view }}
          editable={props.editable}
        />
      ))}
      {grid.rows.map((line, at) => (
        <Line
          // biome-ignore lint/suspicious/noArrayIndexKey: a line is known by its position.
          key={at}
          part={{ kind: 'row', at }}
          rect={[x0, line, x1, line]}
          now={line}
          room={roomOf(grid, 'row', at)}
          {...{ hold, view }}
          editable={props.editable}
        />
      ))}
      {SIDES.map((side) => {
        const rect: RectPt =
          side === 'left'
            ? [x0, y0, x0, y1]
            : side === 'right'
              ? [x1, y0, x1, y1]
              : side === 'top'
                ? [x0, y0, x1, y0]
                : [x0, y1, x1, y1];
        const now = { left: x0, right: x1, top: y0, bottom: y1 }[side];
        return (
          <Line
            key={side}
            part={{ kind: 'side', side }}
            rect={rect}
            now={now}
            room={[0, 10_000]}
            {...{ hold, view }}
            editable={props.editable}
          />
        );
      })}
      {props.editable && <Grip at={{ x: region.x, y: region.y }} hold={hold} />}
    </>
  );
}

type Hold = ReturnType<typeof useHold>;

/** What the hand and the keys do with a part. */
function useHold(props: Props) {
  const { view, onMove, onSettle, onAdd, onDrop, onAccept, editable } = props;
  const drag = useRef<{ x: number; y: number } | null>(null);
  return (part: Part) => ({
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      if (event.button !== 0 || !editable) return;
      event.stopPropagation();
      event.currentTarget.setPointerCapture(event.pointerId);
      drag.current = { x: event.clientX, y: event.clientY };
    },
    onPointerMove: (event: PointerEvent<HTMLElement>) => {
      const from = drag.current;
      if (!from) return;
      event.stopPropagation();
      onMove(part, (event.clientX - from.x) / view.scale, (event.clientY - from.y) / view.scale, false);
      drag.current = { x: event.clientX, y: event.clientY };
    },
    onPointerUp: () => {
      if (drag.current) onSettle();
      drag.current = null;
    },
    onPointerCancel: () => {
      if (drag.current) onSettle();
      drag.current = null;
    },
    onBlur: onSettle,
    onKeyDown: (event: KeyboardEvent<HTMLElement>) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const line = part.kind === 'column' || part.kind === 'row' ? part : null;
      const arrow = ARROWS[event.key];
      const step = event.shiftKey ? FAST_PT : STEP_PT;
      if (arrow && editable) onMove(part, arrow[0] * step, arrow[1] * step, true);
      else if (event.key.toLowerCase() === 'a' && line && editable) onAdd(line.kind, undefined, line.at);
      else if ((event.key === 'Delete' || event.key === 'Backspace') && line && editable)
        onDrop(line.kind, line.at);
      else if (event.key === 'Enter') {
        onSettle();
        onAccept();
      } else return;
      event.preventDefault();
    },
  });
}

type LineProps = {
  part: Part;
  rect: RectPt;
  now: number;
  room: readonly [number, number];
  view: View;
  hold: Hold;
  editable: boolean;
};

function Line({ part, rect, now, room, view, hold, editable }: LineProps) {
  const { t } = useTranslation();
  const at = toScreen(view, rect);
  const upright = rect[0] === rect[2];
  const label =
    part.kind === 'side'
      ? t(`tables.side_${part.side}`)
      : part.kind === 'column'
        ? t('tables.columnLine', { number: part.at + 1 })
        : t('tables.rowLine', { number: 'at' in part ? part.at + 1 : 0 });
  const style = upright
    ? { left: at.x - BREADTH_PX / 2, top: at.y, width: BREADTH_PX, height: at.height }
    : { left: at.x, top: at.y - BREADTH_PX / 2, width: at.width, height: BREADTH_PX };
  return (
    <div
      role="slider"
      tabIndex={0}
      className={classes.line}
      data-part={part.kind === 'side' ? `side:${part.side}` : `${part.kind}:${'at' in part ? part.at : 0}`}
      data-upright={upright || undefined}
      data-side={part.kind === 'side' || undefined}
      aria-label={label}
      aria-orientation={upright ? 'horizontal' : 'vertical'}
      aria-valuemin={Math.round(room[0])}
      aria-valuemax={Math.round(Math.max(room[0], room[1]))}
      aria-valuenow={Math.round(now)}
      aria-valuetext={t('tables.points', { count: Math.round(now) })}
      aria-disabled={!editable || undefined}
      style={style}
      {...hold(part)}
    >
      <span className={classes.grasp} />
    </div>
  );
}

function Grip({ at, hold }: { at: { x: number; y: number }; hold: Hold }) {
  const { t } = useTranslation();
  return (
    <button
      type="button"
      className={classes.grip}
      data-part="region"
      aria-label={t('tables.moveGrid')}
      title={t('tables.moveGrid')}
      style={{ left: at.x - 24, top: at.y - 24 }}
      {...hold({ kind: 'region' })}
    >
      <Move size={14} aria-hidden="true" />
    </button>
  );
}

function NameRows({ grid, view }: { grid: Grid; view: View }) {
  const [x0, y0, x1, y1] = grid.bbox;
  const at = toScreen(view, [x0, y0, x1, grid.rows[grid.headerRows - 1] ?? y1]);
  return (
    <div className={classes.names} style={{ left: at.x, top: at.y, width: at.width, height: at.height }} />
  );
}

/** Strips along the region in which a click adds a line; the keyboard has C and R. */
function Rulers({ grid, view, onAdd }: Props) {
  const region = toScreen(view, grid.bbox);
  const width = 10;
  const stop = (event: PointerEvent) => event.stopPropagation();
  const click =
    (kind: 'column' | 'row') => (event: { currentTarget: HTMLElement; clientX: number; clientY: number }) => {
      const corner = event.currentTarget.getBoundingClientRect();
      const [x0, y0] = grid.bbox;
      const place =
        kind === 'column'
          ? x0 + (event.clientX - corner.left) / view.scale
          : y0 + (event.clientY - corner.top) / view.scale;
      onAdd(kind, place);
    };
  return (
    <div aria-hidden="true">
      {/* biome-ignore lint/a11y/noStaticElementInteractions lint/a11y/useKeyWithClickEvents: for the mouse alone; the keyboard has commands for it. */}
      <div
        className={classes.ruler}
        data-part="ruler"
        style={{ left: region.x, top: region.y - width, width: region.width, height: width }}
        onPointerDown={stop}
        onClick={click('column')}
      />
      {/* biome-ignore lint/a11y/noStaticElementInteractions lint/a11y/useKeyWithClickEvents: for the mouse alone; the keyboard has commands for it. */}
      <div
        className={classes.ruler}
        data-part="ruler"
        style={{ left: region.x - width, top: region.y, width, height: region.height }}
        onPointerDown={stop}
        onClick={click('row')}
      />
    </div>
  );
}
