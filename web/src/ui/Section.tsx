/** A part of a screen of settings: what it is about on the left, what can be set on the right. */
import { Text, Title } from '@mantine/core';
import { type ReactNode, useId } from 'react';
import classes from './Section.module.css';

type Props = {
  title: string;
  text?: ReactNode;
  children: ReactNode;
  /** The step of the tour that speaks of it. */
  tour?: string;
};

export function Section({ title, text, children, tour }: Props) {
  const id = useId();
  return (
    <section className={classes.section} aria-labelledby={id} data-tour={tour}>
      <div className={classes.about}>
        <Title order={2} size="h3" id={id}>
          {title}
        </Title>
        {text && (
          <Text size="sm" c="dimmed" mt={4}>
            {text}
          </Text>
        )}
      </div>
      <div className={classes.body}>{children}</div>
    </section>
  );
}
