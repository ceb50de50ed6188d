/** A text to be taken along, with a button that copies it and says so. */
import { Button, CopyButton } from '@mantine/core';
import { Check, Copy } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import classes from './CopyField.module.css';

type Props = { label: string; value: string };

export function CopyField({ label, value }: Props) {
  return (
    <div className={classes.field}>
      <input
        className={classes.text}
        aria-label={label}
        value={value}
        readOnly
        spellCheck={false}
        onFocus={(event) => event.currentTarget.select()}
      />
      <CopyText value={value} />
    </div>
  );
}

export function CopyText({ value }: { value: string }) {
  const { t } = useTranslation();
  return (
    <CopyButton value={value} timeout={2500}>
      {({ copied, copy }) => (
        <Button
          variant="default"
          leftSection={copied ? <Check size={15} /> : <Copy size={15} />}
          onClick={copy}
        >
          <span aria-live="polite">{copied ? t('common.copied') : t('common.copy')}</span>
        </Button>
      )}
    </CopyButton>
  );
}
