/** What stands in the queue instead of rows: how the first ones come, or how to see them again. */
import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../../ui/EmptyState';
import { UploadButtons } from './UploadButtons';

export function NothingYet({ onFiles }: { onFiles: (files: File[]) => void }) {
  const { t } = useTranslation();
  return (
    <EmptyState
      compact
      title={t('queue.empty')}
      text={t('queue.emptyText')}
      action={<UploadButtons large onFiles={onFiles} />}
    />
  );
}

export function NothingFound({ onReset }: { onReset: () => void }) {
  const { t } = useTranslation();
  return (
    <EmptyState
      compact
      title={t('queue.nothing')}
      text={t('worklist.nothingText')}
      action={
        <Button variant="default" onClick={onReset}>
          {t('queue.reset')}
        </Button>
      }
    />
  );
}
