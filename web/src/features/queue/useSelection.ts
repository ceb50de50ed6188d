/** Which rows of the queue are chosen, and where the keyboard is. */
import { useCallback, useRef, useState } from 'react';
import type { Collection } from './list';
import { between, choose, isChosen, NOTHING, type Selection, toggle } from './selection';

export function useSelection(at: (place: number) => Collection | undefined) {
  const [selection, setSelection] = useState<Selection>(NOTHING);
  const [cursor, setCursor] = useState(0);
  const anchor = useRef(0);

  const chooseAt = useCallback(
    (place: number, range: boolean) => {
      setCursor(place);
      const here = at(place);
      if (!range) {
        anchor.current = place;
        if (here) setSelection((before) => toggle(before, here.id));
        return;
      }
      // Rows that were never fetched are far out of sight: a range over them is what "all" is for.
      const ids = between(anchor.current, place).flatMap((one) => at(one)?.id ?? []);
      setSelection((before) => {
        const first = at(anchor.current);
        return choose(before, ids, first === undefined || isChosen(before, first.id) || ids.length > 1);
      });
    },
    [at],
  );
  return { selection, setSelection, cursor, setCursor, chooseAt };
}
