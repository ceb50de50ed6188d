/** The left half of the table view: the page with its grid, and what can be done to the grid. */
import { Loader, NativeSelect, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import {
  ChevronDown,
  ChevronUp,
  CopyPlus,
  Grid2x2X,
  Layers,
  Maximize,
  MoveHorizontal,
  ScanSearch,
  SquareDashedMousePointer,
  TableColumnsSplit,
  TableRowsSplit,
  ZoomIn,
  ZoomOut,
} from 'lucide-react';
import { type Ref, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../../../api/client';
import { CommandButton } from '../../../commands/CommandButton';
import type { Command } from '../../../commands/command';
import { Fault } from '../../../ui/Fault';
import { type RectPt, rectOf, resolutionFor } from '../../../viewer/coords';
import { imageQuery } from '../api';
import type { Named } from './ColumnNames';
import { commandWith, type TableCommandId } from './commands';
import { GridStage, type StageHandle } from './GridStage';
import { type Grid, nameRows } from './grid';
import classes from './TablesView.module.css';

type Props = {
  document: Schemas['Document'];
  page: number;
  /** The grid in hand. */
  grid: Grid | null;
  /** The other ones of the page. */
  others: readonly Grid[];
  headers: readonly Named[];
  editable: boolean;
  finding: boolean;
  tool: 'move' | 'draw';
  marked: readonly Schemas['Evidence'][];
  commands: readonly Command[];
  stage: Ref<StageHandle>;
  onGrid: (grid: Grid) => void;
  onTake: (grid: Grid) => void;
  onDraw: (region: RectPt) => void;
  onAccept: () => void;
};

/** A picture of the same page in another resolution may stand in until the sharp one is here. */
const samePage = (key: readonly unknown[] | undefined, documentId: string, page: number) =>
  key?.[1] === documentId && key[3] === page;

export function GridPane(props: Props) {
  const { document, page, marked } = props;
  const { t } = useTranslation();
  const [scale, setScale] = useState(1);
  const dpi = resolutionFor(scale, window.devicePixelRatio);
  const image = useQuery({
    ...imageQuery(document.id, page, dpi),
    placeholderData: (before, query) => (samePage(query?.queryKey, document.id, page) ? before : undefined),
  });
  const places = useMemo(
    () => marked.filter((place) => place.page === page).map((place) => rectOf(place.bbox)),
    [marked, page],
  );
  const sheet = document.pages[page];
  return (
    <section className={classes.gridPane} aria-label={t('tables.grid')}>
      <Toolbar {...props} />
      <div className={classes.stage}>
        {sheet && (
          <GridStage
            key={`${document.id}:${page}`}
            page={sheet}
            label={t('viewer.label', { page: page + 1, pages: document.pages.length, name: document.name })}
            image={image.data}
            grid={props.grid}
            others={props.others}
            onTake={props.onTake}
            headers={props.headers}
            editable={props.editable}
            tool={props.tool}
            marked={places}
            onGrid={props.onGrid}
            onDraw={props.onDraw}
            onScale={setScale}
            onAccept={props.onAccept}
            handle={props.stage}
          />
        )}
        {image.error && !image.data && (
          <div className={classes.message}>
            <Fault error={image.error} onRetry={() => void image.refetch()} />
          </div>
        )}
      </div>
    </section>
  );
}

/** Rows of names that can be said; more than three are no table that people print. */
const MOST_NAME_ROWS = 3;

function Toolbar({ document, page, grid, others, editable, finding, tool, commands, onGrid }: Props) {
  const { t } = useTranslation();
  const get = (id: TableCommandId) => commandWith(commands, id);
  const pages = document.pages.length;
  return (
    <div className={classes.toolbar} role="toolbar" aria-label={t('tables.gridTools')}>
      {pages > 1 && (
        <>
          <CommandButton command={get('previousPage')} icon={ChevronUp} />
          <CommandButton command={get('nextPage')} icon={ChevronDown} />
        </>
      )}
      <Text span size="sm" className={classes.where}>
        {t('viewer.page', { page: page + 1, pages })}
      </Text>
      <span className={classes.gap} />
      {finding && <Loader size={14} aria-label={t('tables.finding')} />}
      {editable && (
        <>
          {grid && (
            <NativeSelect
              size="xs"
              className={classes.nameRows}
              aria-label={t('tables.nameRows')}
              value={grid.headerRows}
              onChange={(event) => onGrid(nameRows(grid, Number(event.currentTarget.value)))}
              data={Array.from({ length: Math.min(MOST_NAME_ROWS, grid.rows.length) + 1 }, (_, count) => ({
                value: `${count}`,
                label: t('tables.nameRowsCount', { count }),
              }))}
            />
          )}
          <CommandButton command={get('draw')} icon={SquareDashedMousePointer} pressed={tool === 'draw'} />
          <CommandButton command={get('detect')} icon={ScanSearch} />
          <CommandButton command={get('addColumn')} icon={TableColumnsSplit} />
          <CommandButton command={get('addRow')} icon={TableRowsSplit} />
          {pages > 1 && <CommandButton command={get('follow')} icon={CopyPlus} />}
          {(pages > 1 || others.length > 0) && <CommandButton command={get('dropGrid')} icon={Grid2x2X} />}
          {others.length > 0 && <CommandButton command={get('otherGrid')} icon={Layers} />}
          <span className={classes.rule} />
        </>
      )}
      <CommandButton command={get('zoomOut')} icon={ZoomOut} />
      <CommandButton command={get('zoomIn')} icon={ZoomIn} />
      <CommandButton command={get('fitWidth')} icon={MoveHorizontal} />
      <CommandButton command={get('fitPage')} icon={Maximize} />
    </div>
  );
}
