/** The queue of a process: what was sent, how far it is, what is done with many at once, and sending more. */
import { useDisclosure } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { InHead } from '../../app/HeadSlot';
import { useTitle } from '../../app/useTitle';
import { ShortcutHelp } from '../../commands/ShortcutHelp';
import { ConfirmDialog } from '../../ui/ConfirmDialog';
import { Fault } from '../../ui/Fault';
import { Path } from '../../ui/Path';
import { ExportChosen } from '../exports/ExportChosen';
import { processQuery } from '../processes/api';
import { meQuery } from '../session/api';
import { mayInProcess } from '../session/may';
import { nextQuery, type QueueView } from './api';
import type { Order } from './bulk';
import { type ColumnId, columnsOf, rememberColumns, rememberedColumns } from './columns';
import { BulkBar } from './components/BulkBar';
import { BulkNotice } from './components/BulkNotice';
import { ColumnMenu } from './components/ColumnMenu';
import { DropArea } from './components/DropArea';
import { FilterBar } from './components/FilterBar';
import { MetadataDialog } from './components/MetadataDialog';
import { NothingFound, NothingYet } from './components/Nothing';
import { QueueHead } from './components/QueueHead';
import { QueueTable, type TableHandle } from './components/QueueTable';
import { UploadList } from './components/UploadList';
import { ViewsMenu } from './components/ViewsMenu';
import { isHeld } from './heldBack';
import { type Collection, hasResults } from './list';
import classes from './QueuePage.module.css';
import { DEFAULT_ORDER, filterOf, isFiltered, type QueueSearch, searchOf } from './search';
import { choose, chosenFor, countOf, EVERYTHING, NOTHING, type Selection } from './selection';
import { rememberedOptions, rememberOptions } from './uploadOptions';
import { useBulk } from './useBulk';
import { UNDO_MOST, useDeletion } from './useDeletion';
import { useLiveList } from './useLiveList';
import { useQueueKeys } from './useQueueKeys';
import { type Span, useRows } from './useRows';
import { useSelection } from './useSelection';
import { type UploadOptions, useUploads } from './useUploads';

const route = getRouteApi('/signed-in/queue/$processId');

export function QueuePage() {
  const { processId } = route.useParams();
  // Another process is another queue: nothing chosen or held back goes along.
  return <Queue key={processId} processId={processId} />;
}

function useUploadOptions() {
  const [options, set] = useState<UploadOptions>(rememberedOptions);
  const change = (to: UploadOptions) => {
    set(to);
    rememberOptions(to);
  };
  return [options, change] as const;
}

function useColumns() {
  const [columns, set] = useState<readonly ColumnId[]>(rememberedColumns);
  const change = (to: readonly ColumnId[]) => {
    set(to);
    rememberColumns(to);
  };
  return [columns, change] as const;
}

function useAddress() {
  const search: QueueSearch = route.useSearch();
  const navigate = route.useNavigate();
  const change = (to: Partial<QueueSearch>) =>
    void navigate({ search: (before: QueueSearch) => ({ ...before, ...to }) as QueueSearch, replace: true });
  const replace = (to: QueueSearch) => void navigate({ search: to });
  return { search, change, replace };
}

