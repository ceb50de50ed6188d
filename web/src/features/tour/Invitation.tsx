/** The first step, at home on the dashboard; and the way back into a tour that was interrupted. */
import { Button } from '@mantine/core';
import { Sparkles } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { FIRST } from './steps';
import classes from './Tour.module.css';
import { useTour } from './useTour';
import { Words } from './Words';

export function Invitation() {
  const { t } = useTranslation();
  const tour = useTour();
  const { step, name, process, go } = tour;
  if (!process || !name) return null;
  if (step > FIRST) {
    return (
      <Button
        variant="subtle"
        color="gray"
        size="compact-xs"
        className={classes.again ?? ''}
        leftSection={<Sparkles size={13} />}
        onClick={() => void go(step)}
      >
        {t('tour.goOn')}
      </Button>
    );
  }
  return (
    <section className={classes.invitation} aria-label={t('tour.title')}>
      <Words tour={tour} name={name} process={process} />
    </section>
  );
}
