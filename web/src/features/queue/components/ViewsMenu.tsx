/** Views that a person keeps: choose one, keep what is shown as a new one, bring one up to date, delete one. */
import { ActionIcon, Button, Group, Popover, Stack, Text, TextInput, Tooltip } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Bookmark, Save, Trash2 } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Fault } from '../../../ui/Fault';
import { notify } from '../../../ui/notify';
import { type QueueView, useViewChanges, viewsQuery } from '../api';
import type { ColumnId } from '../columns';
import { filterOf, type QueueSearch, searchOf } from '../search';
import classes from './FilterBar.module.css';

type Props = {
  processId: string;
  search: QueueSearch;
  columns: readonly ColumnId[];
  onApply: (view: QueueView) => void;
};

const sameSearch = (a: QueueSearch, b: QueueSearch) =>
  JSON.stringify(Object.entries(a).sort()) === JSON.stringify(Object.entries(b).sort());

export function ViewsMenu({ processId, search, columns, onApply }: Props) {
  const { t } = useTranslation();
  const [opened, open] = useState(false);
  const views = useQuery({ ...viewsQuery(processId), enabled: opened });
  const { create, change, remove } = useViewChanges(processId);
  const settings = {
    filter: filterOf(search, 'days'),
    order: search.order ?? null,
    columns: [...columns],
  };
  const shown = (view: QueueView) => sameSearch(searchOf(view.filter, view.order), search);
  const error = views.error ?? create.error ?? change.error ?? remove.error;
  return (
    <Popover position="bottom-start" trapFocus opened={opened} onChange={open}>
      <Popover.Target>
        <Button variant="default" leftSection={<Bookmark size={15} />} onClick={() => open(!opened)}>
          {t('worklist.views')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown className={classes.views ?? ''}>
        <Stack gap="sm">
          {error && <Fault error={error} />}
          {views.data?.length === 0 && (
            <Text size="sm" c="dimmed">
              {t('worklist.noViews')}
            </Text>
          )}
          <ul style={{ margin: 0, padding: 0, listStyle: 'none' }} aria-label={t('worklist.views')}>
            {views.data?.map((view) => (
              <li key={view.id} className={classes.view}>
                <button
                  type="button"
                  className={classes.apply}
                  aria-pressed={shown(view)}
                  onClick={() => {
                    onApply(view);
                    open(false);
                  }}
                >
                  <bdi>{view.name}</bdi>
                </button>
                <Tooltip label={t('worklist.overwriteView', { name: view.name })}>
                  <ActionIcon
                    variant="subtle"
                    color="gray"
                    aria-label={t('worklist.overwriteView', { name: view.name })}
                    onClick={() =>
                      change.mutate(
                        { id: view.id, ...settings },
                        { onSuccess: () => notify({ message: t('worklist.viewKept', { name: view.name }) }) },
                      )
                    }
                  >
                    <Save size={15} />
                  </ActionIcon>
                </Tooltip>
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  aria-label={t('worklist.deleteView', { name: view.name })}
                  onClick={() => remove.mutate(view.id)}
                >
                  <Trash2 size={15} />
                </ActionIcon>
              </li>
            ))}
          </ul>
          <NewView
            pending={create.isPending}
            onKeep={(name, done) => create.mutate({ name, ...settings }, { onSuccess: done })}
          />
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}

type NewProps = { pending: boolean; onKeep: (name: string, done: () => void) => void };

function NewView({ pending, onKeep }: NewProps) {
  const { t } = useTranslation();
  const [name, setName] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() !== '') onKeep(name.trim(), () => setName(''));
  };
  return (
    <form onSubmit={submit}>
      <Group gap={8} align="flex-end" wrap="nowrap">
        <TextInput
          size="xs"
          flex={1}
          label={t('worklist.newView')}
          placeholder={t('worklist.newViewHint')}
          value={name}
          maxLength={80}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Button size="xs" type="submit" loading={pending} disabled={name.trim() === ''}>
          {t('common.save')}
        </Button>
      </Group>
    </form>
  );
}
