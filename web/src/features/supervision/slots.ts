/**
 * The editable list beside the page: every place that holds a value, or could hold one, with what a person should
 * know about it. Made from what the machine suggests and what people decided, which are two collections. Pure.
 */
import type { Schemas } from '../../api/client';

export type SingleValue = Schemas['SingleValue'];
export type TableValue = Schemas['TableValue'];
export type DataPoint = Schemas['DataPoint'];
export type DocumentResult = Schemas['DocumentResult'];
export type Finding = Schemas['Finding'];

/** From here on a value counts as sure: at nine right of ten, checking every one costs more than it finds. */
export const SURE = 0.9;

/** Below this a value is more of a guess. */
export const DOUBTFUL = 0.6;

export type Level = 'sure' | 'check' | 'doubt' | 'person' | 'missing' | 'empty';

/** A value with its position among the values of its data point. */
export type Placed = { readonly position: number; readonly value: SingleValue };

/** Name of the data point → its values. */
export type Values = ReadonlyMap<string, readonly Placed[]>;

/** One line of the list. */
export type Slot = {
  /** The value's id, or `new:<document>:<data point>` for a value that is not there yet. */
  readonly key: string;
  readonly documentId: string;
  readonly dataPoint: string;
  readonly label: string;
  readonly type: DataPoint['type'];
  readonly literals: readonly string[];
  readonly mandatory: boolean;
  readonly value: SingleValue | null;
  readonly level: Level;
  /** Why the value contradicts its type or a rule, in the server's words. */
  readonly fault: string | null;
  readonly needsPerson: boolean;
  /** Why a person should look at it: what does not fit together, beside the value's own fault. */
  readonly findings: readonly Finding[];
  /** Whether it is a cell of a table. */
  readonly cell: boolean;
};

export type TableSlots = {
  readonly id: string;
  readonly headers: Schemas['TableHeader'][];
  readonly rows: readonly { readonly key: string; readonly cells: ReadonlyMap<string, Slot> }[];
  readonly confidence: number;
};

export type Field = {
  readonly dataPoint: DataPoint;
  readonly slots: readonly Slot[];
  readonly tables: readonly TableSlots[];
};

export type Group = { readonly name: string; readonly fields: readonly Field[] };

export const isTable = (value: Schemas['DataValue']): value is TableValue => 'rows' in value;

function pick(document: DocumentResult, wanted: (value: SingleValue) => boolean): Values {
  const entries = Object.entries(document.extractedData).map(([name, values]): [string, Placed[]] => [
    name,
    values.flatMap((value, position) => (!isTable(value) && wanted(value) ? [{ position, value }] : [])),
  ]);
  return new Map(entries.filter(([, values]) => values.length > 0));
}

/** What the machine says. */
export const suggestionsOf = (document: DocumentResult): Values =>
  pick(document, (value) => value.decision === null);

/** What people said. */
export const decisionsOf = (document: DocumentResult): Values =>
  pick(document, (value) => value.decision !== null);

export function levelOf(value: SingleValue | null, mandatory: boolean): Level {
  if (!value) return mandatory ? 'missing' : 'empty';
  if (value.decision !== null) return 'person';
  if (value.confidence >= SURE) return 'sure';
  return value.confidence >= DOUBTFUL ? 'check' : 'doubt';
}

function faultOf(value: SingleValue | null): string | null {
  return value?.validationStatus.status === 'Failed' ? value.validationStatus.msg : null;
}

export const newKey = (documentId: string, dataPoint: string) => `new:${documentId}:${dataPoint}`;

type Point = Pick<DataPoint, 'name' | 'label' | 'type'> & {
  literals?: readonly string[];
  mandatory?: boolean;
  cell?: boolean;
};

function slot(
  documentId: string,
  point: Point,
  value: SingleValue | null,
  findings: readonly Finding[],
): Slot {
  const mandatory = point.mandatory ?? false;
  const level = levelOf(value, mandatory);
  // Whoever confirmed it has seen what is odd about it.
  const confirmed = value?.decision === 'confirmed';
  const fault = confirmed ? null : faultOf(value);
  const named = findings.length > 0;
  const doubtful = level === 'check' || level === 'doubt' || level === 'missing';
  return {
    key: value?.id ?? newKey(documentId, point.name),
    documentId,
    dataPoint: point.name,
    label: point.label,
    type: point.type,
    literals: point.literals ?? [],
    mandatory,
    value,
    level,
    fault,
    findings,
    cell: point.cell ?? false,
    needsPerson: fault !== null || doubtful || (named && level !== 'person' && level !== 'empty'),
  };
}

