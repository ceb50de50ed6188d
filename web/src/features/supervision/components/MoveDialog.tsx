/** Gives a value, with its place, to another data point: what was read there belongs elsewhere. */
import { Modal, TextInput, UnstyledButton } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Slot } from '../slots';
import classes from './MoveDialog.module.css';

type Props = {
  from: Slot | null;
  lines: readonly Slot[];
  onMove: (to: Slot) => void;
  onClose: () => void;
};

/** A line for each data point: its empty one where it has one, else the first, whose value is replaced. */
function targets(from: Slot | null, lines: readonly Slot[]): Slot[] {
  const best = new Map<string, Slot>();
  for (const line of lines) {
    if (line.cell || line.dataPoint === from?.dataPoint) continue;
    const known = best.get(line.dataPoint);
    if (!known || (known.value && !line.value)) best.set(line.dataPoint, line);
  }
  return [...best.values()];
}

export function MoveDialog({ from, lines, onMove, onClose }: Props) {
  const { t } = useTranslation();
  const [query, setQuery] = useState('');
  const fits = (line: Slot) => line.label.toLowerCase().includes(query.trim().toLowerCase());
  const found = targets(from, lines).filter(fits);
  const close = () => {
    setQuery('');
    onClose();
  };
  return (
    <Modal
      opened={from !== null}
      onClose={close}
      title={from ? t('reviewing.move.title', { label: from.label }) : ''}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <TextInput
        label={t('reviewing.move.to')}
        value={query}
        data-autofocus
        onChange={(event) => setQuery(event.currentTarget.value)}
        onKeyDown={(event) => {
          const [first] = found;
          if (event.key !== 'Enter' || !first) return;
          event.preventDefault();
          setQuery('');
          onMove(first);
        }}
      />
      <ul className={classes.list}>
        {found.map((line) => (
          <li key={line.key}>
            <UnstyledButton
              className={classes.target}
              onClick={() => {
                setQuery('');
                onMove(line);
              }}
            >
              <span>{line.label}</span>
              <bdi className={classes.value}>{line.value?.rawValue}</bdi>
            </UnstyledButton>
          </li>
        ))}
      </ul>
    </Modal>
  );
}
