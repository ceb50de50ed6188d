/** Walking through the words of a page with the arrow keys; Shift takes more, Enter hands them over. */
import { type KeyboardEvent, useState } from 'react';
import { type Direction, neighbour, range, type Word } from './words';

const DIRECTIONS: Record<string, Direction> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
};

type Span = { words: readonly Word[]; from: number; to: number };

const NONE: ReadonlySet<number> = new Set();

export function useWordCursor(
  words: readonly Word[],
  onChosen: (chosen: readonly number[]) => void,
  onCancel: () => void,
) {
  const [held, setHeld] = useState<Span | null>(null);
  // A span belongs to the words that it was chosen from: with other words it is over.
  const span = held && held.words === words && words.length > 0 ? held : null;
  const chosen = span ? range(span.from, span.to) : [];

  const onKey = (event: KeyboardEvent): boolean => {
    const direction = DIRECTIONS[event.key];
    if (direction && words.length > 0) {
      const to = span ? neighbour(words, span.to, direction) : 0;
      setHeld({ words, from: event.shiftKey && span ? span.from : to, to });
    } else if (event.key === 'Enter' && span) {
      onChosen(chosen);
    } else if (event.key === 'Escape') {
      onCancel();
    } else {
      return false;
    }
    event.preventDefault();
    event.stopPropagation();
    return true;
  };

  return {
    at: span?.to ?? null,
    chosen: span ? new Set(chosen) : NONE,
    spoken: chosen.map((index) => words[index]?.text).join(' '),
    onKey,
  };
}
