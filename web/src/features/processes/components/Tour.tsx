/** A few calm steps for somebody who is new: what a process is, where documents wait, how they are looked at, how it learns. */
import { Button, CloseButton, Group, Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { Sparkles } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Process } from '../api';
import { FIRST, isLeft, rememberedStep, rememberStep, STEPS, stepAfter, stepBefore } from '../tour';
import classes from './Tour.module.css';

export function Tour({ process }: { process: Process | undefined }) {
  const { t } = useTranslation();
  const [step, set] = useState(rememberedStep);
  const go = (to: number) => {
    set(to);
    rememberStep(to);
  };
  if (!process) return null;
  if (isLeft(step)) {
    return (
      <Button
        variant="subtle"
        color="gray"
        size="compact-xs"
        className={classes.again ?? ''}
        leftSection={<Sparkles size={13} />}
        onClick={() => go(FIRST)}
      >
        {t('tour.again')}
      </Button>
    );
  }
  const name = STEPS[step] ?? 'process';
  const isLast = step === STEPS.length - 1;
  return (
    <section className={classes.tour} aria-label={t('tour.title')}>
      <div className={classes.words} aria-live="polite">
        <Text size="xs" c="dimmed">
          {t('tour.step', { step: step + 1, of: STEPS.length })}
        </Text>
        <Title order={2} size="h4">
          {t(`tour.${name}.title`)}
        </Title>
        <Text size="sm">{t(`tour.${name}.text`, { process: process.name })}</Text>
        <Group gap="xs" mt={10}>
          <Place name={name} process={process} />
          {step > FIRST && (
            <Button variant="subtle" size="compact-sm" onClick={() => go(stepBefore(step))}>
              {t('common.back')}
            </Button>
          )}
          <Button variant={isLast ? 'filled' : 'light'} size="compact-sm" onClick={() => go(stepAfter(step))}>
            {t(isLast ? 'common.done' : 'tour.next')}
          </Button>
        </Group>
      </div>
      <ol className={classes.dots} aria-hidden="true">
        {STEPS.map((one, at) => (
          <li key={one} data-here={at === step || undefined} />
        ))}
      </ol>
      <CloseButton
        aria-label={t('tour.leave')}
        onClick={() => go(STEPS.length)}
        className={classes.close ?? ''}
      />
    </section>
  );
}

/** Where a step happens. */
function Place({ name, process }: { name: (typeof STEPS)[number]; process: Process }) {
  const { t } = useTranslation();
  const processId = process.id;
  if (name === 'process') return null;
  const tab = name === 'configuration' ? 'data-points' : name === 'learning' ? 'learning' : null;
  return (
    <Button
      size="compact-sm"
      variant="default"
      renderRoot={(props) =>
        tab ? (
          <Link to="/configuration/$processId/$tab" params={{ processId, tab }} {...props} />
        ) : (
          <Link to="/queue/$processId" params={{ processId }} {...props} />
        )
      }
    >
      {t(`tour.${name}.place`)}
    </Button>
  );
}
