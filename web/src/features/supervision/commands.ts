/** Everything that can be done on the supervision screen, as commands. */
import type { TFunction } from 'i18next';
import type { Command } from '../../commands/command';
import type { ViewerHandle } from '../../viewer/PageViewer';
import { nextOpen, type Slot } from './slots';
import type { PageTools } from './usePageTools';
import type { ReviewHandle } from './useReview';

export type Surroundings = {
  readonly t: TFunction;
  readonly review: ReviewHandle;
  readonly lines: readonly Slot[];
  /** Whether values can be changed: not in an accepted collection. */
  readonly editable: boolean;
  readonly accepted: boolean;
  readonly busy: boolean;
  readonly viewer: ViewerHandle | null;
  readonly page: number;
  readonly pages: number;
  readonly documentAt: number;
  readonly documents: number;
  readonly goToPage: (page: number) => void;
  readonly goToDocument: (at: number) => void;
  readonly goToLine: (slot: Slot) => void;
  readonly accept: (andNext: boolean) => void;
  readonly reopen: () => void;
  readonly help: () => void;
  /** Whether it was sent back. */
  readonly rejected: boolean;
  readonly tools: Pick<PageTools, 'turn' | 'toggleThumbs' | 'find'>;
  readonly open: (what: Opened) => void;
  readonly copy: (text: string) => void;
};

/** What lies over the screen. */
export type Opened = 'history' | 'comments' | 'reject' | 'move' | 'documents';

/** How much larger a step of the magnifier makes the page. */
const ZOOM_STEP = 1.25;

export type CommandId =
  | 'nextLine'
  | 'previousLine'
  | 'nextOpen'
  | 'back'
  | 'words'
  | 'box'
  | 'clear'
  | 'undo'
  | 'redo'
  | 'confirm'
  | 'confirmAll'
  | 'nextAlternative'
  | 'previousAlternative'
  | 'addPlace'
  | 'addValue'
  | 'move'
  | 'valueUp'
  | 'valueDown'
  | 'copy'
  | 'history'
  | 'comments'
  | 'reject'
  | 'documents'
  | 'find'
  | 'turn'
  | 'thumbnails'
  | 'empty'
  | 'accept'
  | 'acceptNext'
  | 'reopen'
  | 'nextDocument'
  | 'previousDocument'
  | 'help'
  | 'nextPage'
  | 'previousPage'
  | 'zoomIn'
  | 'zoomOut'
  | 'fitPage'
  | 'fitWidth';

type Entry = Omit<Command, 'group' | 'id' | 'enabled' | 'whileTyping'> & { id: CommandId; enabled?: boolean };

const under = (group: string, entries: readonly Entry[]): Command[] =>
  entries.map((entry) => ({ enabled: true, whileTyping: true, ...entry, group }));

function fieldCommands(s: Surroundings): Entry[] {
  const { t, review, lines, editable } = s;
  const { selected, tool, drafts, undo, redo } = review.state;
  const line = lines.find((one) => one.key === selected);
  const dirty = selected !== null && drafts[selected] !== undefined;
  const open = nextOpen(lines, selected);
  const choose = (wanted: 'words' | 'box') => () => {
    review.use(tool === wanted ? 'select' : wanted);
    if (tool !== wanted) s.viewer?.focus();
  };
  const back = () => {
    if (tool !== 'select') review.use('select');
    else if (dirty && selected) review.revert(selected);
    else review.select(null);
  };
  return [
    { id: 'nextLine', label: t('command.nextLine'), keys: ['Tab'], native: true, run: () => undefined },
    {
      id: 'previousLine',
      label: t('command.previousLine'),
      keys: ['Shift+Tab'],
      native: true,
      run: () => undefined,
    },
    {
      id: 'nextOpen',
      label: t('command.nextOpen'),
      keys: ['Enter'],
      enabled: open !== null || dirty,
      run: () => (open ? s.goToLine(open) : selected && review.commit(selected)),
    },
    {
      id: 'back',
      label: t('command.back'),
      keys: ['Escape'],
      enabled: tool !== 'select' || selected !== null,
      run: back,
    },
    {
      id: 'words',
      label: t('command.words'),
      keys: ['F2'],
      enabled: editable && line !== undefined,
      run: choose('words'),
    },
    {
      id: 'box',
      label: t('command.box'),
      keys: ['F4'],
      enabled: editable && line !== undefined,
      run: choose('box'),
    },
    {
      id: 'clear',
      label: t('command.clear'),
      keys: ['Mod+Shift+Backspace'],
      enabled: editable && line?.value != null,
      run: () => line && review.decide(line.key, ''),
    },
    // While a text is being written, the browser undoes the writing.
    {
      id: 'undo',
      label: t('command.undo'),
      keys: ['Mod+z'],
      enabled: editable && undo.length > 0 && !dirty,
      run: review.undo,
    },
    {
      id: 'redo',
      label: t('reviewing.command.redo'),
      keys: ['Mod+Shift+z', 'Mod+y'],
      enabled: editable && redo.length > 0 && !dirty,
      run: review.redo,
    },
    ...valueCommands(s, line),
    {
      id: 'empty',
      label: review.state.showEmpty ? t('command.hideEmpty') : t('command.showEmpty'),
      keys: ['Mod+Shift+e'],
      run: review.toggleEmpty,
    },
  ];
}

