import { describe, expect, test, vi } from 'vitest';
import { commandFor } from '../../commands/command';
import { type CommandId, commandsOf, commandWith, type Surroundings } from './commands';
import type { SingleValue, Slot } from './slots';
import { atStart, type Review } from './state';

const slot = (key: string, more: Partial<Slot> = {}): Slot => ({
  key,
  documentId: 'd',
  dataPoint: key,
  label: key,
  type: 'text',
  literals: [],
  mandatory: false,
  value: null,
  level: 'empty',
  fault: null,
  findings: [],
  needsPerson: false,
  cell: false,
  ...more,
});

const value = (rawValue: string, more: Partial<SingleValue> = {}): SingleValue => ({
  id: 'v',
  value: rawValue,
  rawValue,
  converter: { type: 'string', format: null },
  status: { status: '', code: '', msg: '' },
  validationStatus: { status: '', code: '', msg: '' },
  metadata: {},
  confidence: 1,
  source: 'text',
  evidence: [],
  decision: null,
  alternatives: [],
  ...more,
});

const before = { slot: 'a', undo: [], redo: [] };

function surroundings(state: Partial<Review>, more: Partial<Surroundings> = {}): Surroundings {
  const review = {
    state: { ...atStart, ...state },
    commit: vi.fn(),
    decide: vi.fn(),
    undo: vi.fn(),
    redo: vi.fn(),
    confirm: vi.fn(),
    confirmAll: vi.fn(),
    alternate: vi.fn(),
    reorder: vi.fn(),
    use: vi.fn(),
    revert: vi.fn(),
    select: vi.fn(),
    toggleEmpty: vi.fn(),
  };
  return {
    t: ((key: string) => key) as unknown as Surroundings['t'],
    review: review as unknown as Surroundings['review'],
    lines: [slot('a'), slot('b', { needsPerson: true })],
    editable: true,
    accepted: false,
    busy: false,
    viewer: { zoom: vi.fn(), fitTo: vi.fn(), focus: vi.fn() },
    page: 0,
    pages: 3,
    documentAt: 0,
    documents: 1,
    goToPage: vi.fn(),
    goToDocument: vi.fn(),
    goToLine: vi.fn(),
    accept: vi.fn(),
    reopen: vi.fn(),
    help: vi.fn(),
    rejected: false,
    tools: { turn: vi.fn(), toggleThumbs: vi.fn(), find: vi.fn() },
    open: vi.fn(),
    copy: vi.fn(),
    ...more,
  };
}

const enabled = (s: Surroundings, id: CommandId) => commandWith(commandsOf(s), id).enabled;

const press = (key: string, more = {}) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...more,
});

