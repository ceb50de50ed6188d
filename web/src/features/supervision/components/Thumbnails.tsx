/** Small pictures of the pages beside the page; only those in sight are asked for. */
import { UnstyledButton } from '@mantine/core';
import { useIntersection } from '@mantine/hooks';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { BASE, type Schemas } from '../../../api/client';
import classes from './Thumbnails.module.css';

type Props = { document: Schemas['Document']; page: number; onPage: (page: number) => void };

/** A picture of an A4 page is then 99 pixels wide at double density. */
const DPI = 24;

export const thumbnailAddress = (documentId: string, page: number) =>
  `${BASE}/documents/${documentId}/pages/${page}/image?dpi=${DPI}`;

export function Thumbnails({ document, page, onPage }: Props) {
  const { t } = useTranslation();
  const strip = useRef<HTMLElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the page is what moves the strip.
  useEffect(() => {
    strip.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' });
  }, [page]);
  const onKeyDown = (event: KeyboardEvent) => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const next = page + (by ?? 0);
    if (!by || next < 0 || next >= document.pages.length) return;
    event.preventDefault();
    onPage(next);
    strip.current?.querySelectorAll('button')[next]?.focus();
  };
  return (
    <nav ref={strip} className={classes.strip} aria-label={t('reviewing.thumbnails')} onKeyDown={onKeyDown}>
      {document.pages.map((one) => (
        <Thumbnail
          key={one.pageId}
          address={thumbnailAddress(document.id, one.pageNum)}
          page={one}
          current={one.pageNum === page}
          onPage={onPage}
        />
      ))}
    </nav>
  );
}

type OneProps = {
  address: string;
  page: Schemas['DocumentPage'];
  current: boolean;
  onPage: (page: number) => void;
};

function Thumbnail({ address, page, current, onPage }: OneProps) {
  const { t } = useTranslation();
  const { ref, entry } = useIntersection<HTMLButtonElement>({ rootMargin: '300px' });
  const [seen, setSeen] = useState(false);
  useEffect(() => {
    if (entry?.isIntersecting) setSeen(true);
  }, [entry]);
  return (
    <UnstyledButton
      ref={ref}
      className={classes.thumbnail}
      aria-current={current ? 'page' : undefined}
      aria-label={t('reviewing.pageNumber', { page: page.pageNum + 1 })}
      tabIndex={current ? 0 : -1}
      onClick={() => onPage(page.pageNum)}
    >
      <span className={classes.paper} style={{ aspectRatio: `${page.width} / ${page.height}` }}>
        {seen && <img src={address} alt="" loading="lazy" decoding="async" />}
      </span>
      <span aria-hidden="true">{page.pageNum + 1}</span>
    </UnstyledButton>
  );
}
