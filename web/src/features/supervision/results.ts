/** Results as they are kept, and what a saved edit changes in them. Pure. */
import type { Schemas } from '../../api/client';
import { isTable } from './slots';

export type Results = Schemas['CollectionResults'];
export type Annotation = Schemas['Annotation'];
type DataValue = Schemas['DataValue'];

type Change = (values: DataValue[], dataPoint: string) => DataValue[];

function mapDocument(results: Results, documentId: string, change: Change): Results {
  return {
    ...results,
    results: results.results.map((file) => ({
      ...file,
      documents: file.documents.map((document) =>
        document.documentId !== documentId
          ? document
          : {
              ...document,
              extractedData: Object.fromEntries(
                Object.entries(document.extractedData).map(([name, values]) => [name, change(values, name)]),
              ),
            },
      ),
    })),
  };
}

function inTable(value: DataValue, id: string, saved: Annotation): DataValue {
  if (!isTable(value)) return value.id === id ? saved : value;
  return {
    ...value,
    rows: value.rows.map((row) => ({
      cells: Object.fromEntries(
        Object.entries(row.cells).map(([header, cell]) => [header, cell.id === id ? saved : cell]),
      ),
    })),
  };
}

/** With a changed value in the place of the one that had this id. */
export function withChanged(results: Results, id: string, saved: Annotation): Results {
  return mapDocument(results, saved.documentId, (values) => values.map((value) => inTable(value, id, saved)));
}

/** With a value that was not there. */
export function withAdded(results: Results, saved: Annotation): Results {
  const known = mapDocument(results, saved.documentId, (values, name) =>
    name === saved.dataPoint ? [...values, saved] : values,
  );
  return {
    ...known,
    results: known.results.map((file) => ({
      ...file,
      documents: file.documents.map((document) =>
        document.documentId === saved.documentId && !(saved.dataPoint in document.extractedData)
          ? { ...document, extractedData: { ...document.extractedData, [saved.dataPoint]: [saved] } }
          : document,
      ),
    })),
  };
}

const holds = (value: DataValue, id: string): boolean =>
  isTable(value)
    ? value.rows.some((row) => Object.values(row.cells).some((cell) => cell.id === id))
    : value.id === id;

/** Whether a value, or a cell of a table, is shown. */
export function shows(results: Results, id: string): boolean {
  return results.results.some((file) =>
    file.documents.some((document) =>
      Object.values(document.extractedData).some((values) => values.some((value) => holds(value, id))),
    ),
  );
}

/** With the values of a data point in the order of these ids. */
export function withOrder(
  results: Results,
  documentId: string,
  dataPoint: string,
  order: readonly string[],
): Results {
  const at = (value: DataValue) => (order.includes(value.id) ? order.indexOf(value.id) : order.length);
  return mapDocument(results, documentId, (values, name) =>
    name === dataPoint ? values.toSorted((a, b) => at(a) - at(b)) : values,
  );
}

function withoutCell(value: DataValue, id: string): DataValue {
  if (!isTable(value)) return value;
  const kept = (cells: [string, { id: string }][]) => cells.filter(([, cell]) => cell.id !== id);
  return {
    ...value,
    rows: value.rows.map((row) => ({
      cells: Object.fromEntries(kept(Object.entries(row.cells))) as typeof row.cells,
    })),
  };
}

/** Without the value, or the cell of a table, that had this id. */
export function withoutValue(results: Results, documentId: string, id: string): Results {
  return mapDocument(results, documentId, (values) =>
    values.filter((value) => value.id !== id).map((value) => withoutCell(value, id)),
  );
}