describe('what can be done on the supervision screen', () => {
  test('no two commands answer the same key', () => {
    const keys = commandsOf(surroundings({})).flatMap((command) => command.keys);
    expect(new Set(keys).size).toBe(keys.length);
  });

  test('marking on the page needs a line in hand that may be changed', () => {
    expect(enabled(surroundings({}), 'words')).toBe(false);
    expect(enabled(surroundings({ selected: 'a' }), 'words')).toBe(true);
    expect(enabled(surroundings({ selected: 'a' }, { editable: false }), 'box')).toBe(false);
  });

  test('an accepted collection can be reopened and nothing else', () => {
    const accepted = surroundings({ selected: 'a', undo: [before] }, { editable: false, accepted: true });
    const changing: CommandId[] = ['words', 'box', 'clear', 'undo', 'accept', 'acceptNext'];
    expect(changing.map((id) => enabled(accepted, id))).toEqual(changing.map(() => false));
    expect(enabled(accepted, 'reopen')).toBe(true);
  });

  test('what was sent back can be reopened', () => {
    expect(enabled(surroundings({}, { editable: false, rejected: true }), 'reopen')).toBe(true);
  });

  test('redo is there when something was undone, and off while a text is being written', () => {
    expect(enabled(surroundings({}), 'redo')).toBe(false);
    expect(enabled(surroundings({ redo: [before] }), 'redo')).toBe(true);
    expect(enabled(surroundings({ redo: [before], selected: 'a', drafts: { a: 'x' } }), 'redo')).toBe(false);
  });

  test('confirming a value goes on to the next that needs a person', () => {
    const lines = [slot('a', { value: value('1') }), slot('b', { needsPerson: true })];
    const s = surroundings({ selected: 'a' }, { lines });
    commandFor(commandsOf(s), press('Enter', { altKey: true }), true)?.run();
    expect(s.review.confirm).toHaveBeenCalledWith(lines[0]);
    expect(s.goToLine).toHaveBeenCalledWith(lines[1]);
    const decided = [slot('a', { value: value('1', { decision: 'changed' }) })];
    expect(enabled(surroundings({ selected: 'a' }, { lines: decided }), 'confirm')).toBe(false);
  });

  test('only where the machine weighed several values there are others to go through', () => {
    const other = { rawValue: '2', value: '2', confidence: 0.1, evidence: [] };
    const some = [slot('a', { value: value('1', { alternatives: [other] }) })];
    const none = [slot('a', { value: value('1') })];
    expect(enabled(surroundings({ selected: 'a' }, { lines: some }), 'nextAlternative')).toBe(true);
    expect(enabled(surroundings({ selected: 'a' }, { lines: none }), 'nextAlternative')).toBe(false);
    expect(
      enabled(surroundings({ selected: 'a' }, { lines: some, editable: false }), 'previousAlternative'),
    ).toBe(false);
  });

  test('nothing is accepted twice while the first answer is on its way', () => {
    expect(enabled(surroundings({}, { busy: true }), 'acceptNext')).toBe(false);
  });

  test('undo is off while a text is being written, so that the browser undoes the writing', () => {
    expect(enabled(surroundings({ undo: [before] }), 'undo')).toBe(true);
    expect(enabled(surroundings({ undo: [before], selected: 'a', drafts: { a: 'x' } }), 'undo')).toBe(false);
  });

  test('Enter goes to the next line that needs a person; at the last one it saves what was typed', () => {
    const s = surroundings({ selected: 'a' });
    commandFor(commandsOf(s), press('Enter'), true)?.run();
    expect(s.goToLine).toHaveBeenCalledWith(s.lines[1]);
    const last = surroundings({ selected: 'b', drafts: { b: 'x' } });
    commandFor(commandsOf(last), press('Enter'), true)?.run();
    expect(last.review.commit).toHaveBeenCalledWith('b');
    expect(enabled(surroundings({ selected: 'b' }), 'nextOpen')).toBe(false);
  });

  test('Escape leaves the tool first, then takes back the text, then lets go of the line', () => {
    const run = (state: Partial<Review>) => {
      const s = surroundings({ selected: 'a', ...state });
      commandFor(commandsOf(s), press('Escape'), true)?.run();
      return s.review;
    };
    expect(run({ tool: 'words', drafts: { a: 'x' } }).use).toHaveBeenCalledWith('select');
    expect(run({ drafts: { a: 'x' } }).revert).toHaveBeenCalledWith('a');
    expect(run({}).select).toHaveBeenCalledWith(null);
  });

  test('pages and documents end where they end', () => {
    expect([enabled(surroundings({}), 'previousPage'), enabled(surroundings({}), 'nextPage')]).toEqual([
      false,
      true,
    ]);
    expect(enabled(surroundings({}, { page: 2 }), 'nextPage')).toBe(false);
    expect(enabled(surroundings({}, { documents: 2, documentAt: 1 }), 'nextDocument')).toBe(false);
    expect(enabled(surroundings({}, { documents: 2, documentAt: 1 }), 'previousDocument')).toBe(true);
  });

  test('accepting works while typing, and says whether the next one is wanted', () => {
    const s = surroundings({ selected: 'a' });
    commandFor(commandsOf(s), press('Enter', { ctrlKey: true }), true)?.run();
    commandFor(commandsOf(s), press('Enter', { ctrlKey: true, shiftKey: true }), true)?.run();
    expect(vi.mocked(s.accept).mock.calls).toEqual([[true], [false]]);
  });
});
