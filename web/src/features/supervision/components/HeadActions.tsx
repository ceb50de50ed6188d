/** The right end of the head bar: is all saved, and what can be done with the whole collection. */
import { ActionIcon, Button, Menu, Tooltip } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import {
  Ban,
  Check,
  ChevronDown,
  Download,
  Eye,
  LockOpen,
  MessageSquare,
  RotateCw,
  Scissors,
} from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../../../api/client';
import type { Command } from '../../../commands/command';
import { Keys } from '../../../commands/Keys';
import { tellFault } from '../../../ui/tellFault';
import { FormatItems } from '../../exports/FormatItems';
import { useExportAndSave } from '../../exports/useExportAndSave';
import { downloadAddress, useReprocess } from '../../queue/api';
import { commandWith } from '../commands';
import { commentsQuery } from '../comments';
import type { ReviewHandle } from '../useReview';
import classes from './HeadActions.module.css';
import { SaveState } from './SaveState';

type Props = {
  collection: Schemas['Collection'];
  commands: readonly Command[];
  saving: ReviewHandle['saving'];
  busy: boolean;
  /** Names of those who look on. */
  watching: readonly string[];
};

export function HeadActions({ collection, commands, saving, busy, watching }: Props) {
  const { t } = useTranslation();
  const accepted = collection.status === 'Accepted' || collection.rejection !== null;
  const comments = useQuery(commentsQuery(collection.id)).data?.pagination.total ?? 0;
  const main = commandWith(commands, accepted ? 'reopen' : 'acceptNext');
  return (
    <div className={classes.actions}>
      {watching.length > 0 && (
        <Tooltip label={t('reviewing.watching', { names: watching.join(', ') })}>
          <span
            className={classes.watching}
            role="img"
            aria-label={t('reviewing.watching', { names: watching.join(', ') })}
          >
            <Eye size={15} aria-hidden="true" /> {watching.length}
          </span>
        </Tooltip>
      )}
      <CommentsButton command={commandWith(commands, 'comments')} count={comments} />
      {!accepted && <SaveState saving={saving} />}
      <div className={classes.split}>
        <Tooltip label={main.keys[0] ? <Keys name={main.keys[0]} /> : main.label}>
          <Button
            variant={accepted ? 'default' : 'filled'}
            leftSection={accepted ? <LockOpen size={16} /> : <Check size={16} />}
            loading={busy}
            disabled={!main.enabled && !busy}
            onClick={main.run}
            className={classes.main ?? ''}
          >
            {accepted ? t('supervision.reopen') : t('supervision.accept')}
          </Button>
        </Tooltip>
        <More collection={collection} commands={commands} accepted={accepted} />
      </div>
    </div>
  );
}

function CommentsButton({ command, count }: { command: Command; count: number }) {
  const { t } = useTranslation();
  return (
    <Tooltip label={command.keys[0] ? <Keys name={command.keys[0]} /> : command.label}>
      <Button
        variant="subtle"
        color="gray"
        size="xs"
        leftSection={<MessageSquare size={15} />}
        aria-label={t('reviewing.comments.count', { count })}
        onClick={command.run}
      >
        {count > 0 && count}
      </Button>
    </Tooltip>
  );
}

function More({
  collection,
  commands,
  accepted,
}: Pick<Props, 'collection' | 'commands'> & { accepted: boolean }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const reprocess = useReprocess();
  const { exportAndSave, isExporting } = useExportAndSave(collection.processId);
  const stay = commandWith(commands, 'accept');
  const again = () =>
    reprocess.mutate(collection.id, {
      onError: tellFault,
      onSuccess: () =>
        void navigate({ to: '/queue/$processId', params: { processId: collection.processId } }),
    });
  return (
    <Menu position="bottom-end" width={270}>
      <Menu.Target>
        <ActionIcon
          variant={accepted ? 'default' : 'filled'}
          size={36}
          className={classes.more ?? ''}
          aria-label={t('supervision.more')}
        >
          <ChevronDown size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {!accepted && (
          <Menu.Item
            leftSection={<Check size={15} />}
            rightSection={<Keys name="Mod+Shift+Enter" />}
            disabled={!stay.enabled}
            onClick={stay.run}
          >
            {stay.label}
          </Menu.Item>
        )}
        <Menu.Item
          leftSection={<Download size={15} />}
          component="a"
          href={downloadAddress(collection.id)}
          download
        >
          {t('queue.download')}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Label>{t('export.these')}</Menu.Label>
        <FormatItems
          disabled={isExporting}
          onFormat={(format) => exportAndSave({ format, collectionIds: [collection.id] })}
        />
        <Menu.Divider />
        {(['documents', 'reject'] as const).map((id) => {
          const command = commandWith(commands, id);
          return (
            <Menu.Item
              key={id}
              leftSection={id === 'reject' ? <Ban size={15} /> : <Scissors size={15} />}
              rightSection={command.keys[0] ? <Keys name={command.keys[0]} /> : null}
              disabled={!command.enabled}
              onClick={command.run}
            >
              {command.label}
            </Menu.Item>
          );
        })}
        <Menu.Item leftSection={<RotateCw size={15} />} onClick={again}>
          {t('supervision.reprocess')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
