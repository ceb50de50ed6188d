/** What can be done with a key of the list. */
import { ActionIcon, Menu } from '@mantine/core';
import { ChartColumn, Ellipsis, Pencil, RefreshCw, Trash2 } from 'lucide-react';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { ApiKey } from '../api';
import { shortPrefix } from '../prefix';

export type Act = 'usage' | 'rotate' | 'edit' | 'delete';

type Props = { apiKey: ApiKey; onAct: (act: Act) => void };

export function KeyMenu({ apiKey, onAct }: Props) {
  const { t } = useTranslation();
  const active = apiKey.status === 'Active';
  const button = useRef<HTMLButtonElement>(null);
  const act = (what: Act) => {
    // A dialog gives the focus back to where it was, and the item of the menu will be gone then.
    button.current?.focus();
    onAct(what);
  };
  return (
    <Menu position="bottom-end" width={190}>
      <Menu.Target>
        <ActionIcon
          ref={button}
          variant="subtle"
          color="gray"
          aria-label={t('apiKeys.actionsFor', { name: apiKey.name, prefix: shortPrefix(apiKey.prefix) })}
        >
          <Ellipsis size={17} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<ChartColumn size={15} />} onClick={() => act('usage')}>
          {t('apiKeys.usage')}
        </Menu.Item>
        {active && (
          <>
            <Menu.Item leftSection={<RefreshCw size={15} />} onClick={() => act('rotate')}>
              {t('apiKeys.rotate')}
            </Menu.Item>
            <Menu.Item leftSection={<Pencil size={15} />} onClick={() => act('edit')}>
              {t('apiKeys.edit')}
            </Menu.Item>
          </>
        )}
        {apiKey.status !== 'Revoked' && (
          <>
            <Menu.Divider />
            <Menu.Item
              leftSection={<Trash2 size={15} />}
              color="var(--pg-doubt)"
              onClick={() => act('delete')}
            >
              {t('apiKeys.delete')}
            </Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
