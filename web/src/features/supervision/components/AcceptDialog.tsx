/** What stands in the way of accepting, and accepting all the same. */
import { Button, Group, Modal, Stack, Text, UnstyledButton } from '@mantine/core';
import { ArrowRight } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { sentences } from '../../../api/problem';
import { sentence } from '../../../ui/sentence';
import type { Slot } from '../slots';
import type { Refusal } from '../useAcceptance';
import classes from './AcceptDialog.module.css';

type Props = {
  refusal: Refusal | null;
  lines: readonly Slot[];
  busy: boolean;
  onForce: () => void;
  onClose: () => void;
  onLine: (line: Slot) => void;
};

/** The line that a fault is about: its location ends with the data point's name. */
function lineOf(location: string, lines: readonly Slot[]): Slot | undefined {
  const name = location.replace(/^.*[:\s]/, '');
  return lines.find((line) => line.dataPoint === name);
}

export function AcceptDialog({ refusal, lines, busy, onForce, onClose, onLine }: Props) {
  const { t } = useTranslation();
  return (
    <Modal
      opened={refusal !== null}
      onClose={onClose}
      title={t('accept.blocked')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      {refusal && (
        <Stack gap="md">
          <Text size="sm">{t('accept.blockedText')}</Text>
          <ul className={classes.faults}>
            {(refusal.error.problem?.errors ?? []).map((fault) => {
              const line = lineOf(fault.location, lines);
              return (
                <li key={fault.location + fault.message}>
                  {line ? (
                    <UnstyledButton className={classes.fault} onClick={() => onLine(line)}>
                      <span>
                        <b>{line.label}</b> {sentence(fault.message)}
                      </span>
                      <ArrowRight size={15} aria-hidden="true" />
                    </UnstyledButton>
                  ) : (
                    <Text size="sm">{sentence(fault.message)}</Text>
                  )}
                </li>
              );
            })}
            {refusal.error.problem?.errors.length === 0 && (
              <li>{sentences(refusal.error).map(sentence).join(' ')}</li>
            )}
          </ul>
          <Text size="xs" c="dimmed">
            {t('accept.forceText')}
          </Text>
          <Group justify="flex-end">
            <Button variant="default" onClick={onForce} loading={busy}>
              {t('accept.force')}
            </Button>
            <Button onClick={onClose} data-autofocus>
              {t('accept.fix')}
            </Button>
          </Group>
        </Stack>
      )}
    </Modal>
  );
}
