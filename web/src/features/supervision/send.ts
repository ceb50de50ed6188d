/** Tells the server one edit, and brings what is kept of the results up to date. */
import { client, unwrap } from '../../api/client';
import { keys, queryClient } from '../../api/queries';
import type { Edit } from './autosave';
import {
  type Annotation,
  type Results,
  shows,
  withAdded,
  withChanged,
  withOrder,
  withoutValue,
} from './results';
import { newKey } from './slots';

type Change = (results: Results) => Results;

const documentAt = (id: string) => ({ params: { path: { document_id: id } } });
const annotationAt = (id: string) => ({ params: { path: { annotation_id: id } } });

/** Answers the key that the line has from now on. */
export async function sendEdit(collectionId: string, edit: Edit): Promise<string> {
  const key = keys.results(collectionId);
  const update = (change: Change) =>
    queryClient.setQueryData<Results>(key, (results) => results && change(results));
  const put = (saved: Annotation) => {
    const known = queryClient.getQueryData<Results>(key);
    if (!known || shows(known, saved.id)) update((results) => withChanged(results, saved.id, saved));
    // One that comes back stands where it stood: only the server knows where.
    else void queryClient.invalidateQueries({ queryKey: key });
    return saved.id;
  };
  const { slot, documentId, dataPoint } = edit;

  if (edit.confirmed) {
    const body = { valueIds: [...edit.confirmed] };
    const { values } = await unwrap(
      client.PUT('/documents/{document_id}/confirmations', { ...documentAt(documentId), body }),
    );
    for (const saved of values) put(saved);
    return slot;
  }
  if (edit.order) {
    const order = edit.order;
    const body = { dataPoint, valueIds: [...order] };
    await unwrap(client.PUT('/documents/{document_id}/order', { ...documentAt(documentId), body }));
    update((results) => withOrder(results, documentId, dataPoint, order));
    return slot;
  }
  if (edit.confirm)
    return put(await unwrap(client.POST('/annotations/{annotation_id}/confirm', annotationAt(slot))));
  if (edit.restore) {
    return put(
      await unwrap(client.POST('/annotations/{annotation_id}/restore', { ...annotationAt(slot), body: {} })),
    );
  }
  const isNew = slot.startsWith('new:');
  if (edit.remove) {
    // A line that never became a value has nothing to remove.
    if (isNew) return slot;
    await unwrap(client.DELETE('/annotations/{annotation_id}', annotationAt(slot)));
    update((results) => withoutValue(results, documentId, slot));
    return edit.cell ? slot : newKey(documentId, dataPoint);
  }
  const text = {
    ...(edit.rawValue !== undefined && { rawValue: edit.rawValue }),
    ...(edit.evidence && { evidence: [...edit.evidence] }),
  };
  if (isNew) {
    const body = { dataPoint, ...text };
    const added: Annotation = await unwrap(
      client.POST('/documents/{document_id}/annotations', { ...documentAt(documentId), body }),
    );
    update((results) => withAdded(results, added));
    return added.id;
  }
  return put(
    await unwrap(client.PATCH('/annotations/{annotation_id}', { ...annotationAt(slot), body: text })),
  );
}
