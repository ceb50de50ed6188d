/**
 * What can be done with the rows that are chosen. Each action is a button of this bar; one that needs more opens a menu
 * or a dialog.
 */
import { Button, CloseButton, Menu } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Check, CircleStop, Flag, FlagOff, RotateCw, Tags, Trash2, UserRound } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { meQuery } from '../../session/api';
import { assigneesQuery } from '../api';
import type { Order } from '../bulk';
import classes from './BulkBar.module.css';

type Props = {
  processId: string;
  count: number;
  busy: boolean;
  mayDelete: boolean;
  onOrder: (order: Order) => void;
  onMetadata: () => void;
  onDelete: () => void;
  onClear: () => void;
  /** Actions of other features, such as an export. */
  children?: ReactNode;
};

export function BulkBar({ processId, count, busy, mayDelete, onOrder, ...on }: Props) {
  const { t } = useTranslation();
  const button = { variant: 'subtle', size: 'compact-sm', disabled: busy } as const;
  return (
    <section className={classes.bar} aria-label={t('bulk.title')}>
      <span className={classes.count} aria-live="polite">
        {t('bulk.chosen', { count })}
      </span>
      <Button {...button} leftSection={<Check size={15} />} onClick={() => onOrder({ action: 'accept' })}>
        {t('bulk.accept')}
      </Button>
      <Button
        {...button}
        leftSection={<RotateCw size={15} />}
        onClick={() => onOrder({ action: 'reprocess' })}
      >
        {t('queue.reprocess')}
      </Button>
      <Button {...button} leftSection={<CircleStop size={15} />} onClick={() => onOrder({ action: 'stop' })}>
        {t('queue.stop')}
      </Button>
      <PriorityMenu button={button} onOrder={onOrder} />
      <AssignMenu processId={processId} button={button} onOrder={onOrder} />
      <Button {...button} leftSection={<Tags size={15} />} onClick={on.onMetadata}>
        {t('bulk.metadata')}
      </Button>
      {on.children}
      {mayDelete && (
        <Button {...button} color="var(--pg-doubt)" leftSection={<Trash2 size={15} />} onClick={on.onDelete}>
          {t('delete.submit')}
        </Button>
      )}
      <CloseButton className={classes.clear ?? ''} aria-label={t('bulk.clear')} onClick={on.onClear} />
    </section>
  );
}

type MenuProps = {
  button: { variant: 'subtle'; size: 'compact-sm'; disabled: boolean };
  onOrder: (order: Order) => void;
};

function PriorityMenu({ button, onOrder }: MenuProps) {
  const { t } = useTranslation();
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <Button {...button} leftSection={<Flag size={15} />}>
          {t('worklist.priority')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={<Flag size={15} />}
          onClick={() => onOrder({ action: 'priority', priority: true })}
        >
          {t('bulk.priorityOn')}
        </Menu.Item>
        <Menu.Item
          leftSection={<FlagOff size={15} />}
          onClick={() => onOrder({ action: 'priority', priority: false })}
        >
          {t('bulk.priorityOff')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function AssignMenu({ processId, button, onOrder }: MenuProps & { processId: string }) {
  const { t } = useTranslation();
  const me = useQuery(meQuery).data?.subjectId;
  const people = useQuery(assigneesQuery(processId)).data ?? [];
  const ordered = [...people].sort((a, b) => Number(b.subject === me) - Number(a.subject === me));
  return (
    <Menu position="bottom-start" width={240}>
      <Menu.Target>
        <Button {...button} leftSection={<UserRound size={15} />}>
          {t('bulk.assign')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown mah={320} style={{ overflowY: 'auto' }}>
        {ordered.map(({ subject, name }) => (
          <Menu.Item key={subject} onClick={() => onOrder({ action: 'assign', assignee: subject })}>
            <bdi>{name}</bdi>
            {subject === me && ` (${t('worklist.me')})`}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item onClick={() => onOrder({ action: 'assign', assignee: null })}>
          {t('worklist.nobody')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
