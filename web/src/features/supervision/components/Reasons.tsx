/** Why a person should look at this document, each reason a way to the value that it is about. */
import { UnstyledButton } from '@mantine/core';
import { Eye } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { inOrder, labelFrom, useReason } from '../../../ui/useReason';
import type { Finding, Slot } from '../slots';
import classes from './Reasons.module.css';

type Props = { findings: readonly Finding[]; lines: readonly Slot[]; onLine: (line: Slot) => void };

export function Reasons({ findings, lines, onLine }: Props) {
  const { t } = useTranslation();
  const words = useReason((name) => lines.find((line) => line.dataPoint === name)?.label ?? labelFrom(name));
  if (findings.length === 0) return null;
  return (
    <section className={classes.box} aria-label={t('supervision.reasons')}>
      <h2 className={classes.title}>
        <Eye size={15} aria-hidden="true" /> {t('supervision.reasons')}
      </h2>
      <ul className={classes.list}>
        {inOrder(findings).map((finding) => {
          const line = lines.find((one) => finding.dataPoints.includes(one.dataPoint));
          return (
            <li key={finding.code + finding.dataPoints.join() + finding.message}>
              {line ? (
                <UnstyledButton className={classes.reason} onClick={() => onLine(line)}>
                  {words(finding)}
                </UnstyledButton>
              ) : (
                <span className={classes.reason}>{words(finding)}</span>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
