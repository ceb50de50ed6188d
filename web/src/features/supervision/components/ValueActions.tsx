/** What can be done with the value in hand, and what else the machine weighed. */
import { ActionIcon, Menu } from '@mantine/core';
import { Check, Ellipsis } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { CommandButton } from '../../../commands/CommandButton';
import type { Command } from '../../../commands/command';
import { Keys } from '../../../commands/Keys';
import { type CommandId, commandWith } from '../commands';
import type { Slot } from '../slots';
import type { ReviewHandle } from '../useReview';
import { percent } from './Certainty';
import classes from './ValueActions.module.css';

/** In the order of the menu. */
const MENU: readonly CommandId[] = [
  'copy',
  'words',
  'box',
  'addPlace',
  'move',
  'addValue',
  'valueUp',
  'valueDown',
  'history',
  'comments',
  'clear',
];

export function ValueActions({ commands }: { commands: readonly Command[] }) {
  const { t } = useTranslation();
  const confirm = commandWith(commands, 'confirm');
  const shown = MENU.map((id) => commandWith(commands, id)).filter((command) => command.enabled);
  return (
    <span className={classes.actions}>
      {confirm.enabled && <CommandButton command={confirm} icon={Check} tabIndex={-1} />}
      <Menu position="bottom-end" width={340}>
        <Menu.Target>
          {/* Tab goes from value to value; everything in the menu has its key. */}
          <ActionIcon variant="subtle" color="gray" tabIndex={-1} aria-label={t('reviewing.actions')}>
            <Ellipsis size={17} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {shown.map((command) => (
            <Menu.Item
              key={command.id}
              onClick={command.run}
              rightSection={command.keys[0] ? <Keys name={command.keys[0]} /> : null}
            >
              {command.label}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </span>
  );
}

type AlternativesProps = { slot: Slot; review: ReviewHandle };

/** The other values that the machine weighed, each a click away; the keyboard goes through them too. */
export function Alternatives({ slot, review }: AlternativesProps) {
  const { t } = useTranslation();
  const all = slot.value?.alternatives ?? [];
  if (all.length === 0) return null;
  return (
    <p className={classes.alternatives}>
      <span>{t('reviewing.alternatives')}</span>
      {all.map((one) => (
        <button
          key={one.rawValue + one.evidence.map((place) => place.bbox.join()).join()}
          type="button"
          tabIndex={-1}
          className={classes.alternative}
          data-taken={one.rawValue === slot.value?.rawValue || undefined}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => review.take(slot, one)}
        >
          <bdi>{one.rawValue}</bdi> <span className={classes.sure}>{percent(one.confidence)} %</span>
        </button>
      ))}
    </p>
  );
}
