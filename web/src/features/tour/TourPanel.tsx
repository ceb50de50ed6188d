/** A few calm steps for somebody who is new: each on its screen, beside the thing that it speaks of. */
import { useElementSize, useMergedRef, useViewportSize } from '@mantine/hooks';
import { useRouterState } from '@tanstack/react-router';
import { type KeyboardEvent, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Process } from '../processes/api';
import { beside } from './beside';
import { FIRST, isAtHome, STEPS, type StepName, stepAfter, targetOf } from './steps';
import classes from './Tour.module.css';
import { useTarget } from './useTarget';
import { type Tour, useTour } from './useTour';
import { Words } from './Words';

/** By then the frame has put the focus where it begins on a new screen. */
const FRAME_MS = 250;

/** How far the frame around a target reaches beyond it. */
const AROUND_PX = 4;

export function TourPanel() {
  const tour = useTour();
  const { step, name, process, stayAt } = tour;
  const path = useRouterState({ select: (state) => state.location.pathname });
  const isHere = process !== undefined && name !== undefined && isAtHome(name, path, process.id);
  // Whoever does what a step speaks of is led on by it. The first step only invites.
  const next = STEPS[stepAfter(step)];
  const isAhead =
    !isHere &&
    step > FIRST &&
    process !== undefined &&
    next !== undefined &&
    isAtHome(next, path, process.id);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the screen is what leads on.
  useEffect(() => {
    if (isAhead) stayAt(stepAfter(step));
  }, [isAhead]);
  if (!isHere) return null;
  return (
    <>
      <Frame selector={targetOf(name, process.id)} />
      {step > FIRST && <Panel key="panel" tour={tour} name={name} process={process} />}
    </>
  );
}

/** A frame around what a step speaks of; the thing itself can be used all the while. */
function Frame({ selector }: { selector: string }) {
  const target = useTarget(selector);
  if (!target) return null;
  return (
    <div
      className={classes.frame}
      aria-hidden="true"
      style={{
        left: target.left - AROUND_PX,
        top: target.top - AROUND_PX,
        width: target.width + 2 * AROUND_PX,
        height: target.height + 2 * AROUND_PX,
      }}
    />
  );
}

function Panel({ tour, name, process }: { tour: Tour; name: StepName; process: Process }) {
  const { t } = useTranslation();
  const target = useTarget(targetOf(name, process.id));
  // What was measured is without the padding, and only tells that there is a size.
  const { ref: measure, height } = useElementSize<HTMLElement>();
  const panel = useRef<HTMLElement>(null);
  const attach = useMergedRef(panel, measure);
  const screen = useViewportSize();
  // On a new screen the focus is nowhere in particular: who came by the keyboard finds it at the words.
  // biome-ignore lint/correctness/useExhaustiveDependencies: each step looks once.
  useEffect(() => {
    const timer = setTimeout(() => {
      const isLost = document.activeElement === document.body || document.activeElement?.id === 'content';
      if (isLost) panel.current?.focus({ preventScroll: true });
    }, FRAME_MS);
    return () => clearTimeout(timer);
  }, [name]);
  const size = { width: panel.current?.offsetWidth ?? 0, height: panel.current?.offsetHeight ?? 0 };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    tour.leave();
  };
  return (
    <section
      ref={attach}
      className={classes.panel}
      style={height > 0 ? beside(target, size, screen) : { visibility: 'hidden' }}
      aria-label={t('tour.title')}
      tabIndex={-1}
      onKeyDown={onKeyDown}
    >
      <Words tour={tour} name={name} process={process} />
    </section>
  );
}