function tableSlots(documentId: string, point: DataPoint, table: TableValue): TableSlots {
  const headers = table.headers.length > 0 ? table.headers : (point.headers ?? []);
  const types = new Map(point.headers?.map((header) => [header.name, header.type]));
  return {
    id: table.id,
    headers,
    confidence: table.confidence,
    rows: table.rows.map((row, index) => ({
      key: `${table.id}:${index}`,
      cells: new Map(
        headers.flatMap((header): [string, Slot][] => {
          const value = row.cells[header.name];
          if (!value) return [];
          const cell: Point = {
            name: header.name,
            label: header.label,
            type: types.get(header.name) ?? 'text',
            cell: true,
          };
          return [[header.name, slot(documentId, cell, value, [])]];
        }),
      ),
    })),
  };
}

function field(
  document: DocumentResult,
  point: DataPoint,
  suggested: Values,
  decided: Values,
  findings: readonly Finding[],
): Field {
  const values = [...(suggested.get(point.name) ?? []), ...(decided.get(point.name) ?? [])];
  values.sort((a, b) => a.position - b.position);
  const id = document.documentId;
  const tables = (document.extractedData[point.name] ?? []).filter(isTable);
  const slots = values.map(({ value }) => slot(id, point, value, findings));
  // A data point that may hold many values offers one place more; an empty one offers its first.
  const open = point.type !== 'table' && (slots.length === 0 || point.occurrence === 'many');
  const extra = open
    ? [slot(id, { ...point, mandatory: point.mandatory === true && slots.length === 0 }, null, [])]
    : [];
  return {
    dataPoint: point,
    slots: [...slots, ...extra],
    tables: tables.map((table) => tableSlots(id, point, table)),
  };
}

/** The list, under its headings, in the order of the process's data points. */
export function groupsOf(
  document: DocumentResult,
  points: readonly DataPoint[],
  findings: readonly Finding[],
): Group[] {
  const [suggested, decided] = [suggestionsOf(document), decisionsOf(document)];
  const about = (name: string) => findings.filter((finding) => finding.dataPoints.includes(name));
  const groups = new Map<string, Field[]>();
  for (const point of points) {
    const name = point.group ?? '';
    groups.set(name, [
      ...(groups.get(name) ?? []),
      field(document, point, suggested, decided, about(point.name)),
    ]);
  }
  return [...groups].map(([name, fields]) => ({ name, fields }));
}

/** Every line in the order in which the keyboard walks through them; cells of tables come row by row. */
export function linesOf(groups: readonly Group[]): Slot[] {
  return groups.flatMap((group) =>
    group.fields.flatMap((one) => [
      ...one.slots,
      ...one.tables.flatMap((table) =>
        table.rows.flatMap((row) => table.headers.flatMap((header) => row.cells.get(header.name) ?? [])),
      ),
    ]),
  );
}

/** Whether a line is shown when empty ones are hidden. */
export const isFilled = (one: Slot): boolean => one.value !== null || one.mandatory;

/** The next line after `from` that needs a person, going round; `null` when none does. */
export function nextOpen(lines: readonly Slot[], from: string | null): Slot | null {
  const at = lines.findIndex((line) => line.key === from);
  const round = [...lines.slice(at + 1), ...lines.slice(0, at + 1)];
  return round.find((line) => line.needsPerson && line.key !== from) ?? null;
}

/**
 * Why a person should look at this document of a collection that holds several.
 *
 * The collection's own reasons do not say which document they mean, so what names a value is taken from the lines.
 */
export function reasonsOf(
  lines: readonly Slot[],
  findings: readonly Finding[],
  ofCollection: readonly Finding[],
): Finding[] {
  const about = (line: Slot, code: string, message: string): Finding => ({
    code,
    message,
    dataPoints: [line.dataPoint],
  });
  return [
    ...lines
      .filter((line) => line.level === 'missing')
      .map((line) => about(line, 'mandatory_missing', `${line.label} is missing`)),
    ...lines.flatMap((line) => (line.fault ? [about(line, 'value_has_fault', line.fault)] : [])),
    ...findings,
    ...ofCollection.filter((reason) => reason.dataPoints.length === 0),
  ];
}