/** What can be done with the value in hand. */
function valueCommands(s: Surroundings, line: Slot | undefined): Entry[] {
  const { t, review, lines, editable } = s;
  const value = line?.value ?? null;
  const open = nextOpen(lines, review.state.selected);
  const hasOthers = editable && value !== null && value.alternatives.length > 0;
  const siblings = lines.filter((one) => one.dataPoint === line?.dataPoint && one.value && !one.cell);
  const at = siblings.findIndex((one) => one.key === line?.key);
  const empty = lines.find((one) => one.dataPoint === line?.dataPoint && !one.value && !one.cell);
  return [
    {
      id: 'confirm',
      label: t('reviewing.command.confirm'),
      keys: ['Alt+Enter'],
      enabled: editable && value !== null && value.decision === null,
      run: () => {
        if (line) review.confirm(line);
        if (open) s.goToLine(open);
      },
    },
    {
      id: 'confirmAll',
      label: t('reviewing.command.confirmAll'),
      keys: ['Alt+Shift+Enter'],
      enabled: editable && lines.some((one) => one.value?.decision === null),
      run: () => review.confirmAll(),
    },
    {
      id: 'nextAlternative',
      label: t('reviewing.command.nextAlternative'),
      keys: ['Mod+ArrowDown'],
      enabled: hasOthers,
      run: () => line && review.alternate(line, 1),
    },
    {
      id: 'previousAlternative',
      label: t('reviewing.command.previousAlternative'),
      keys: ['Mod+ArrowUp'],
      enabled: hasOthers,
      run: () => line && review.alternate(line, -1),
    },
    {
      id: 'addPlace',
      label: t('reviewing.command.addPlace'),
      keys: ['Shift+F2'],
      enabled: editable && value !== null,
      run: () => {
        review.use('words', true);
        s.viewer?.focus();
      },
    },
    {
      id: 'addValue',
      label: t('reviewing.command.addValue'),
      keys: ['Alt+n'],
      enabled: editable && value !== null && empty !== undefined,
      run: () => empty && s.goToLine(empty),
    },
    {
      id: 'move',
      label: t('reviewing.command.move'),
      keys: ['Alt+m'],
      enabled: editable && value !== null && !line?.cell,
      run: () => s.open('move'),
    },
    {
      id: 'valueUp',
      label: t('reviewing.command.valueUp'),
      keys: ['Alt+Shift+ArrowUp'],
      enabled: editable && at > 0,
      run: () => line && review.reorder(line, -1),
    },
    {
      id: 'valueDown',
      label: t('reviewing.command.valueDown'),
      keys: ['Alt+Shift+ArrowDown'],
      enabled: editable && at >= 0 && at < siblings.length - 1,
      run: () => line && review.reorder(line, 1),
    },
    {
      id: 'copy',
      label: t('reviewing.command.copy'),
      keys: ['Alt+c'],
      enabled: value !== null,
      run: () => value && s.copy(value.rawValue),
    },
    {
      id: 'history',
      label: t('reviewing.command.history'),
      keys: ['Alt+h'],
      enabled: value !== null,
      run: () => s.open('history'),
    },
  ];
}

