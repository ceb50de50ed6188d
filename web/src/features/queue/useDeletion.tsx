/** Deletes collections a few seconds later, with a notice that takes it back. */
import { Button, Group, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useCallback, useEffect, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { notify } from '../../ui/notify';
import { sendBulkLeaving } from './api';
import type { Job } from './bulk';
import { HELD_MS, heldNow, holdBack, listenHeld, sendHeld } from './heldBack';
import { isChosen } from './selection';

type Begin = (job: Job, total: number) => void;

/** More than this is asked about first and then done at once: it is what one request may name. */
export const UNDO_MOST = 1_000;

/** What is held back is sent when another screen is opened, and when the page goes away. */
function useSendOnLeaving() {
  useEffect(() => {
    const leave = () => sendHeld(true);
    window.addEventListener('pagehide', leave);
    return () => {
      window.removeEventListener('pagehide', leave);
      sendHeld(false);
    };
  }, []);
}

let number = 0;

export function useDeletion(processId: string, begin: Begin) {
  const { t } = useTranslation();
  // The rows that are about to go look like it.
  useSyncExternalStore(listenHeld, heldNow);
  useSendOnLeaving();

  return useCallback(
    (job: Job, count: number) => {
      number += 1;
      const notice = `held-back-${number}`;
      const send = (leaving: boolean) => {
        notifications.hide(notice);
        const { selection, filter, before, order } = job;
        if (!leaving) begin(job, count);
        else if (!selection.all) sendBulkLeaving(processId, { ...order, collectionIds: [...selection.ids] });
        else
          sendBulkLeaving(processId, {
            ...order,
            filter: { ...filter, dateTo: filter.dateTo ?? before },
            except: [...selection.ids],
          });
      };
      const takeBack = holdBack((id) => isChosen(job.selection, id), send);
      notify({
        id: notice,
        autoClose: HELD_MS,
        message: (
          <Group justify="space-between" wrap="nowrap">
            <Text size="sm">{t('bulk.deleting', { count })}</Text>
            <Button
              size="compact-sm"
              variant="light"
              onClick={() => {
                takeBack();
                notifications.hide(notice);
              }}
            >
              {t('bulk.undo')}
            </Button>
          </Group>
        ),
      });
    },
    [begin, processId, t],
  );
}
