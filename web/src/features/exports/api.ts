/** Exports: asked for, waited for, downloaded. */
import { queryOptions, useMutation } from '@tanstack/react-query';
import { BASE, client, type Schemas, unwrap } from '../../api/client';
import { keys, queryClient } from '../../api/queries';

export type Export = Schemas['Export'];
export type ExportFormat = Schemas['ExportFormat'];
export type Wish = Schemas['NewExport'];

export const FORMATS: readonly ExportFormat[] = ['csv', 'xlsx', 'json', 'xml'];

/** Exports that the list shows. */
const SHOWN = 50;

/** While one is being written the list is asked for this often. */
const POLL_MS = 1000;

/** How long a small export may take before it is left to the list of exports. */
const PATIENCE_MS = 60_000;

export const isOver = ({ status }: Export): boolean => status === 'Completed' || status === 'Failed';

export const downloadAddress = (id: string): string => `${BASE}/exports/${id}/download`;

export const exportsQuery = (processId: string) =>
  queryOptions({
    queryKey: keys.exports(processId),
    queryFn: ({ signal }) =>
      unwrap(
        client.GET('/processes/{process_id}/exports', {
          params: { path: { process_id: processId }, query: { limit: SHOWN } },
          signal,
        }),
      ),
    refetchInterval: (query) => (query.state.data?.exports.every(isOver) === false ? POLL_MS : false),
  });

/** Asks for an export and waits for its end; one that takes long is answered as it is. */
async function exportNow(processId: string, wish: Wish): Promise<Export> {
  const path = { process_id: processId };
  let made = await unwrap(client.POST('/processes/{process_id}/exports', { params: { path }, body: wish }));
  const until = Date.now() + PATIENCE_MS;
  // A single document is written at once; the pauses grow for those that are not.
  for (let pause = 150; !isOver(made) && Date.now() < until; pause = Math.min(pause * 1.5, 2000)) {
    await new Promise((done) => setTimeout(done, pause));
    made = await unwrap(client.GET('/exports/{export_id}', { params: { path: { export_id: made.id } } }));
  }
  return made;
}

export const useExport = (processId: string) =>
  useMutation({
    mutationFn: (wish: Wish) => exportNow(processId, wish),
    onSettled: () => queryClient.invalidateQueries({ queryKey: keys.exports(processId) }),
  });

export const useDeleteExport = (processId: string) =>
  useMutation({
    mutationFn: (id: string) =>
      unwrap(client.DELETE('/exports/{export_id}', { params: { path: { export_id: id } } })),
    onSettled: () => queryClient.invalidateQueries({ queryKey: keys.exports(processId) }),
  });
