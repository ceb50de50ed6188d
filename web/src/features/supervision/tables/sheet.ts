/** The rows of a table as a spreadsheet: cells, blocks, rows, and the text form in which they are copied. Pure. */
import type { Schemas } from '../../../api/client';

export type Cell = {
  /** The cell's id at the server; none for one that was entered and not saved yet. */
  readonly id?: string;
  readonly text: string;
  /** As it is stored; `undefined` while the server has not read the text. */
  readonly value?: string | null;
  readonly fault?: string | null;
  readonly evidence?: Schemas['Evidence'][];
  readonly source?: Schemas['Source'];
  readonly confidence?: number;
};

/** Header name → cell. */
export type Row = { readonly [header: string]: Cell };

export type Rows = readonly Row[];

/** Rows that a table may have; the server takes no more. */
export const MOST_ROWS = 10_000;

/** A rectangle of cells, ends included. */
export type Block = {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
};

/** The rectangle between two cells, whichever they are. */
export const blockOf = (a: { row: number; column: number }, b: { row: number; column: number }): Block => ({
  top: Math.min(a.row, b.row),
  bottom: Math.max(a.row, b.row),
  left: Math.min(a.column, b.column),
  right: Math.max(a.column, b.column),
});

export const textOf = (row: Row | undefined, header: string): string => row?.[header]?.text ?? '';

/** A row with another text in a cell; the place on the page stays, what was made of the old text does not. */
export function withText(row: Row, header: string, text: string): Row {
  const before = row[header];
  if ((before?.text ?? '') === text) return row;
  const { [header]: _, ...others } = row;
  if (text === '') return others;
  const kept = before
    ? { ...(before.id && { id: before.id }), ...(before.evidence && { evidence: before.evidence }) }
    : {};
  return { ...others, [header]: { ...kept, text } };
}

/** Rows with other texts in a block; a smaller block of texts is repeated to fill a larger one. */
export function withTexts(
  rows: Rows,
  headers: readonly string[],
  block: Block,
  text: (row: number, column: number) => string,
): Rows {
  return rows.map((row, at) => {
    if (at < block.top || at > block.bottom) return row;
    let next = row;
    for (let column = block.left; column <= block.right; column += 1) {
      const header = headers[column];
      if (header !== undefined) next = withText(next, header, text(at - block.top, column - block.left));
    }
    return next;
  });
}

export const cleared = (rows: Rows, headers: readonly string[], block: Block): Rows =>
  withTexts(rows, headers, block, () => '');

/** The first row of the block repeated in those below it. */
export const filledDown = (rows: Rows, headers: readonly string[], block: Block): Rows =>
  withTexts(rows, headers, block, (_, column) => textOf(rows[block.top], headers[block.left + column] ?? ''));

export function withRowsAt(rows: Rows, at: number, count: number): Rows {
  const room = Math.min(count, MOST_ROWS - rows.length);
  return [
    ...rows.slice(0, at),
    ...Array.from({ length: Math.max(0, room) }, (): Row => ({})),
    ...rows.slice(at),
  ];
}

export const withoutRows = (rows: Rows, from: number, to: number): Rows => [
  ...rows.slice(0, from),
  ...rows.slice(to + 1),
];

/** Rows `from` to `to` moved up (-1) or down (1) by one. */
export function movedRows(rows: Rows, from: number, to: number, by: 1 | -1): Rows {
  if (from + by < 0 || to + by >= rows.length) return rows;
  const block = rows.slice(from, to + 1);
  const rest = withoutRows(rows, from, to);
  return [...rest.slice(0, from + by), ...block, ...rest.slice(from + by)];
}

