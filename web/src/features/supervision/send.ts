/** Tells the server one edit, and brings what is kept of the results up to date. */
import { client, type Schemas, unwrap } from '../../api/client';
import { newId } from '../../api/newId';
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

/** Lines whose value was sent and not answered: the server may have it already. */
const unanswered = new Map<string, string>();

/** Adds a value; sent again after an answer was lost, it is the same value, with the newest text. */
async function addOnce(
  slot: string,
  documentId: string,
  body: Schemas['NewAnnotation'],
): Promise<Annotation> {
  const known = unanswered.get(slot);
  const key = known ?? newId();
  unanswered.set(slot, key);
  const added: Annotation = await unwrap(
    client.POST('/documents/{document_id}/annotations', {
      params: { ...documentAt(documentId).params, header: { 'Idempotency-Key': key } },
      body,
    }),
  );
  const { rawValue } = body;
  const isOld = known !== undefined && rawValue && added.rawValue !== rawValue.trim();
  const newest = isOld
    ? await unwrap(
        client.PATCH('/annotations/{annotation_id}', { ...annotationAt(added.id), body: { rawValue } }),
      )
    : added;
  unanswered.delete(slot);
  return newest;
}

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
    const added = await addOnce(slot, documentId, { dataPoint, ...text });
    update((results) => (shows(results, added.id) ? results : withAdded(results, added)));
    return added.id;
  }
  return put(
    await unwrap(client.PATCH('/annotations/{annotation_id}', { ...annotationAt(slot), body: text })),
  );
}
