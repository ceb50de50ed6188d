/** The secret of a key, shown this once: to be copied, with a line to try it. */
import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { TriangleAlert } from 'lucide-react';
import { type ReactNode, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { BASE } from '../../../api/client';
import { CopyButton } from '../../../ui/CopyButton';
import type { CreatedApiKey } from '../api';
import type { Secret } from '../useSecret';
import classes from './SecretView.module.css';

/** A request that every key may make: it answers who the key is and what it may do. */
const tryLine = (key: string) => `curl -u '${key}' ${window.location.origin}${BASE}/me`;

type Props = { secret: Secret; children?: ReactNode };

export function SecretView({ secret, children }: Props) {
  if (!secret.created) return null;
  return secret.asking ? (
    <Question secret={secret} />
  ) : (
    <Once created={secret.created} secret={secret}>
      {children}
    </Once>
  );
}

function Once({ created, secret, children }: Props & { created: CreatedApiKey }) {
  const { t } = useTranslation();
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.select(), []);
  const line = tryLine(created.key);
  return (
    <Stack gap="lg">
      <p className={classes.warning}>
        <TriangleAlert size={18} aria-hidden="true" className={classes.icon} />
        <span>
          <b>{t('apiKeys.onceTitle')}</b> {t('apiKeys.onceText')}
        </span>
      </p>
      {children}
      <div className={classes.line}>
        <TextInput
          ref={field}
          readOnly
          label={t('apiKeys.keyOf', { name: created.name })}
          value={created.key}
          autoComplete="off"
          spellCheck={false}
          classNames={{ input: classes.secret ?? '' }}
          className={classes.grow ?? ''}
          onFocus={(event) => event.currentTarget.select()}
        />
        <CopyButton text={created.key} label={t('apiKeys.copyKey')} onCopied={secret.onCopied} />
      </div>
      <div>
        <Text size="sm" fw={500} mb={4}>
          {t('apiKeys.tryIt')}
        </Text>
        <div className={classes.line} data-top="true">
          <pre className={classes.curl}>{line}</pre>
          <CopyButton text={line} label={t('apiKeys.copyCurl')} onCopied={secret.onCopied} />
        </div>
      </div>
      <Group justify="flex-end">
        <Button onClick={secret.tryToLeave}>{t('apiKeys.done')}</Button>
      </Group>
    </Stack>
  );
}

function Question({ secret }: { secret: Secret }) {
  const { t } = useTranslation();
  const back = useRef<HTMLButtonElement>(null);
  useEffect(() => back.current?.focus(), []);
  return (
    <div role="alert">
      <Text fw={600} size="md">
        {t('apiKeys.savedQuestion')}
      </Text>
      <Text size="sm" mt={4} mb="lg">
        {t('apiKeys.savedText')}
      </Text>
      <Group justify="flex-end">
        <Button variant="default" onClick={secret.leave}>
          {t('apiKeys.savedYes')}
        </Button>
        <Button ref={back} onClick={secret.goBack}>
          {t('apiKeys.savedNo')}
        </Button>
      </Group>
    </div>
  );
}
