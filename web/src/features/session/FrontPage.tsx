/** The frame of every screen for somebody who is not signed in yet. */
import { Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTitle } from '../../app/useTitle';
import { Wordmark } from '../../ui/Logo';
import classes from './FrontPage.module.css';

type Props = { title: string; text?: ReactNode; children: ReactNode };

export function FrontPage({ title, text, children }: Props) {
  useTitle(title);
  return (
    <main className={classes.page}>
      <Sky />
      <section className={classes.card} aria-labelledby="front-title">
        <Wordmark size={34} />
        <Stack gap={4} mt={28} mb={20}>
          <Title order={1} id="front-title">
            {title}
          </Title>
          {text && <Text c="dimmed">{text}</Text>}
        </Stack>
        {children}
      </section>
    </main>
  );
}

function Sky() {
  return (
    <div className={classes.sky} aria-hidden="true">
      <svg aria-hidden="true" viewBox="0 0 900 900" preserveAspectRatio="xMinYMid slice">
        <g transform="rotate(-24 450 450)" fill="none" stroke="currentColor">
          <ellipse cx="620" cy="450" rx="560" ry="330" strokeWidth="1" />
          <ellipse cx="560" cy="450" rx="430" ry="262" strokeWidth="1" strokeDasharray="2 8" />
          <circle cx="250" cy="450" r="44" fill="currentColor" stroke="none" />
          <circle cx="60" cy="450" r="11" className={classes.moon} />
        </g>
      </svg>
    </div>
  );
}
