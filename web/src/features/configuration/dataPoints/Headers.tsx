/** The columns of a table: their labels, types and order. */
import { ActionIcon, Button, Select, Text, TextInput } from '@mantine/core';
import { ArrowDown, ArrowUp, Plus, Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { CELL_TYPES, type Header, moved, nameFor, type ValueType } from './draft';
import classes from './Headers.module.css';

type Props = { headers: readonly Header[]; error: boolean; onChange: (headers: Header[]) => void };

export function Headers({ headers, error, onChange }: Props) {
  const { t } = useTranslation();
  const set = (at: number, part: Partial<Header>) =>
    onChange(headers.map((header, index) => (index === at ? { ...header, ...part } : header)));
  const nameOf = (label: string) =>
    nameFor(
      label,
      headers.map(({ name }) => name),
    );
  const add = () => {
    const label = t('points.newHeader', { number: headers.length + 1 });
    onChange([...headers, { name: nameOf(label) || `column_${headers.length + 1}`, label, type: 'text' }]);
  };
  return (
    <fieldset className={classes.headers}>
      <legend>{t('points.headers')}</legend>
      {headers.map(({ name, label, type }, at) => (
        <div key={name} className={classes.header}>
          <TextInput
            aria-label={t('points.headerLabel', { number: at + 1 })}
            maxLength={100}
            value={label}
            onChange={(event) => set(at, { label: event.currentTarget.value })}
          />
          <Select
            aria-label={t('points.headerType', { number: at + 1 })}
            allowDeselect={false}
            data={CELL_TYPES.map((one) => ({ value: one, label: t(`valueType.${one}`) }))}
            value={type}
            onChange={(value) => value && set(at, { type: value as ValueType })}
          />
          <ActionIcon
            variant="subtle"
            aria-label={t('points.up', { label })}
            disabled={at === 0}
            onClick={() => onChange(moved(headers, at, at - 1))}
          >
            <ArrowUp size={16} />
          </ActionIcon>
          <ActionIcon
            variant="subtle"
            aria-label={t('points.down', { label })}
            disabled={at === headers.length - 1}
            onClick={() => onChange(moved(headers, at, at + 1))}
          >
            <ArrowDown size={16} />
          </ActionIcon>
          <ActionIcon
            variant="subtle"
            aria-label={t('points.remove', { label })}
            onClick={() => onChange(headers.filter((_, index) => index !== at))}
          >
            <Trash2 size={16} />
          </ActionIcon>
        </div>
      ))}
      {error && (
        <Text size="xs" c="var(--pg-doubt)" role="alert">
          {t('points.headersMissing')}
        </Text>
      )}
      <Button variant="default" size="xs" leftSection={<Plus size={14} />} onClick={add}>
        {t('points.addHeader')}
      </Button>
    </fieldset>
  );
}
