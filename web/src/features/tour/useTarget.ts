/** Where the thing is that a step speaks of; it may come later, move and go. */
import { useEffect, useState } from 'react';
import type { Box } from './beside';

/** Screens settle by themselves; a hand that scrolls is followed at once. */
const LOOK_MS = 250;

const isSame = (a: Box | null, b: Box | null) =>
  a === b ||
  (a !== null &&
    b !== null &&
    a.left === b.left &&
    a.top === b.top &&
    a.width === b.width &&
    a.height === b.height);

function boxOf(element: Element | null): Box | null {
  if (!element) return null;
  const { left, top, width, height } = element.getBoundingClientRect();
  return width > 0 && height > 0 ? { left, top, width, height } : null;
}

export function useTarget(selector: string | null): Box | null {
  const [box, setBox] = useState<Box | null>(null);
  useEffect(() => {
    if (selector === null) return;
    let shown = false;
    const look = () => {
      const element = document.querySelector(selector);
      if (element && !shown) element.scrollIntoView({ block: 'nearest' });
      shown ||= element !== null;
      const now = boxOf(element);
      setBox((before) => (isSame(before, now) ? before : now));
    };
    look();
    const clock = setInterval(look, LOOK_MS);
    window.addEventListener('scroll', look, true);
    window.addEventListener('resize', look);
    return () => {
      clearInterval(clock);
      window.removeEventListener('scroll', look, true);
      window.removeEventListener('resize', look);
      setBox(null);
    };
  }, [selector]);
  return box;
}
