/** The right end of the head bar: is all saved, and what can be done with the whole collection. */
import { ActionIcon, Button, Menu, Tooltip } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { Check, ChevronDown, Download, LockOpen, RotateCw } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../../../api/client';
import type { Command } from '../../../commands/command';
import { Keys } from '../../../commands/Keys';
import { tellFault } from '../../../ui/tellFault';
import { FormatItems } from '../../exports/FormatItems';
import { useExportAndSave } from '../../exports/useExportAndSave';
import { downloadAddress, useReprocess } from '../../queue/api';
import { commandWith } from '../commands';
import type { ReviewHandle } from '../useReview';
import classes from './HeadActions.module.css';
import { SaveState } from './SaveState';

type Props = {
  collection: Schemas['Collection'];
  commands: readonly Command[];
  saving: ReviewHandle['saving'];
  busy: boolean;
};

export function HeadActions({ collection, commands, saving, busy }: Props) {
  const { t } = useTranslation();
  const accepted = collection.status === 'Accepted';
  const main = commandWith(commands, accepted ? 'reopen' : 'acceptNext');
  return (
    <div className={classes.actions}>
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
        <Menu.Item leftSection={<RotateCw size={15} />} onClick={again}>
          {t('supervision.reprocess')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
