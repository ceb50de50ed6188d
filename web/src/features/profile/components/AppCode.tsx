/** Asks for a code of the app, to confirm what is about to be done. */
import { Button, Group, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { faultAt } from '../../../api/problem';
import { Fault } from '../../../ui/Fault';
import { sentence } from '../../../ui/sentence';
import { digitsOf } from '../../session/signInStep';
import classes from './AppCode.module.css';

type Props = {
  submit: string;
  pending: boolean;
  error: Error | null;
  onCode: (code: string) => void;
  onCancel: () => void;
};

export function AppCode({ submit, pending, error, onCode, onCancel }: Props) {
  const { t } = useTranslation();
  const [code, setCode] = useState('');
  const [sent, setSent] = useState('');
  const wrong = faultAt(error, 'code');
  const send = (whole: string) => {
    if (whole.length !== 6 || pending) return;
    setSent(whole);
    onCode(whole);
  };
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        send(code);
      }}
    >
      <Stack>
        {error && !wrong && <Fault error={error} />}
        <TextInput
          label={t('signIn.code')}
          description={t('signIn.codeHint')}
          value={code}
          data-autofocus
          autoFocus
          autoComplete="one-time-code"
          inputMode="numeric"
          maxLength={12}
          classNames={{ input: classes.code ?? '' }}
          error={wrong && code === sent ? sentence(wrong) : null}
          onChange={(event) => setCode(digitsOf(event.currentTarget.value))}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onCancel}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" loading={pending} disabled={code.length !== 6}>
            {submit}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