function Queue({ processId }: { processId: string }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { search, change, replace } = useAddress();
  const [columns, setColumns] = useColumns();
  const [options, setOptions] = useUploadOptions();
  const [span, setSpan] = useState<Span>([0, 0]);
  const process = useQuery(processQuery(processId));
  const me = useQuery(meQuery).data;
  const rows = useRows(processId, search, span);
  const next = useQuery(nextQuery(processId)).data;
  const chosen = useSelection(rows.at);
  const bulk = useBulk(processId);
  const hold = useDeletion(processId, bulk.begin);
  const uploads = useUploads(processId, options);
  const [metadata, metadataDialog] = useDisclosure(false);
  const [help, helpDialog] = useDisclosure(false);
  const [asking, ask] = useDisclosure(false);
  const table = useRef<TableHandle>(null);
  const box = useRef<HTMLInputElement>(null);
  useLiveList(processId);
  useTitle(process.data?.name);

  const { selection, setSelection } = chosen;
  const total = rows.total ?? 0;
  const count = countOf(selection, total);
  // Other filters show other rows: what was chosen among the old ones would be acted on unseen.
  const shown = JSON.stringify(search);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the change of the address is what matters.
  useEffect(() => setSelection(NOTHING), [shown, setSelection]);

  const jobOf = (order: Order, about: Selection) => ({
    order,
    selection: about,
    filter: filterOf(search, 'instants'),
    before: new Date().toISOString(),
  });
  const act = (order: Order) => void bulk.begin(jobOf(order, selection), count);
  const remove = (about: Selection, howMany: number) => {
    hold(jobOf({ action: 'delete' }, about), howMany);
    setSelection(NOTHING);
  };
  const onDelete = (collection: Collection) => remove(choose(NOTHING, [collection.id], true), 1);
  const open = (collectionId: string) =>
    void navigate({ to: '/supervision/$collectionId', params: { collectionId } });
  const onSpan = useCallback((first: number, last: number) => setSpan([first, last]), []);
  const apply = (view: QueueView) => {
    replace(searchOf(view.filter, view.order));
    if (view.columns) setColumns(columnsOf(view.columns));
  };

  const commands = useQueueKeys({
    total,
    cursor: chosen.cursor,
    hasChosen: count > 0,
    canReview: Boolean(next?.id),
    table,
    box,
    active: !metadata && !help && !asking,
    choose: chosen.chooseAt,
    chooseAll: () => setSelection(EVERYTHING),
    clear: () => setSelection(NOTHING),
    open: (place) => {
      const collection = rows.at(place);
      if (collection && hasResults(collection)) open(collection.id);
    },
    review: () => next?.id && open(next.id),
    help: helpDialog.open,
  });

  const error = process.error ?? rows.error;
  return (
    <DropArea onFiles={uploads.add}>
      <InHead>
        <Path process={process.data} />
      </InHead>
      <div className={classes.page}>
        <QueueHead
          processId={processId}
          name={process.data?.name}
          waiting={next?.waiting ?? 0}
          onReview={next?.id ? () => next.id && open(next.id) : null}
          options={options}
          onOptions={setOptions}
          onFiles={uploads.add}
        />
        <UploadList {...uploads} />
        <FilterBar processId={processId} search={search} onChange={change} total={rows.total} box={box}>
          <ColumnMenu columns={columns} onChange={setColumns} />
          <ViewsMenu processId={processId} search={search} columns={columns} onApply={apply} />
        </FilterBar>
        {bulk.run && <BulkNotice run={bulk.run} onStop={bulk.stop} onDismiss={bulk.dismiss} />}
        {count > 0 && (
          <BulkBar
            processId={processId}
            count={count}
            busy={bulk.run?.state === 'running'}
            mayDelete={mayInProcess(me, process.data, 'workspace.collection:delete')}
            onOrder={act}
            onMetadata={metadataDialog.open}
            onDelete={() => (count > UNDO_MOST ? ask.open() : remove(selection, count))}
            onClear={() => setSelection(NOTHING)}
          >
            {mayInProcess(me, process.data, 'workspace.export:create') && (
              <ExportChosen
                processId={processId}
                chosen={chosenFor(selection, filterOf(search, 'instants'))}
                disabled={bulk.run?.state === 'running'}
              />
            )}
          </BulkBar>
        )}
        {error ? (
          <Fault
            error={error}
            onRetry={() => {
              void process.refetch();
              rows.refetch();
            }}
          />
        ) : (
          <QueueTable
            total={rows.total}
            at={rows.at}
            columns={columns}
            order={search.order ?? DEFAULT_ORDER}
            onOrder={(order) => change({ order })}
            selection={selection}
            onSelection={setSelection}
            onChoose={chosen.chooseAt}
            cursor={Math.min(chosen.cursor, Math.max(total - 1, 0))}
            onCursor={chosen.setCursor}
            onSpan={onSpan}
            isHeld={isHeld}
            onDelete={onDelete}
            isEarlier={rows.isEarlier}
            handle={table}
            empty={
              isFiltered(search) ? (
                <NothingFound onReset={() => replace(search.order ? { order: search.order } : {})} />
              ) : (
                <NothingYet onFiles={uploads.add} />
              )
            }
          />
        )}
      </div>
      <MetadataDialog opened={metadata} count={count} onClose={metadataDialog.close} onOrder={act} />
      <ConfirmDialog
        opened={asking}
        onClose={ask.close}
        title={t('bulk.deleteTitle')}
        text={t('bulk.deleteText', { count })}
        submit={t('delete.submit')}
        onSubmit={() => {
          act({ action: 'delete' });
          setSelection(NOTHING);
          ask.close();
        }}
        pending={false}
        error={null}
        grave
      />
      <ShortcutHelp commands={commands} opened={help} onClose={helpDialog.close} />
    </DropArea>
  );
}
