/** The colours of the theme for the canvas, which cannot read CSS variables itself. */
import { useComputedColorScheme } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { Tone } from './hit';

export type Ink = Record<Tone | 'accent' | 'shadow', string>;

const NAMES: Record<keyof Ink, string> = {
  sure: '--pg-box-sure',
  check: '--pg-box-check',
  doubt: '--pg-box-doubt',
  person: '--pg-box-person',
  accent: '--pg-box-person',
  shadow: '--pg-box-shadow',
};

function read(): Ink {
  const style = getComputedStyle(document.documentElement);
  const entries = Object.entries(NAMES).map(([key, name]) => [key, style.getPropertyValue(name).trim()]);
  return Object.fromEntries(entries) as Ink;
}

export function useInk(): Ink {
  const scheme = useComputedColorScheme();
  const [ink, setInk] = useState(read);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the scheme is what changes the variables that are read.
  useEffect(() => setInk(read()), [scheme]);
  return ink;
}
