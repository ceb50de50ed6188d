/** The second factor: the code that an app shows, or one of the recovery codes. */
import { Anchor, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './CodeInput.module.css';
import { digitsOf } from './signInStep';

type Props = {
  value: string;
  onChange: (code: string) => void;
  error?: string | null;
  /** Called once all digits of an app's code are there. */
  onComplete?: (code: string) => void;
  autoFocus?: boolean;
};

export function CodeInput({ value, onChange, error, onComplete, autoFocus = true }: Props) {
  const { t } = useTranslation();
  const [recovery, setRecovery] = useState(false);
  const change = (typed: string) => {
    if (recovery) return onChange(typed);
    const code = digitsOf(typed);
    onChange(code);
    if (code.length === 6 && code !== value) onComplete?.(code);
  };
  const turn = () => {
    setRecovery(!recovery);
    onChange('');
  };
  return (
    <Stack gap={6}>
      <TextInput
        // Another kind of code is another field: it takes the focus when it appears.
        key={recovery ? 'recovery' : 'app'}
        label={recovery ? t('signIn.recoveryCode') : t('signIn.code')}
        description={recovery ? t('signIn.recoveryHint') : t('signIn.codeHint')}
        value={value}
        autoFocus={autoFocus || recovery}
        autoComplete="one-time-code"
        inputMode={recovery ? 'text' : 'numeric'}
        maxLength={recovery ? 40 : 12}
        spellCheck={false}
        autoCapitalize="none"
        error={error}
        classNames={{ input: classes.code ?? '' }}
        onChange={(event) => change(event.currentTarget.value)}
      />
      <Anchor component="button" type="button" size="sm" className={classes.turn ?? ''} onClick={turn}>
        {recovery ? t('signIn.useApp') : t('signIn.useRecovery')}
      </Anchor>
    </Stack>
  );
}
