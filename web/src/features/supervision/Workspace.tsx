/** The supervision screen itself: joins the page, the list, the commands and the saving. */
import { VisuallyHidden } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { lazy, Suspense, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../../api/client';
import { InHead } from '../../app/HeadSlot';
import { ShortcutHelp } from '../../commands/ShortcutHelp';
import { useShortcuts } from '../../commands/useShortcuts';
import { Path } from '../../ui/Path';
import { StatusBadge } from '../../ui/StatusBadge';
import type { ViewerHandle } from '../../viewer/PageViewer';
import { documentQuery } from './api';
import { commandsOf } from './commands';
import { AcceptDialog } from './components/AcceptDialog';
import { FieldPanel } from './components/FieldPanel';
import { HeadActions } from './components/HeadActions';
import { PagePane } from './components/PagePane';
import type { Results } from './results';
import classes from './SupervisionPage.module.css';
import { type DataPoint, groupsOf, linesOf, reasonsOf, type Slot } from './slots';
import { TablesContext, useOpenTable } from './tables/context';
import { openCommand } from './tables/openCommand';
import { useAcceptance } from './useAcceptance';
import { useReview } from './useReview';

const TablesView = lazy(() =>
  import('./tables/TablesView').then((module) => ({ default: module.TablesView })),
);

type Props = { collection: Schemas['Collection']; results: Results; dataPoints: DataPoint[] };

/** Puts the cursor into a line's field; the list gives each field its line's key as `data-line`. */
function focusLine(key: string): void {
  const field = document.querySelector<HTMLElement>(`[data-line="${CSS.escape(key)}"]`);
  field?.focus({ preventScroll: true });
  field?.scrollIntoView({ block: 'nearest', behavior: 'smooth' });
}

/** Every document of the collection, in the order of its files. */
const documentsOf = (results: Results) =>
  results.results.flatMap((file) => file.documents.map((document) => ({ file, document })));

const NONE: Schemas['Finding'][] = [];

export function Workspace({ collection, results, dataPoints }: Props) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const documents = useMemo(() => documentsOf(results), [results]);
  const [documentAt, setDocumentAt] = useState(0);
  const [page, setPage] = useState(0);
  const current = documents[documentAt]?.document;
  const detail = useQuery({ ...documentQuery(current?.documentId ?? ''), enabled: current !== undefined });
  // Reasons belong to the collection; with several documents only a document's own findings say which values they mean.
  const findings = documents.length > 1 ? (detail.data?.findings ?? NONE) : collection.reviewReasons;

  const groups = useMemo(
    () => (current ? groupsOf(current, dataPoints, findings) : []),
    [current, dataPoints, findings],
  );
  const lines = useMemo(() => linesOf(groups), [groups]);
  const review = useReview(collection.id, lines);
  const [viewer, setViewer] = useState<ViewerHandle | null>(null);
  const [helping, help] = useDisclosure(false);
  const editable = collection.status === 'Needs Review';
  const tables = useOpenTable();

  const acceptance = useAcceptance(collection, review, (next) =>
    next
      ? void navigate({ to: '/supervision/$collectionId', params: { collectionId: next } })
      : void navigate({ to: '/queue/$processId', params: { processId: collection.processId } }),
  );

  const { select } = review;
  const goToLine = useCallback(
    (line: Slot) => {
      select(line.key);
      focusLine(line.key);
    },
    [select],
  );
  const goToDocument = useCallback(
    (at: number) => {
      setDocumentAt(at);
      setPage(0);
      select(null);
    },
    [select],
  );

  // The page follows the line in hand, when the line stands on another one.
  const { selected } = review.state;
  const selectedPage = lines.find((line) => line.key === selected)?.value?.evidence[0]?.page;
  const followed = useRef<string | null>(null);
  useEffect(() => {
    if (followed.current === selected) return;
    followed.current = selected;
    if (selectedPage !== undefined) setPage(selectedPage);
  }, [selected, selectedPage]);

  const toTables = openCommand(t, groups, selected, tables.show);
  const ofList = commandsOf({
    t,
    review,
    lines,
    editable,
    accepted: collection.status === 'Accepted',
    busy: acceptance.busy,
    viewer,
    page,
    pages: detail.data?.pages.length ?? 1,
    documentAt,
    documents: documents.length,
    goToPage: setPage,
    goToDocument,
    goToLine,
    accept: (andNext) => void acceptance.accept({ andNext, force: false }),
    reopen: acceptance.reopen,
    help: help.open,
  });
  const commands = [...ofList, toTables];
  useShortcuts(commands, !helping && !acceptance.refusal && !tables.open);

  return (
    <TablesContext value={tables}>
      <div className={classes.workspace}>
        <VisuallyHidden component="h1">{collection.name}</VisuallyHidden>
        <InHead>
          <Path process={{ id: results.processId, name: results.processName }} here={collection.name} />
          <StatusBadge status={collection.status} />
          {!tables.open && (
            <HeadActions
              collection={collection}
              commands={commands}
              saving={review.saving}
              busy={acceptance.busy}
            />
          )}
        </InHead>
        {tables.open && current ? (
          <Suspense>
            <TablesView
              collectionId={collection.id}
              document={current}
              dataPoints={dataPoints}
              editable={editable}
              page={page}
              open={tables.open}
            />
          </Suspense>
        ) : (
          <>
            <PagePane
              document={detail.data}
              error={detail.error}
              onRetry={() => void detail.refetch()}
              page={page}
              lines={lines}
              review={review}
              commands={commands}
              viewer={setViewer}
              onLine={(key) => {
                select(key);
                if (key) focusLine(key);
              }}
            />
            <FieldPanel
              collection={collection}
              results={results}
              documents={documents.map(({ document }) => document)}
              documentAt={documentAt}
              onDocument={goToDocument}
              groups={groups}
              lines={lines}
              reasons={
                documents.length > 1
                  ? reasonsOf(lines, findings, collection.reviewReasons)
                  : collection.reviewReasons
              }
              review={review}
              commands={commands}
              editable={editable}
              onLine={goToLine}
            />
          </>
        )}
        <AcceptDialog
          refusal={acceptance.refusal}
          lines={lines}
          busy={acceptance.busy}
          onForce={() =>
            void acceptance.accept({ andNext: acceptance.refusal?.andNext ?? false, force: true })
          }
          onClose={acceptance.dismiss}
          onLine={(line) => {
            acceptance.dismiss();
            goToLine(line);
          }}
        />
        <ShortcutHelp commands={commands} opened={helping} onClose={help.close} />
      </div>
    </TablesContext>
  );
}
