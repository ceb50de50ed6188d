/** A password to be chosen: can be looked at, tells how good it is, and shows what the server says against it. */
import type { PasswordInputProps } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from './NewPasswordInput.module.css';
import { PasswordField } from './PasswordField';
import { MIN_LENGTH, type Strength, strength } from './strength';

const WORDS = {
  short: 'password.rule',
  weak: 'password.weak',
  fair: 'password.fair',
  good: 'password.good',
} as const;

const STEPS: Record<Strength, number> = { short: 0, weak: 1, fair: 2, good: 3 };

type Props = PasswordInputProps & {
  /** What is typed now. */
  typed: string;
  /** Name and address of the person, which make a bad password. */
  known?: readonly string[];
};

export function NewPasswordInput({ typed, known, ...input }: Props) {
  const { t } = useTranslation();
  const level = strength(typed, known);
  return (
    <div>
      <PasswordField autoComplete="new-password" {...input} />
      {/* What the server says against it weighs more than a guess. */}
      <div className={classes.hint} data-level={level} hidden={Boolean(input.error)}>
        <span className={classes.bars} aria-hidden="true">
          {[1, 2, 3].map((step) => (
            <i key={step} data-on={STEPS[level] >= step || undefined} />
          ))}
        </span>
        <span aria-live="polite">{t(WORDS[level], { count: MIN_LENGTH })}</span>
      </div>
    </div>
  );
}
