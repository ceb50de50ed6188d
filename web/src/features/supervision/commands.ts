/** Everything that can be done on the supervision screen, as commands. */
import type { TFunction } from 'i18next';
import type { Command } from '../../commands/command';
import type { ViewerHandle } from '../../viewer/PageViewer';
import { nextOpen, type Slot } from './slots';
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
};

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
  const { selected, tool, drafts, undo } = review.state;
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
      id: 'empty',
      label: review.state.showEmpty ? t('command.hideEmpty') : t('command.showEmpty'),
      keys: ['Mod+Shift+e'],
      run: review.toggleEmpty,
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
      enabled: s.accepted && !s.busy,
      run: s.reopen,
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
