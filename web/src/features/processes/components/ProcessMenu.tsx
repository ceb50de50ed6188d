/** What can be done with a process, from its card. */
import { ActionIcon, Menu } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { Ellipsis, Rows3, Settings2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Process } from '../api';
import classes from './ProcessCard.module.css';

export function ProcessMenu({ process }: { process: Process }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const params = { processId: process.id };
  return (
    <Menu position="bottom-end" width={200}>
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
      </Menu.Dropdown>
    </Menu>
  );
}
