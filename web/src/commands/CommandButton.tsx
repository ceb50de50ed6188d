/** A button of a toolbar for a command: its label and key come from the command, so they cannot disagree. */
import { ActionIcon, Tooltip } from '@mantine/core';
import type { LucideIcon } from 'lucide-react';
import type { Command } from './command';
import { Keys } from './Keys';
import classes from './Keys.module.css';

type Props = { command: Command; icon: LucideIcon; pressed?: boolean; tabIndex?: number };

export function CommandButton({ command, icon: Icon, pressed, tabIndex }: Props) {
  const [key] = command.keys;
  const tip = (
    <span className={classes.tip}>
      {command.label} {key && <Keys name={key} />}
    </span>
  );
  return (
    <Tooltip label={tip}>
      <ActionIcon
        variant={pressed ? 'filled' : 'subtle'}
        color={pressed ? 'petrol' : 'gray'}
        aria-label={command.label}
        aria-pressed={pressed}
        disabled={!command.enabled}
        onClick={command.run}
        // The focus stays in the field for which the command works.
        onMouseDown={(event) => event.preventDefault()}
        {...(tabIndex !== undefined && { tabIndex })}
      >
        <Icon size={17} strokeWidth={1.9} />
      </ActionIcon>
    </Tooltip>
  );
}
