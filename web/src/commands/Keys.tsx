/** The keys of a command as they stand on the keyboard. */
import { Kbd } from '@mantine/core';
import { type KeyName, keyCaps } from './command';
import classes from './Keys.module.css';
import { isMac } from './useShortcuts';

export function Keys({ name }: { name: KeyName }) {
  return (
    <span className={classes.keys}>
      {keyCaps(name, isMac).map((cap) => (
        <Kbd key={cap} size="xs">
          {cap}
        </Kbd>
      ))}
    </span>
  );
}
