/** The recovery codes, shown once. */
import { Button, Group, Stack, Text } from '@mantine/core';
import { Download } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { CopyButton } from '../../../ui/CopyButton';
import classes from './RecoveryCodes.module.css';

type Props = { codes: readonly string[]; onDone: () => void };

function download(codes: readonly string[]): void {
  const address = URL.createObjectURL(new Blob([`${codes.join('\n')}\n`], { type: 'text/plain' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = 'perigee-recovery-codes.txt';
  link.click();
  URL.revokeObjectURL(address);
}

export function RecoveryCodes({ codes, onDone }: Props) {
  const { t } = useTranslation();
  const list = useRef<HTMLUListElement>(null);
  // What had the focus is gone with the step before.
  useEffect(() => list.current?.focus(), []);
  return (
    <Stack>
      <Text size="sm">{t('profile.codesText')}</Text>
      <ul ref={list} tabIndex={-1} className={classes.codes} aria-label={t('profile.codes')}>
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <Group justify="space-between">
        <Group gap="sm">
          <CopyButton text={codes.join('\n')} label={t('profile.copyCodes')} />
          <Button
            variant="default"
            leftSection={<Download size={15} aria-hidden="true" />}
            onClick={() => download(codes)}
          >
            {t('profile.downloadCodes')}
          </Button>
        </Group>
        <Button onClick={onDone}>{t('profile.codesKept')}</Button>
      </Group>
    </Stack>
  );
}
