/** The left half: the page, its tools, and going from page to page. */
import { Loader, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import {
  ChevronDown,
  ChevronUp,
  Keyboard,
  Maximize,
  MoveHorizontal,
  PanelLeft,
  RotateCw,
  Search,
  SquareDashedMousePointer,
  TextSelect,
  ZoomIn,
  ZoomOut,
} from 'lucide-react';
import { lazy, type Ref, Suspense, useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../../../api/client';
import { CommandButton } from '../../../commands/CommandButton';
import type { Command } from '../../../commands/command';
import { Fault } from '../../../ui/Fault';
import { resolutionFor } from '../../../viewer/coords';
import type { ViewerHandle } from '../../../viewer/PageViewer';
import { turned, turnedImage, turnedSize, upright } from '../../../viewer/turn';
import { imageQuery, wordsQuery } from '../api';
import { boxesOn, onTop } from '../boxes';
import { type CommandId, commandWith } from '../commands';
import { noteResolution } from '../resolution';
import type { Slot } from '../slots';
import type { PageTools } from '../usePageTools';
import type { ReviewHandle } from '../useReview';
import { FindBar } from './FindBar';
import classes from './PagePane.module.css';
import { Thumbnails } from './Thumbnails';

// The drawing library is the largest part of this screen; the list is there before it.
const PageViewer = lazy(() =>
  import('../../../viewer/PageViewer').then((module) => ({ default: module.PageViewer })),
);

type Props = {
  document: Schemas['Document'] | undefined;
  error: Error | null;
  onRetry: () => void;
  page: number;
  lines: readonly Slot[];
  review: ReviewHandle;
  commands: readonly Command[];
  viewer: Ref<ViewerHandle>;
  tools: PageTools;
  goToPage: (page: number) => void;
  onLine: (key: string | null) => void;
};

export function PagePane(props: Props) {
  const { t } = useTranslation();
  const { document, error, page, review, commands } = props;
  const pages = document?.pages.length ?? 0;
  return (
    <section className={classes.pane} aria-label={t('supervision.page')}>
      <Toolbar commands={commands} page={page} pages={pages} review={review} thumbs={props.tools.thumbs} />
      <div
        className={classes.stage}
        data-thumbs={(props.tools.thumbs && document !== undefined) || undefined}
      >
        {props.tools.thumbs && document && (
          <Thumbnails document={document} page={page} onPage={props.goToPage} />
        )}
        {props.tools.finding && <FindBar tools={props.tools} />}
        {error ? (
          <div className={classes.message}>
            <Fault error={error} onRetry={props.onRetry} />
          </div>
        ) : document?.pages[page] ? (
          <Page {...props} document={document} sheet={document.pages[page]} />
        ) : (
          <Wait />
        )}
      </div>
    </section>
  );
}

type PageProps = Props & { document: Schemas['Document']; sheet: Schemas['DocumentPage'] };

function Page({ document, sheet, page, lines, review, viewer, tools, onLine }: PageProps) {
  const { t } = useTranslation();
  const { tool, selected } = review.state;
  // The hand was on the page; it goes back to the line that it worked for.
  const mark: ReviewHandle['mark'] = (place) => {
    review.mark(place);
    onLine(selected);
  };
  const [scale, setScale] = useState(1);
  const dpi = resolutionFor(scale, window.devicePixelRatio);
  const image = useQuery({
    ...imageQuery(document.id, page, dpi),
    placeholderData: (before, query) => (samePage(query?.queryKey, document.id, page) ? before : undefined),
  });
  const words = useQuery({ ...wordsQuery(document.id, page), enabled: tool === 'words' });
  useEffect(() => noteResolution(dpi), [dpi]);
  // What is looked at sideways is drawn sideways; what is marked there is brought back upright.
  const { turns, found } = tools;
  const size = useMemo(() => turnedSize(sheet, turns), [sheet, turns]);
  const placed = useMemo(
    () => boxesOn(lines, page).map((box) => ({ ...box, rect: turned(box.rect, sheet, turns) })),
    [lines, page, sheet, turns],
  );
  const boxes = useMemo(() => onTop(placed, selected), [placed, selected]);
  const shownWords = useMemo(
    () => words.data?.map((word) => ({ ...word, bbox: turned(word.bbox, sheet, turns) })),
    [words.data, sheet, turns],
  );
  const shownFound = useMemo(
    () => found.map((one) => ({ ...one, rect: turned(one.rect, sheet, turns) })),
    [found, sheet, turns],
  );
  const picture = useMemo(() => image.data && turnedImage(image.data, turns), [image.data, turns]);
  return (
    <>
      <Suspense fallback={<Wait />}>
        <PageViewer
          key={`${document.id}:${page}:${turns}`}
          page={size}
          label={t('viewer.label', { page: page + 1, pages: document.pages.length, name: document.name })}
          image={picture}
          found={shownFound}
          boxes={boxes}
          selected={selected}
          tool={tool}
          words={shownWords}
          onScale={setScale}
          onSelect={onLine}
          onWords={({ text, bbox }) => mark({ page, bbox: upright(bbox, sheet, turns), text })}
          onBox={(bbox) => mark({ page, bbox: upright(bbox, sheet, turns) })}
          onCancel={() => {
            review.use('select');
            onLine(selected);
          }}
          handle={viewer}
        />
      </Suspense>
      {image.error && !image.data && (
        <div className={classes.message}>
          <Fault error={image.error} onRetry={() => void image.refetch()} />
        </div>
      )}
      {tool !== 'select' && (
        <Hint tool={tool} label={lines.find((line) => line.key === selected)?.label ?? ''} words={words} />
      )}
    </>
  );
}

/** A picture of the same page in another resolution may stand in until the sharp one is here. */
function samePage(key: readonly unknown[] | undefined, documentId: string, page: number): boolean {
  return key?.[1] === documentId && key[3] === page;
}

type HintProps = {
  tool: 'words' | 'box';
  label: string;
  words: { isPending: boolean; data?: readonly unknown[] | undefined; error: Error | null };
};

function Hint({ tool, label, words }: HintProps) {
  const { t } = useTranslation();
  let text = tool === 'box' ? t('viewer.hintBox', { label }) : t('viewer.hintWords', { label });
  if (tool === 'words' && words.data?.length === 0) text = t('viewer.noWords');
  if (tool === 'words' && words.error) text = t('viewer.wordsFailed');
  return (
    <output className={classes.hint}>
      {tool === 'words' && words.isPending && <Loader size={13} />}
      {text}
    </output>
  );
}

type ToolbarProps = {
  commands: readonly Command[];
  page: number;
  pages: number;
  review: ReviewHandle;
  thumbs: boolean;
};

function Toolbar({ commands, page, pages, review, thumbs }: ToolbarProps) {
  const { t } = useTranslation();
  const get = (id: CommandId) => commandWith(commands, id);
  const { tool } = review.state;
  return (
    <div className={classes.toolbar} role="toolbar" aria-label={t('viewer.tools')}>
      <CommandButton command={get('thumbnails')} icon={PanelLeft} pressed={thumbs} />
      {pages > 1 && (
        <>
          <CommandButton command={get('previousPage')} icon={ChevronUp} />
          <CommandButton command={get('nextPage')} icon={ChevronDown} />
        </>
      )}
      <Text span size="sm" className={classes.where}>
        {pages > 0 && t('viewer.page', { page: page + 1, pages })}
      </Text>
      <span className={classes.gap} />
      <CommandButton command={get('words')} icon={TextSelect} pressed={tool === 'words'} />
      <CommandButton command={get('box')} icon={SquareDashedMousePointer} pressed={tool === 'box'} />
      <span className={classes.rule} />
      <CommandButton command={get('find')} icon={Search} />
      <CommandButton command={get('turn')} icon={RotateCw} />
      <CommandButton command={get('zoomOut')} icon={ZoomOut} />
      <CommandButton command={get('zoomIn')} icon={ZoomIn} />
      <CommandButton command={get('fitWidth')} icon={MoveHorizontal} />
      <CommandButton command={get('fitPage')} icon={Maximize} />
      <span className={classes.rule} />
      <CommandButton command={get('help')} icon={Keyboard} />
    </div>
  );
}

function Wait() {
  const { t } = useTranslation();
  return (
    <div className={classes.wait}>
      <Loader size="sm" aria-label={t('supervision.loading')} />
    </div>
  );
}