function documentCommands(s: Surroundings): Entry[] {
  const { t } = s;
  const canAccept = s.editable && !s.busy;
  return [
    {
      id: 'acceptNext',
      label: t('command.acceptNext'),
      keys: ['Mod+Enter'],
      enabled: canAccept,
      run: () => s.accept(true),
    },
    {
      id: 'accept',
      label: t('command.accept'),
      keys: ['Mod+Shift+Enter'],
      enabled: canAccept,
      run: () => s.accept(false),
    },
    {
      id: 'reopen',
      label: t('command.reopen'),
      keys: ['Mod+Shift+o'],
      enabled: (s.accepted || s.rejected) && !s.busy,
      run: s.reopen,
    },
    {
      id: 'reject',
      label: t('reviewing.command.reject'),
      keys: ['Alt+r'],
      enabled: canAccept,
      run: () => s.open('reject'),
    },
    {
      id: 'documents',
      label: t('reviewing.command.documents'),
      keys: ['Alt+s'],
      enabled: canAccept,
      run: () => s.open('documents'),
    },
    {
      id: 'comments',
      label: t('reviewing.command.comments'),
      keys: ['Alt+k'],
      run: () => s.open('comments'),
    },
    {
      id: 'nextDocument',
      label: t('command.nextDocument'),
      keys: ['Alt+PageDown'],
      enabled: s.documentAt < s.documents - 1,
      run: () => s.goToDocument(s.documentAt + 1),
    },
    {
      id: 'previousDocument',
      label: t('command.previousDocument'),
      keys: ['Alt+PageUp'],
      enabled: s.documentAt > 0,
      run: () => s.goToDocument(s.documentAt - 1),
    },
    { id: 'help', label: t('command.help'), keys: ['?', 'F1'], run: s.help },
  ];
}

function pageCommands(s: Surroundings): Entry[] {
  const { t, viewer } = s;
  const zoom = (factor: number) => () => viewer?.zoom(factor);
  return [
    {
      id: 'nextPage',
      label: t('command.nextPage'),
      keys: ['PageDown'],
      enabled: s.page < s.pages - 1,
      run: () => s.goToPage(s.page + 1),
    },
    {
      id: 'previousPage',
      label: t('command.previousPage'),
      keys: ['PageUp'],
      enabled: s.page > 0,
      run: () => s.goToPage(s.page - 1),
    },
    { id: 'find', label: t('reviewing.command.find'), keys: ['Mod+f'], run: s.tools.find },
    {
      id: 'thumbnails',
      label: t('reviewing.command.thumbnails'),
      keys: ['Alt+t'],
      run: s.tools.toggleThumbs,
    },
    { id: 'turn', label: t('reviewing.command.turn'), keys: ['Alt+o'], run: s.tools.turn },
    { id: 'zoomIn', label: t('command.zoomIn'), keys: ['+', 'Alt+ArrowUp'], run: zoom(ZOOM_STEP) },
    { id: 'zoomOut', label: t('command.zoomOut'), keys: ['-', 'Alt+ArrowDown'], run: zoom(1 / ZOOM_STEP) },
    { id: 'fitPage', label: t('command.fitPage'), keys: ['0', 'F9'], run: () => viewer?.fitTo('page') },
    { id: 'fitWidth', label: t('command.fitWidth'), keys: ['w', 'F8'], run: () => viewer?.fitTo('width') },
  ];
}

export function commandsOf(s: Surroundings): Command[] {
  return [
    ...under(s.t('command.fields'), fieldCommands(s)),
    ...under(s.t('command.document'), documentCommands(s)),
    ...under(s.t('command.page'), pageCommands(s)),
  ];
}

/** The command with this id; every id has one. */
export function commandWith(commands: readonly Command[], id: CommandId): Command {
  const found = commands.find((command) => command.id === id);
  if (!found) throw new Error(`there is no command ${id}`);
  return found;
}
