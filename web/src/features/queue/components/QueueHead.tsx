/** The head of the queue: what it is, how more is sent, and the next that waits for a person. */
import { Button, Group, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { ArrowRight, Settings2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { ExportsButton } from '../../exports/ExportsButton';
import type { UploadOptions } from '../useUploads';
import classes from './QueueHead.module.css';
import { UploadButtons, UploadOptionsMenu } from './UploadButtons';

type Props = {
  processId: string;
  name: string | undefined;
  waiting: number;
  /** `null` while nothing waits. */
  onReview: (() => void) | null;
  options: UploadOptions;
  onOptions: (options: UploadOptions) => void;
  onFiles: (files: File[]) => void;
};

export function QueueHead({ processId, name, waiting, onReview, options, onOptions, onFiles }: Props) {
  const { t } = useTranslation();
  return (
    <div className={classes.head}>
      <Title order={1} className={classes.title ?? ''}>
        <bdi>{name ?? ' '}</bdi>
      </Title>
      <Group gap="xs">
        <Button
          renderRoot={(props) => (
            <Link to="/configuration/$processId/$tab" params={{ processId, tab: 'general' }} {...props} />
          )}
          variant="default"
          leftSection={<Settings2 size={16} />}
        >
          {t('configuration.title')}
        </Button>
        <ExportsButton processId={processId} />
        <UploadOptionsMenu options={options} onChange={onOptions} />
        <div data-tour="queue">
          <UploadButtons onFiles={onFiles} />
        </div>
        <Button
          data-tour="review"
          rightSection={<ArrowRight size={16} />}
          variant="light"
          disabled={onReview === null}
          onClick={() => onReview?.()}
          aria-keyshortcuts="n"
        >
          {waiting > 0 ? t('worklist.reviewNextOf', { count: waiting }) : t('worklist.reviewNext')}
        </Button>
      </Group>
    </div>
  );
}
