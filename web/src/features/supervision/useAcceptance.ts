/** Accepting and reopening: everything typed is saved first, a refusal is kept to be shown, the next one is found. */
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../../api/client';
import { ApiError } from '../../api/problem';
import { notify } from '../../ui/notify';
import { tellFault } from '../../ui/tellFault';
import { useAccept, useReject, useReopen } from './api';
import { nextOf } from './usePrefetch';
import type { ReviewHandle } from './useReview';

export type Refusal = { error: ApiError; andNext: boolean };

type Wish = { andNext: boolean; force: boolean };

export function useAcceptance(
  collection: Schemas['Collection'],
  review: ReviewHandle,
  onLeave: (next: string | null) => void,
) {
  const { t } = useTranslation();
  const accepting = useAccept(collection.id);
  const reopening = useReopen(collection.id);
  const [refusal, setRefusal] = useState<Refusal | null>(null);

  const saveAll = async (): Promise<boolean> => {
    for (const key of Object.keys(review.state.drafts)) review.commit(key);
    return review.saving.flush();
  };

  const accept = async ({ andNext, force }: Wish) => {
    if (!(await saveAll())) {
      notify({ color: 'red', message: t('accept.notSaved') });
      return;
    }
    try {
      await accepting.mutateAsync(force);
      setRefusal(null);
      notify({ message: t('accept.done', { name: collection.name }), autoClose: 3000 });
      if (andNext) onLeave(await nextOf(collection.processId, collection.id));
    } catch (error) {
      if (error instanceof ApiError && error.status === 409 && !force) setRefusal({ error, andNext });
      else if (error instanceof Error) tellFault(error);
    }
  };

  const rejecting = useReject(collection.id);
  const { mutateAsync: rejectNow } = rejecting;
  /** The answer is whether it was. */
  const reject = async (reason: string): Promise<boolean> => {
    if (!(await saveAll())) {
      notify({ color: 'red', message: t('accept.notSaved') });
      return false;
    }
    const done = await rejectNow(reason).then(
      () => true,
      () => false,
    );
    if (done) notify({ message: t('reviewing.reject.done', { name: collection.name }), autoClose: 3000 });
    return done;
  };

  const { mutate: reopenNow } = reopening;
  const reopen = useCallback(() => reopenNow(undefined, { onError: tellFault }), [reopenNow]);
  const dismiss = useCallback(() => setRefusal(null), []);
  return {
    accept,
    reject,
    rejectFault: rejecting.error,
    reopen,
    refusal,
    dismiss,
    busy: accepting.isPending || reopening.isPending || rejecting.isPending,
  };
}
