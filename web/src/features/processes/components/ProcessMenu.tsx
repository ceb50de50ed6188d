/** What can be done with a process, from its card. */
import { ActionIcon, Menu } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { CopyPlus, Ellipsis, PencilLine, Rows3, Settings2, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { meQuery } from '../../session/api';
import { mayEverywhere, mayInProcess } from '../../session/may';
import type { Process } from '../api';
import { DeleteProcessDialog } from './DeleteProcessDialog';
import { NameProcessDialog } from './NameProcessDialog';
import classes from './ProcessCard.module.css';

type Dialog = 'rename' | 'duplicate' | 'delete' | null;

export function ProcessMenu({ process }: { process: Process }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const me = useQuery(meQuery).data;
  const [dialog, open] = useState<Dialog>(null);
  const params = { processId: process.id };
  const close = () => open(null);
  return (
    <>
      <Menu position="bottom-end" width={210}>
        <Menu.Target>
          <ActionIcon
            variant="subtle"
            color="gray"
            className={classes.menu ?? ''}
            aria-label={t('configuration.menuFor', { name: process.name })}
          >
            <Ellipsis size={17} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            leftSection={<Rows3 size={15} />}
            onClick={() => void navigate({ to: '/queue/$processId', params })}
          >
            {t('configuration.queue')}
          </Menu.Item>
          <Menu.Item
            leftSection={<Settings2 size={15} />}
            onClick={() =>
              void navigate({ to: '/configuration/$processId/$tab', params: { ...params, tab: 'general' } })
            }
          >
            {t('configuration.title')}
          </Menu.Item>
          {mayInProcess(me, process, 'workspace.process:update') && (
            <Menu.Item leftSection={<PencilLine size={15} />} onClick={() => open('rename')}>
              {t('overview.rename')}
            </Menu.Item>
          )}
          {mayEverywhere(me, 'workspace.process:create') && (
            <Menu.Item leftSection={<CopyPlus size={15} />} onClick={() => open('duplicate')}>
              {t('overview.duplicate')}
            </Menu.Item>
          )}
          {mayInProcess(me, process, 'workspace.process:delete') && (
            <>
              <Menu.Divider />
              <Menu.Item
                leftSection={<Trash2 size={15} />}
                color="var(--pg-doubt)"
                onClick={() => open('delete')}
              >
                {t('overview.delete')}
              </Menu.Item>
            </>
          )}
        </Menu.Dropdown>
      </Menu>
      <NameProcessDialog process={process} what={dialog === 'delete' ? null : dialog} onClose={close} />
      <DeleteProcessDialog process={process} opened={dialog === 'delete'} onClose={close} />
    </>
  );
}
