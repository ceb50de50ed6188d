/** Copies a text and says whether that worked. */
import { Button, VisuallyHidden } from '@mantine/core';
import { Check, Copy } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { copyText } from './copyText';

type Props = { text: string; label: string; onCopied?: () => void };

export function CopyButton({ text, label, onCopied }: Props) {
  const { t } = useTranslation();
  const [state, setState] = useState<'ready' | 'copied' | 'failed'>('ready');
  const copy = async () => {
    const done = await copyText(text);
    setState(done ? 'copied' : 'failed');
    if (done) onCopied?.();
  };
  return (
    <>
      <Button
        variant="default"
        leftSection={state === 'copied' ? <Check size={15} /> : <Copy size={15} />}
        aria-label={state === 'copied' ? undefined : label}
        onClick={() => void copy()}
      >
        {state === 'copied' ? t('copy.done') : t('copy.submit')}
      </Button>
      <VisuallyHidden role="status">
        {state === 'copied' && t('copy.done')}
        {state === 'failed' && t('copy.failed')}
      </VisuallyHidden>
    </>
  );
}
