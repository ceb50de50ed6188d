import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  cleared,
  filledDown,
  fromTsv,
  MOST_ROWS,
  movedRows,
  pasted,
  type Row,
  toSend,
  toTsv,
  withAnswer,
  withoutRows,
  withRowsAt,
  withText,
} from './sheet';

const headers = [
  { name: 'boat', label: 'Boat' },
  { name: 'length', label: 'Length' },
  { name: 'fee', label: 'Fee' },
];
const names = headers.map((header) => header.name);
const row = (boat: string, fee = ''): Row => ({
  boat: { text: boat, id: `id-${boat}` },
  ...(fee && { fee: { text: fee } }),
});
const texts = (rows: readonly Row[]) => rows.map((one) => names.map((name) => one[name]?.text ?? ''));

describe('a spreadsheet', () => {
  test('copies and pastes any texts without a change', () => {
    const cell = fc.string({ maxLength: 12 }).map((text) => text.trim());
    const lines = fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(lines, (wanted) => {
        const rows = wanted.map(
          ([boat, length, fee]): Row => ({
            boat: { text: boat },
            length: { text: length },
            fee: { text: fee },
          }),
        );
        const tsv = toTsv(rows, names, { top: 0, left: 0, bottom: rows.length - 1, right: 2 });
        const back = fromTsv(tsv);
        const plain = (text: string) => text.replaceAll('\r\n', '\n').replaceAll('\r', '\n').trim();
        return wanted.every((line, at) =>
          line.every((text, column) => (back[at]?.[column] ?? '') === plain(text)),
        );
      }),
    );
  });

  test('takes quoted cells with tabs and line ends in them apart', () => {
    expect(fromTsv('"a\tb"\t"say ""hi"""\r\n"two\nlines"\tx\r\n')).toEqual([
      ['a\tb', 'say "hi"'],
      ['two\nlines', 'x'],
    ]);
    expect(fromTsv('6" pipe\t"open')).toEqual([['6" pipe', '"open']]);
    expect(fromTsv('')).toEqual([]);
  });

  test('grows by what is pasted beyond its end', () => {
    const result = pasted([row('Tern')], headers, { row: 0, column: 1 }, [['7', '1'], ['8', '2'], ['9']]);
    if ('tooMany' in result) throw new Error('it fits');
    expect(texts(result.rows)).toEqual([
      ['Tern', '7', '1'],
      ['', '8', '2'],
      ['', '9', ''],
    ]);
    expect(result.block).toEqual({ top: 0, left: 1, bottom: 2, right: 2 });
  });

  test('uses a first line of column names as such', () => {
    const result = pasted([], headers, { row: 0, column: 0 }, [
      ['fee', 'BOAT'],
      ['12', 'Tern'],
    ]);
    if ('tooMany' in result) throw new Error('it fits');
    expect(texts(result.rows)).toEqual([['Tern', '', '12']]);
  });

  test('takes ten thousand rows, and says so when it would be more', () => {
    const many = Array.from({ length: MOST_ROWS }, (_, at) => [`b${at}`, '1', '2']);
    const result = pasted([], headers, { row: 0, column: 0 }, many);
    expect('rows' in result && result.rows.length).toBe(MOST_ROWS);
    expect(pasted([row('a')], headers, { row: 1, column: 0 }, many)).toEqual({ tooMany: MOST_ROWS + 1 });
  });

  test('keeps id and place of a cell whose text changes, and forgets what was made of it', () => {
    const before: Row = {
      boat: { text: 'Tern', id: '1', value: 'Tern', evidence: [{ page: 0, bbox: [1, 2, 3, 4] }] },
    };
    expect(withText(before, 'boat', 'Gull')).toEqual({
      boat: { text: 'Gull', id: '1', evidence: [{ page: 0, bbox: [1, 2, 3, 4] }] },
    });
    expect(withText(before, 'boat', 'Tern')).toBe(before);
    expect(withText(before, 'boat', '')).toEqual({});
  });

  test('fills down, clears, and moves, adds and deletes rows', () => {
    const rows = [row('a', '1'), row('b', '2'), row('c', '3')];
    expect(
      texts(filledDown(rows, names, { top: 0, left: 2, bottom: 2, right: 2 })).map((line) => line[2]),
    ).toEqual(['1', '1', '1']);
    expect(texts(cleared(rows, names, { top: 1, left: 0, bottom: 2, right: 2 }))).toEqual([
      ['a', '', '1'],
      ['', '', ''],
      ['', '', ''],
    ]);
    expect(texts(movedRows(rows, 0, 1, 1)).map((line) => line[0])).toEqual(['c', 'a', 'b']);
    expect(movedRows(rows, 0, 1, -1)).toBe(rows);
    expect(withRowsAt(rows, 1, 2)).toHaveLength(5);
    expect(texts(withoutRows(rows, 0, 1)).map((line) => line[0])).toEqual(['c']);
  });

  test('sends no empty rows and finds the answered ones again', () => {
    const rows: Row[] = [
      row('a', '1'),
      {},
      { boat: { text: 'b', evidence: [{ page: 1, bbox: [1, 2, 3, 4], words: [7] }] } },
    ];
    expect(toSend(rows)).toEqual([
      { cells: { boat: { rawValue: 'a', id: 'id-a' }, fee: '1' } },
      { cells: { boat: { rawValue: 'b', evidence: [{ page: 1, bbox: [1, 2, 3, 4] }] } } },
    ]);
    const answered: Row[] = [row('a', '1.00'), row('b')];
    expect(withAnswer(rows, answered)).toEqual([answered[0], {}, answered[1]]);
  });
});
