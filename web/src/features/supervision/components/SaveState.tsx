/** Whether everything that was decided has reached the server. */
import { Button, Loader, Popover, Stack } from '@mantine/core';
import { CircleAlert, CloudCheck } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Fault } from '../../../ui/Fault';
import type { ReviewHandle } from '../useReview';
import classes from './HeadActions.module.css';

export function SaveState({ saving }: { saving: ReviewHandle['saving'] }) {
  const { t } = useTranslation();
  if (saving.status === 'refused') return <Refused saving={saving} />;
  return (
    <output className={classes.state} data-status={saving.status}>
      {saving.status === 'saving' ? <Loader size={13} /> : <CloudCheck size={16} aria-hidden="true" />}
      <span className={classes.words}>{saving.status === 'saving' ? t('save.saving') : t('save.saved')}</span>
    </output>
  );
}

function Refused({ saving }: { saving: ReviewHandle['saving'] }) {
  const { t } = useTranslation();
  return (
    <Popover width={420} position="bottom-end" shadow="md">
      <Popover.Target>
        <Button
          variant="light"
          color="red"
          size="xs"
          leftSection={<CircleAlert size={15} />}
          aria-live="polite"
        >
          {t('save.refused', { count: saving.refused.length })}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap="sm">
          {saving.refused.map(({ edit, error }) => (
            <Fault key={edit.slot} error={error}>
              <Button variant="subtle" size="compact-xs" onClick={() => saving.drop(edit.slot)}>
                {t('save.drop')}
              </Button>
            </Fault>
          ))}
          <Button size="xs" onClick={saving.retry}>
            {t('save.retry')}
          </Button>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
