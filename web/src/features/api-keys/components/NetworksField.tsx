/** The networks from which a key may be used, one a line. */
import { Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { networksOf } from '../networks';

type Props = {
  value: string;
  onChange: (value: string) => void;
  /** Whether the form was refused for it, so that a fault shows while it is being put right. */
  told: boolean;
};

export function NetworksField({ value, onChange, told }: Props) {
  const { t } = useTranslation();
  const [left, setLeft] = useState(false);
  const networks = networksOf(value);
  const fault = Array.isArray(networks) ? null : networks;
  const words =
    fault &&
    (fault.kind === 'notNetwork'
      ? t('apiKeys.networkHost', { text: fault.text, better: fault.better })
      : t('apiKeys.networkMalformed', { text: fault.text }));
  return (
    <Textarea
      label={t('apiKeys.networks')}
      description={t('apiKeys.networksText')}
      placeholder="203.0.113.0/24"
      autosize
      minRows={2}
      maxRows={6}
      spellCheck={false}
      autoComplete="off"
      styles={{ input: { fontFamily: 'var(--pg-mono)', fontSize: 13 } }}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      onBlur={() => setLeft(true)}
      error={(left || told) && words}
    />
  );
}
