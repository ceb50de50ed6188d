/** Something is on its way, in place of a form. */
import { Loader } from '@mantine/core';
import classes from './FrontPage.module.css';

export function Waiting({ text }: { text: string }) {
  return (
    <output className={classes.wait}>
      <Loader size="sm" /> {text}
    </output>
  );
}