const quoted = (text: string) => (/[\t\n\r"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** A block as spreadsheets take it: tabs between cells, a line for each row. */
export function toTsv(rows: Rows, headers: readonly string[], block: Block): string {
  const names = headers.slice(block.left, block.right + 1);
  return rows
    .slice(block.top, block.bottom + 1)
    .map((row) => names.map((name) => quoted(textOf(row, name))).join('\t'))
    .join('\n');
}

/** What a spreadsheet copies, taken apart: quoted cells may hold tabs and line ends. */
export function fromTsv(text: string): string[][] {
  const lines: string[][] = [];
  let line: string[] = [];
  let at = 0;
  const source = text.replaceAll('\r\n', '\n').replaceAll('\r', '\n');
  while (at <= source.length) {
    let cell = '';
    if (source[at] === '"') {
      const [inside, end] = unquoted(source, at);
      cell = inside;
      at = end;
    }
    let end = at;
    while (end < source.length && source[end] !== '\t' && source[end] !== '\n') end += 1;
    line.push((cell + source.slice(at, end)).trim());
    if (source[end] !== '\t') {
      lines.push(line);
      line = [];
    }
    at = end + 1;
  }
  // The line end behind the last row is no row.
  while (lines.length > 0 && lines.at(-1)?.every((cell) => cell === '')) lines.pop();
  return lines;
}

/** The text of a quoted cell that begins at `start`, and where it ends; a quote that never closes is a letter. */
function unquoted(source: string, start: number): [string, number] {
  let text = '';
  for (let at = start + 1; at < source.length; at += 1) {
    if (source[at] !== '"') text += source[at];
    else if (source[at + 1] === '"') {
      text += '"';
      at += 1;
    } else return [text, at + 1];
  }
  return ['', start];
}

export type Pasted = { readonly rows: Rows; readonly block: Block } | { readonly tooMany: number };

type Named = { readonly name: string; readonly label: string };

/** Texts put into the sheet from a cell on; rows are added as needed, and a first line of column names is used as such. */
export function pasted(
  rows: Rows,
  headers: readonly Named[],
  at: { row: number; column: number },
  texts: string[][],
): Pasted {
  const names = namesIn(texts[0] ?? [], headers);
  const body = names ? texts.slice(1) : texts;
  const width = Math.max(1, ...body.map((line) => line.length));
  const columns = names ?? headers.slice(at.column, at.column + width).map((header) => header.name);
  const needed = at.row + body.length;
  if (needed > MOST_ROWS) return { tooMany: needed };
  const grown = needed > rows.length ? withRowsAt(rows, rows.length, needed - rows.length) : rows;
  const filled = grown.map((row, index) => {
    const line = body[index - at.row];
    if (!line) return row;
    return columns.reduce(
      (next, name, column) => (name === null ? next : withText(next, name, line[column] ?? '')),
      row,
    );
  });
  const left = names ? 0 : at.column;
  const right = names ? headers.length - 1 : Math.min(headers.length, at.column + width) - 1;
  return { rows: filled, block: { top: at.row, left, bottom: Math.max(at.row, needed - 1), right } };
}

/** The columns that a line names, if all of its cells name columns and at least two do. */
function namesIn(line: readonly string[], headers: readonly Named[]): (string | null)[] | null {
  const find = (cell: string) =>
    headers.find(({ name, label }) =>
      [name, label].some((known) => known.toLowerCase() === cell.toLowerCase()),
    )?.name ?? null;
  const names = line.map(find);
  const known = names.filter((name) => name !== null).length;
  return known >= 2 && line.every((cell, index) => cell === '' || names[index] !== null) ? names : null;
}

export const isEmptyRow = (row: Row): boolean => Object.values(row).every((cell) => cell.text.trim() === '');

/** What the server made of rows, in the places of those that were sent; it leaves out empty ones. */
export function withAnswer(sent: Rows, answered: Rows): Rows {
  let next = 0;
  return sent.map((row) => {
    if (isEmptyRow(row)) return row;
    const known = answered[next];
    next += 1;
    return known ?? row;
  });
}

/** The rows of an answer. */
export const rowsOf = (table: Schemas['TableValue']): Row[] =>
  table.rows.map((row) =>
    Object.fromEntries(
      Object.entries(row.cells).map(([header, cell]): [string, Cell] => [
        header,
        {
          id: cell.id,
          text: cell.rawValue,
          value: cell.value,
          fault: cell.validationStatus.status === 'Failed' ? cell.validationStatus.msg : null,
          evidence: cell.evidence,
          source: cell.source,
          confidence: cell.confidence,
        },
      ]),
    ),
  );

type Sent = {
  cells: {
    [header: string]:
      | string
      | { id?: string; rawValue: string; evidence?: { page: number; bbox: number[] }[] };
  };
};

/** Rows as the server takes them. */
export const toSend = (rows: Rows): Sent[] =>
  rows
    .filter((row) => !isEmptyRow(row))
    .map((row) => ({
      cells: Object.fromEntries(
        Object.entries(row)
          .filter(([, cell]) => cell.text.trim() !== '')
          .map(([header, cell]) => {
            if (!cell.id && !cell.evidence?.length) return [header, cell.text];
            const evidence = cell.evidence?.map(({ page, bbox }) => ({ page, bbox }));
            return [
              header,
              { rawValue: cell.text, ...(cell.id && { id: cell.id }), ...(evidence?.length && { evidence }) },
            ];
          }),
      ),
    }));
