/** What the table view asks the server, and what it tells it. */
import { queryOptions } from '@tanstack/react-query';
import { client, type Schemas, unwrap } from '../../../api/client';
import { keys, queryClient } from '../../../api/queries';
import { type RectPt, rectOf } from '../../../viewer/coords';
import type { Results } from '../results';
import type { Grid } from './grid';
import type { Step } from './saving';
import { toSend } from './sheet';

export type DocumentTable = Schemas['DocumentTable'];

const at = (id: string) => ({ params: { path: { document_id: id } } });

export const tablesKey = (documentId: string) => [...keys.document(documentId), 'tables'] as const;

export const tablesQuery = (documentId: string) =>
  queryOptions({
    queryKey: tablesKey(documentId),
    queryFn: ({ signal }) =>
      unwrap(client.GET('/documents/{document_id}/tables', { ...at(documentId), signal })).then(
        (answer) => answer.tables,
      ),
    // The view itself is what changes tables; it begins with what the server has.
    staleTime: 0,
    gcTime: 0,
  });

export const gridOf = (mask: Schemas['TableMask']): Grid => ({
  page: mask.page,
  bbox: rectOf(mask.bbox),
  rows: mask.rows,
  columns: mask.columns,
  headers: mask.headers,
  headerRows: mask.headerRows ?? 0,
});

const maskOf = (grid: Grid): Schemas['TableMask'] => ({
  page: grid.page,
  bbox: [...grid.bbox],
  rows: [...grid.rows],
  columns: [...grid.columns],
  headers: [...grid.headers],
  headerRows: grid.headerRows,
});

const bodyOf = (step: Step) => ({
  ...(step.kind !== 'rows' && step.grids.length > 0 && { masks: step.grids.map(maskOf) }),
  ...(step.kind !== 'grids' && { rows: toSend(step.rows) }),
});

/** Saves a step; a table that is new gets its id with the first one. */
export const save = (
  documentId: string,
  dataPoint: string,
  id: string | null,
  step: Step,
): Promise<DocumentTable> =>
  id === null
    ? unwrap(
        client.POST('/documents/{document_id}/tables', {
          ...at(documentId),
          body: { dataPoint, ...bodyOf(step) },
        }),
      )
    : unwrap(client.PATCH('/tables/{table_id}', { params: { path: { table_id: id } }, body: bodyOf(step) }));

export const remove = (id: string) =>
  unwrap(client.DELETE('/tables/{table_id}', { params: { path: { table_id: id } } }));

export const restore = (id: string) =>
  unwrap(client.POST('/tables/{table_id}/restore', { params: { path: { table_id: id } } }));

type Where = { page: number; bbox?: RectPt } | { following: Grid };

/** Grids for tables that the server finds; nothing is stored. */
export async function detect(documentId: string, dataPoint: string, where: Where): Promise<Grid[]> {
  const wanted =
    'following' in where
      ? { following: maskOf(where.following) }
      : { page: where.page, ...(where.bbox && { bbox: [...where.bbox] }) };
  const found = await unwrap(
    client.POST('/documents/{document_id}/tables/detect', {
      ...at(documentId),
      body: { dataPoint, ...wanted },
    }),
  );
  return found.masks.map(gridOf);
}

/** The results with a table as it was answered; one that was not there comes last. */
export function withTable(results: Results, table: DocumentTable): Results {
  const { documentId, dataPoint, id, headers, rows, evidence, confidence } = table;
  const value = { id, headers, rows, evidence, confidence };
  return {
    ...results,
    results: results.results.map((file) => ({
      ...file,
      documents: file.documents.map((document) => {
        if (document.documentId !== documentId) return document;
        const values = document.extractedData[dataPoint] ?? [];
        const known = values.some((one) => one.id === id);
        const next = known ? values.map((one) => (one.id === id ? value : one)) : [...values, value];
        return { ...document, extractedData: { ...document.extractedData, [dataPoint]: next } };
      }),
    })),
  };
}

export const keepTable = (collectionId: string, table: DocumentTable) =>
  queryClient.setQueryData<Results>(
    keys.results(collectionId),
    (results) => results && withTable(results, table),
  );

/** What was decided about tables changes what is found in the document, and why a person should look. */
export const tablesChanged = (collectionId: string, documentId: string) =>
  Promise.all([
    queryClient.invalidateQueries({ queryKey: keys.results(collectionId) }),
    queryClient.invalidateQueries({ queryKey: keys.collection(collectionId) }),
    queryClient.invalidateQueries({ queryKey: keys.document(documentId), exact: true }),
    queryClient.invalidateQueries({ queryKey: tablesKey(documentId) }),
  ]);
