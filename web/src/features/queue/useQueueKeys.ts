/** The keyboard of the queue: moving, choosing, opening, without ever needing the mouse. */
import type { RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import type { Command } from '../../commands/command';
import { useShortcuts } from '../../commands/useShortcuts';
import type { TableHandle } from './components/QueueTable';

export type QueueActs = {
  readonly total: number;
  readonly cursor: number;
  readonly hasChosen: boolean;
  readonly canReview: boolean;
  readonly table: RefObject<TableHandle | null>;
  readonly box: RefObject<HTMLInputElement | null>;
  /** Whether nothing lies over the table. */
  readonly active: boolean;
  readonly choose: (place: number, range: boolean) => void;
  readonly chooseAll: () => void;
  readonly clear: () => void;
  readonly open: (place: number) => void;
  readonly review: () => unknown;
  readonly help: () => void;
};

export function useQueueKeys(acts: QueueActs): readonly Command[] {
  const { t } = useTranslation();
  const { total, table } = acts;
  const here = () => table.current?.focused() ?? acts.cursor;
  const clamp = (place: number) => Math.min(Math.max(place, 0), total - 1);
  const go = (to: (page: number) => number) => () => table.current?.goTo(clamp(to(table.current.onScreen())));
  const extend = (by: number) => () => {
    const place = clamp(here() + by);
    acts.choose(place, true);
    table.current?.goTo(place);
  };
  const moving = t('keys.moving');
  const choosing = t('keys.choosing');
  const working = t('keys.working');
  const any = total > 0;
  const commands: Command[] = [
    {
      id: 'next',
      label: t('keys.next'),
      group: moving,
      keys: ['ArrowDown', 'j'],
      enabled: any,
      run: go(() => here() + 1),
    },
    {
      id: 'previous',
      label: t('keys.previous'),
      group: moving,
      keys: ['ArrowUp', 'k'],
      enabled: any,
      run: go(() => here() - 1),
    },
    {
      id: 'pageDown',
      label: t('keys.pageDown'),
      group: moving,
      keys: ['PageDown'],
      enabled: any,
      run: go((page) => here() + page),
    },
    {
      id: 'pageUp',
      label: t('keys.pageUp'),
      group: moving,
      keys: ['PageUp'],
      enabled: any,
      run: go((page) => here() - page),
    },
    { id: 'first', label: t('keys.first'), group: moving, keys: ['Home'], enabled: any, run: go(() => 0) },
    {
      id: 'last',
      label: t('keys.last'),
      group: moving,
      keys: ['End'],
      enabled: any,
      run: go(() => total - 1),
    },
    {
      id: 'choose',
      label: t('keys.choose'),
      group: choosing,
      keys: [' ', 'x'],
      enabled: any,
      run: () => acts.choose(here(), false),
    },
    {
      id: 'extendDown',
      label: t('keys.extendDown'),
      group: choosing,
      keys: ['Shift+ArrowDown'],
      enabled: any,
      run: extend(1),
    },
    {
      id: 'extendUp',
      label: t('keys.extendUp'),
      group: choosing,
      keys: ['Shift+ArrowUp'],
      enabled: any,
      run: extend(-1),
    },
    {
      id: 'chooseAll',
      label: t('keys.chooseAll'),
      group: choosing,
      keys: ['Mod+a'],
      enabled: any,
      run: acts.chooseAll,
    },
    {
      id: 'clear',
      label: t('bulk.clear'),
      group: choosing,
      keys: ['Escape'],
      enabled: acts.hasChosen,
      run: acts.clear,
    },
    {
      id: 'open',
      label: t('keys.open'),
      group: working,
      keys: ['Enter'],
      enabled: any,
      run: () => acts.open(here()),
    },
    {
      id: 'review',
      label: t('worklist.reviewNext'),
      group: working,
      keys: ['n'],
      enabled: acts.canReview,
      run: () => void acts.review(),
    },
    {
      id: 'search',
      label: t('keys.search'),
      group: working,
      keys: ['/'],
      enabled: true,
      run: () => acts.box.current?.focus(),
    },
    { id: 'help', label: t('help.title'), group: working, keys: ['?'], enabled: true, run: acts.help },
  ];
  useShortcuts(commands, acts.active);
  return commands;
}
