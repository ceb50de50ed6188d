/** What a person looks at the pages with: turned, with small pictures beside, with a text looked for. */
import { useCallback, useEffect, useMemo, useState } from 'react';
import type { Schemas } from '../../api/client';
import { queryClient } from '../../api/queries';
import { rectOf } from '../../viewer/coords';
import { type Hit, hitsOn } from '../../viewer/find';
import { nextTurn, type Turns } from '../../viewer/turn';
import { wordsQuery } from './api';

/** A pause in the typing that is long enough to begin to look. */
const PAUSE_MS = 150;

export type PageTools = ReturnType<typeof usePageTools>;

/** Pages that are asked for together: as many connections as browsers hold to a server. */
const AT_ONCE = 6;

/** Where the text stands on a page; a page that cannot be asked for has nothing to show. */
async function lookOn(documentId: string, page: number, text: string): Promise<Hit[]> {
  const answer = await queryClient.fetchQuery(wordsQuery(documentId, page)).catch(() => null);
  const words = answer?.words.map((word) => ({ text: word.text, bbox: rectOf(word.bbox) })) ?? [];
  return hitsOn(page, words, text);
}

/** Looks through the pages some at a time, the one in sight first, so that long documents answer at once. */
function useHits(document: Schemas['Document'] | undefined, text: string, from: number) {
  const [hits, setHits] = useState<readonly Hit[]>([]);
  const [looking, setLooking] = useState(false);
  const pages = document?.pages.length ?? 0;
  const id = document?.id;
  // biome-ignore lint/correctness/useExhaustiveDependencies: turning the page must not begin the search anew.
  useEffect(() => {
    setHits([]);
    if (!id || text.trim() === '') return;
    let over = false;
    const look = async () => {
      setLooking(true);
      let all: Hit[] = [];
      for (let step = 0; step < pages; step += AT_ONCE) {
        const some = Array.from(
          { length: Math.min(AT_ONCE, pages - step) },
          (_, i) => (from + step + i) % pages,
        );
        const found = (await Promise.all(some.map((page) => lookOn(id, page, text)))).flat();
        if (over) return;
        if (found.length === 0) continue;
        all = [...all, ...found].sort((a, b) => a.page - b.page);
        setHits(all);
      }
      if (!over) setLooking(false);
    };
    const timer = setTimeout(() => void look(), PAUSE_MS);
    return () => {
      over = true;
      clearTimeout(timer);
      setLooking(false);
    };
  }, [id, pages, text]);
  return { hits, looking };
}

export function usePageTools(
  document: Schemas['Document'] | undefined,
  page: number,
  goToPage: (page: number) => void,
) {
  const [turns, setTurns] = useState<Turns>(0);
  const [thumbs, setThumbs] = useState(false);
  const [finding, setFinding] = useState(false);
  const [text, setText] = useState('');
  const [inHand, setInHand] = useState<Hit | null>(null);
  const { hits, looking } = useHits(document, finding ? text : '', page);

  const at = inHand ? hits.findIndex((hit) => hit.page === inHand.page && hit.rects === inHand.rects) : -1;
  const go = useCallback(
    (by: 1 | -1) => {
      const first = hits.findIndex((hit) => hit.page >= page);
      const next = at < 0 ? Math.max(first, 0) : (at + by + hits.length) % hits.length;
      const hit = hits[next];
      if (!hit) return;
      setInHand(hit);
      goToPage(hit.page);
    },
    [hits, at, page, goToPage],
  );

  const found = useMemo(
    () =>
      hits
        .filter((hit) => hit.page === page)
        .flatMap((hit) => hit.rects.map((rect) => ({ rect, inHand: hit === inHand }))),
    [hits, page, inHand],
  );

  return {
    turns,
    turn: () => setTurns(nextTurn),
    thumbs,
    toggleThumbs: () => setThumbs((shown) => !shown),
    finding,
    find: () => setFinding(true),
    stopFinding: () => {
      setFinding(false);
      setInHand(null);
    },
    text,
    setText: (now: string) => {
      setText(now);
      setInHand(null);
    },
    hits: hits.length,
    at,
    looking,
    go,
    found,
  };
}
