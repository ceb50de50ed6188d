import { describe, expect, test } from 'vitest';
import { emptyGrid, type Grid } from './grid';
import { best, changed, inHand, nextOnPage, withGrid, withKnownNames, without } from './grids';
import { amended, begin, did, redone, undone } from './history';
import { inSight, led, tabbed } from './keys';
import { nothingWaits, readsRows, type Saving, type SavingEvent, saving, statusOf } from './saving';

const grids: readonly Grid[] = [emptyGrid(0, [0, 0, 10, 10])];
const having = (...events: SavingEvent[]) => events.reduce<Saving>(saving, nothingWaits);
const rows = [{ boat: { text: 'Tern' } }];
const step = { type: 'did', step: { kind: 'rows', rows } } as const;
const lay = { type: 'did', step: { kind: 'grids', grids } } as const;

describe('what waits to be saved', () => {
  test('goes one by one, and a later step of the same kind takes the place of the one before', () => {
    const state = having(step, { type: 'sent' }, step, step, lay);
    expect(state.queue.map((one) => one.kind)).toEqual(['rows', 'grids']);
    expect(readsRows(state)).toBe(true);
    expect(statusOf(saving(saving(state, { type: 'saved' }), { type: 'sent' }))).toBe('saving');
  });

  test('is all said again when something is undone', () => {
    const state = having(step, lay, { type: 'did', step: { kind: 'both', grids, rows } });
    expect(state.queue.map((one) => one.kind)).toEqual(['both']);
    expect(saving(state, step).queue.map((one) => one.kind)).toEqual(['both']);
  });

  test('stays when it is refused, until it is tried again or said anew', () => {
    const refused = having(step, { type: 'sent' }, { type: 'refused', error: new Error('no') });
    expect(statusOf(refused)).toBe('refused');
    expect(saving(refused, { type: 'retried' }).queue).toHaveLength(1);
    const anew = saving(refused, lay);
    expect(anew.queue.map((one) => one.kind)).toEqual(['rows', 'grids']);
    expect(saving(refused, step).queue).toHaveLength(1);
  });
});

describe('undo and redo', () => {
  test('go back and forth, and a new step ends what could be done again', () => {
    const three = did(did(begin(1), 2), 3);
    expect(undone(three).now).toBe(2);
    expect(redone(undone(three)).now).toBe(3);
    expect(redone(did(undone(three), 4)).now).toBe(4);
    expect(undone(begin(1)).now).toBe(1);
    expect(amended(three, 9)).toEqual({ past: [1, 2], now: 9, future: [] });
  });
});

describe('keys of the spreadsheet', () => {
  const extent = { rows: 3, columns: 2 };
  const press = (key: string, ctrlKey = false) => ({ key, ctrlKey, metaKey: false });
  test('lead to the neighbour, and with Ctrl to the end', () => {
    expect(led({ row: 0, column: 0 }, press('ArrowDown'), extent)).toEqual({ row: 1, column: 0 });
    expect(led({ row: 0, column: 0 }, press('ArrowUp'), extent)).toEqual({ row: 0, column: 0 });
    expect(led({ row: 0, column: 0 }, press('End', true), extent)).toEqual({ row: 2, column: 1 });
    expect(led({ row: 0, column: 0 }, press('x'), extent)).toBeNull();
  });
  test('leave the sheet behind its last cell and before its first', () => {
    expect(tabbed({ row: 0, column: 1 }, false, extent)).toEqual({ row: 1, column: 0 });
    expect(tabbed({ row: 2, column: 1 }, false, extent)).toBeNull();
    expect(tabbed({ row: 0, column: 0 }, true, extent)).toBeNull();
  });
  test('draw a few of ten thousand rows', () => {
    const [first, last] = inSight(150_000, 600, 30, 10_000);
    expect(first).toBeLessThanOrEqual(5000);
    expect(last - first).toBeLessThan(60);
    expect(inSight(0, 600, 30, 3)).toEqual([0, 3]);
  });
});

describe('grids on several pages', () => {
  const on = (page: number, headers: (string | null)[]): Grid => ({
    ...emptyGrid(page, [0, 0, 100, 100]),
    headers,
  });
  test('are one for each page, in order', () => {
    const all = withGrid(withGrid(grids, on(2, ['a'])), on(1, ['b']));
    expect(all.map((grid) => grid.page)).toEqual([0, 1, 2]);
    expect(withGrid(all, on(1, ['c'])).map((grid) => grid.headers)).toEqual([[null], ['c'], ['a']]);
    expect(all[1] && without(all, all[1])).toHaveLength(2);
  });
  test('stand beside one another on a page where they do not meet', () => {
    const [above, below] = [emptyGrid(0, [0, 0, 100, 100]), emptyGrid(0, [0, 120, 100, 200])];
    const both = withGrid([below], above);
    expect(both).toEqual([above, below]);
    const over = emptyGrid(0, [50, 150, 150, 220]);
    expect(withGrid(both, over)).toEqual([above, over]);
    expect(nextOnPage(both, above)).toBe(below);
    expect(nextOnPage(both, below)).toBe(above);
    // What is in hand stays in hand when it moves, and when that is undone.
    const moved = emptyGrid(0, [0, 130, 100, 210]);
    const after = changed(both, below, moved);
    expect(inHand(after, 0, moved)).toBe(moved);
    expect(inHand(both, 0, moved)).toBe(below);
    expect(inHand(both, 0, null)).toBe(above);
    expect(inHand(both, 1, moved)).toBeNull();
  });
  test('lend their names to one that has none', () => {
    expect(withKnownNames(on(1, [null, null]), on(0, ['a', 'b'])).headers).toEqual(['a', 'b']);
    expect(withKnownNames(on(1, [null]), on(0, ['a', 'b'])).headers).toEqual([null]);
    expect(withKnownNames(on(1, ['c', null]), on(0, ['a', 'b'])).headers).toEqual(['c', null]);
  });
  test('are chosen by what is known of their columns', () => {
    expect(best([on(0, [null, null]), on(0, ['a', 'b']), on(0, ['a', null])])?.headers).toEqual(['a', 'b']);
    expect(best([])).toBeNull();
  });
});
