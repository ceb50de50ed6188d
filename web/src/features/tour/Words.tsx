/** What a step says, and the ways on, back and out. */
import { Button, CloseButton, Group, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Process } from '../processes/api';
import { FIRST, LEFT, STEPS, type StepName, stepAfter, stepBefore } from './steps';
import classes from './Tour.module.css';
import type { Tour } from './useTour';

type Props = { tour: Tour; name: StepName; process: Process };

export function Words({ tour, name, process }: Props) {
  const { t } = useTranslation();
  const { step, go, leave } = tour;
  const isLast = stepAfter(step) === LEFT;
  return (
    <>
      <div className={classes.words} aria-live="polite">
        <Text size="xs" c="dimmed">
          {t('tour.step', { step: step + 1, of: STEPS.length })}
        </Text>
        <Title order={2} size="h4">
          {t(`tour.${name}.title`)}
        </Title>
        <Text size="sm">{t(`tour.${name}.text`, { process: process.name })}</Text>
      </div>
      <Group gap="xs" mt={10}>
        {step > FIRST && (
          <Button variant="subtle" size="compact-sm" onClick={() => void go(stepBefore(step))}>
            {t('common.back')}
          </Button>
        )}
        <Button variant="filled" size="compact-sm" onClick={() => void go(stepAfter(step))}>
          {t(isLast ? 'common.done' : 'tour.next')}
        </Button>
        <Dots step={step} />
      </Group>
      <CloseButton aria-label={t('tour.leave')} onClick={leave} className={classes.close ?? ''} />
    </>
  );
}

function Dots({ step }: { step: number }) {
  return (
    <ol className={classes.dots} aria-hidden="true">
      {STEPS.map((one, at) => (
        <li key={one} data-here={at === step || undefined} />
      ))}
    </ol>
  );
}
