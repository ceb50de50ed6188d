/** Why a person should look at this document, each reason a way to the value that it is about. */
import { UnstyledButton } from '@mantine/core';
import { Eye } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { sentence } from '../../../ui/sentence';
import type { Finding, Slot } from '../slots';
import classes from './Reasons.module.css';

type Props = { findings: readonly Finding[]; lines: readonly Slot[]; onLine: (line: Slot) => void };

export function Reasons({ findings, lines, onLine }: Props) {
  const { t } = useTranslation();
  if (findings.length === 0) return null;
  return (
    <section className={classes.box} aria-label={t('supervision.reasons')}>
      <h2 className={classes.title}>
        <Eye size={15} aria-hidden="true" /> {t('supervision.reasons')}
      </h2>
      <ul className={classes.list}>
        {findings.map((finding) => {
          const line = lines.find((one) => finding.dataPoints.includes(one.dataPoint));
          return (
            <li key={finding.code + finding.message}>
              {line ? (
                <UnstyledButton className={classes.reason} onClick={() => onLine(line)}>
                  {sentence(finding.message)}
                </UnstyledButton>
              ) : (
                <span className={classes.reason}>{sentence(finding.message)}</span>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
