/** The pages of a file: in which order they stand, where a document begins; by mouse and by keyboard. */
import { Autocomplete, Text, VisuallyHidden } from '@mantine/core';
import { EyeOff, GripVertical, Scissors } from 'lucide-react';
import { type DragEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../../../api/client';
import { usePercent } from '../../configuration/components/usePercent';
import { thumbnailAddress } from '../components/Thumbnails';
import {
  confidenceOf,
  type Division,
  type Part,
  partsOf,
  placed,
  type Sheet,
  stepped,
  toggleOut,
  toggleStart,
  withClass,
} from './division';
import classes from './Sheets.module.css';

type Props = {
  file: Schemas['FileDocuments'];
  division: Division;
  /** Names of the classes that the organization knows. */
  known: readonly string[];
  onChange: (next: Division) => void;
};

/** Under this share the machine asks for a look at a class, as the server does. */
const UNSURE = 0.6;

/** Where a page that is dragged would fall. */
type Drop = { at: number; side: 'before' | 'after' };

const STEP: Record<string, 1 | -1> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

export function Sheets({ file, division, known, onChange }: Props) {
  const list = useRef<HTMLUListElement>(null);
  const parts = partsOf(division);
  const partOf = new Map(parts.flatMap(({ pages }, at) => pages.map((page) => [page, at] as const)));
  const moving = useMoving(list, division, onChange);
  /** Arrow keys walk from page to page, with Alt they move the page; S splits or joins, Delete leaves out. */
  const onKeyDown = (event: KeyboardEvent, at: number) => {
    const by = STEP[event.key];
    if (by && event.altKey) moving.step(at, by);
    else if (by) list.current?.querySelectorAll<HTMLElement>('[data-page]')[at + by]?.focus();
    else if (event.key.toLowerCase() === 's') onChange(toggleStart(division, at));
    else if (event.key === 'Delete' || event.key === 'Backspace') onChange(toggleOut(division, at));
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <>
      <ul ref={list} className={classes.list}>
        {division.map((sheet, at) => {
          const partAt = partOf.get(sheet.page);
          const begins = partAt !== undefined && parts[partAt]?.pages[0] === sheet.page;
          return (
            <li
              key={sheet.page}
              className={classes.sheet}
              data-begins={begins || undefined}
              data-out={partAt === undefined || undefined}
              data-dragged={moving.dragged === at || undefined}
              data-drop={moving.drop?.at === at ? moving.drop.side : undefined}
              {...moving.target(at)}
            >
              {begins && (
                <ClassInput number={partAt + 1} {...{ file, sheet, at, division, known, onChange }} />
              )}
              <span className={classes.card} draggable {...moving.source(at)}>
                <PageButton
                  file={file}
                  sheet={sheet}
                  partAt={partAt}
                  onClick={() => onChange(toggleStart(division, at))}
                  onKeyDown={(event) => onKeyDown(event, at)}
                />
                <Acts
                  sheet={sheet}
                  begins={begins}
                  isFirst={partAt === 0 && begins}
                  onStart={() => onChange(toggleStart(division, at))}
                  onOut={() => onChange(toggleOut(division, at))}
                />
              </span>
            </li>
          );
        })}
      </ul>
      <Said parts={parts} page={moving.moved} />
    </>
  );
}

/** Pages in hand: dragged by the mouse, or moved step by step. */
function useMoving(
  list: { current: HTMLUListElement | null },
  division: Division,
  onChange: (next: Division) => void,
) {
  const [dragged, setDragged] = useState<number | null>(null);
  const [drop, setDrop] = useState<Drop | null>(null);
  const [moved, setMoved] = useState<number | null>(null);
  // A page that changes its place would lose the focus on the way.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the new order is what calls for it.
  useEffect(() => {
    if (moved !== null) list.current?.querySelector<HTMLElement>(`[data-page="${moved}"]`)?.focus();
  }, [division, moved, list]);
  const change = (at: number, next: Division) => {
    setMoved(division[at]?.page ?? null);
    onChange(next);
  };
  const end = () => {
    setDragged(null);
    setDrop(null);
  };
  return {
    dragged,
    drop,
    moved,
    step: (at: number, by: 1 | -1) => change(at, stepped(division, at, by)),
    source: (at: number) => ({
      onDragStart: (event: DragEvent) => {
        event.dataTransfer.effectAllowed = 'move';
        event.dataTransfer.setData('text/plain', `${(division[at]?.page ?? 0) + 1}`);
        setDragged(at);
      },
      onDragEnd: end,
    }),
    target: (at: number) => ({
      onDragOver: (event: DragEvent) => {
        if (dragged === null) return;
        event.preventDefault();
        const { left, width } = event.currentTarget.getBoundingClientRect();
        const side = event.clientX < left + width / 2 ? 'before' : 'after';
        if (drop?.at !== at || drop.side !== side) setDrop({ at, side });
      },
      onDrop: (event: DragEvent) => {
        event.preventDefault();
        if (dragged !== null && drop) change(dragged, placed(division, dragged, drop.at, drop.side));
        end();
      },
    }),
  };
}

/** Says where the page is that was moved last. */
function Said({ parts, page }: { parts: Part[]; page: number | null }) {
  const { t } = useTranslation();
  const number = parts.findIndex(({ pages }) => page !== null && pages.includes(page));
  const place = parts[number]?.pages.indexOf(page ?? -1) ?? -1;
  return (
    <VisuallyHidden role="status">
      {place >= 0
        ? t('reviewing.documents.moved', { page: (page ?? 0) + 1, place: place + 1, number: number + 1 })
        : ''}
    </VisuallyHidden>
  );
}

type ClassProps = Props & { sheet: Sheet; at: number; number: number };

function ClassInput({ file, sheet, at, number, division, known, onChange }: ClassProps) {
  const { t } = useTranslation();
  return (
    <>
      <Autocomplete
        size="xs"
        className={classes.class ?? ''}
        aria-label={t('reviewing.documents.class', { number })}
        placeholder={t('reviewing.documents.classFound')}
        maxLength={100}
        data={[...known]}
        comboboxProps={{ width: 200, position: 'bottom-start' }}
        value={sheet.documentClass}
        onChange={(name) => onChange(withClass(division, at, name))}
      />
      <Sureness confidence={confidenceOf(file, sheet.page, sheet.documentClass)} />
    </>
  );
}

/** How sure the machine was of the class, as long as that class stands there. */
function Sureness({ confidence }: { confidence: number | null }) {
  const { t } = useTranslation();
  const percent = usePercent();
  if (confidence === null) return null;
  // Rounded down: nearly sure is not sure.
  const share = percent(Math.floor(confidence * 100) / 100);
  return (
    <Text size="xs" c={confidence < UNSURE ? 'var(--pg-doubt)' : 'dimmed'} className={classes.sure ?? ''}>
      {t('reviewing.documents.sure', { share })}
    </Text>
  );
}

type PageProps = {
  file: Schemas['FileDocuments'];
  sheet: Sheet;
  partAt: number | undefined;
  onClick: () => void;
  onKeyDown: (event: KeyboardEvent) => void;
};

function PageButton({ file, sheet, partAt, onClick, onKeyDown }: PageProps) {
  const { t } = useTranslation();
  const page = sheet.page + 1;
  return (
    <button
      type="button"
      data-page={sheet.page}
      className={classes.page}
      aria-label={
        partAt === undefined
          ? t('reviewing.documents.pageOut', { page })
          : t('reviewing.documents.pageOf', { page, number: partAt + 1 })
      }
      onClick={onClick}
      onKeyDown={onKeyDown}
    >
      <Picture file={file} page={sheet.page} />
      <span aria-hidden="true">{page}</span>
    </button>
  );
}

type ActsProps = {
  sheet: Sheet;
  begins: boolean;
  isFirst: boolean;
  onStart: () => void;
  onOut: () => void;
};

function Acts({ sheet, begins, isFirst, onStart, onOut }: ActsProps) {
  const { t } = useTranslation();
  const page = sheet.page + 1;
  const isOut = sheet.state === 'out';
  return (
    <span className={classes.acts}>
      <span className={classes.grip} aria-hidden="true">
        <GripVertical size={14} />
      </span>
      <button
        type="button"
        tabIndex={-1}
        disabled={isOut || isFirst}
        aria-label={
          begins ? t('reviewing.documents.join', { page }) : t('reviewing.documents.split', { page })
        }
        aria-pressed={begins && !isFirst}
        onClick={onStart}
      >
        <Scissors size={14} aria-hidden="true" />
      </button>
      <button
        type="button"
        tabIndex={-1}
        aria-label={t('reviewing.documents.out', { page })}
        aria-pressed={isOut}
        onClick={onOut}
      >
        <EyeOff size={14} aria-hidden="true" />
      </button>
    </span>
  );
}

/** A page that is in no document cannot be drawn: pages are asked for by their document. */
function Picture({ file, page }: { file: Schemas['FileDocuments']; page: number }) {
  const holder = file.documents.find(({ pages }) => pages.includes(page));
  return (
    <span className={classes.paper}>
      {holder && (
        <img
          src={thumbnailAddress(holder.documentId, holder.pages.indexOf(page))}
          alt=""
          loading="lazy"
          draggable={false}
        />
      )}
    </span>
  );
}
