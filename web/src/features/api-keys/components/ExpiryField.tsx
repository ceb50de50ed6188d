/** When a key ends: a quick pick or a date, within what the organization allows. */
import { Input, SegmentedControl, Text, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useWhen } from '../../../ui/useWhen';
import {
  DAY_MS,
  dateOf,
  type ExpiryChoice,
  faultOf,
  firstChoice,
  lastDate,
  momentOf,
  QUICK_DAYS,
} from '../expiry';
import classes from './ExpiryField.module.css';

const CUSTOM = 'custom';

type Props = { choice: ExpiryChoice; onChange: (choice: ExpiryChoice) => void; longestDays: number };

export function ExpiryField({ choice, onChange, longestDays }: Props) {
  const { t } = useTranslation();
  const when = useWhen();
  const now = new Date();
  const fault = faultOf(choice, now, longestDays);
  // An organization that allows less than the shortest pick has that as its only one.
  const { days: first } = firstChoice(longestDays);
  const picks = [...new Set([...(first < QUICK_DAYS[0] ? [first] : []), ...QUICK_DAYS])];

  const pick = (value: string) =>
    onChange(
      value === CUSTOM ? { date: dateOf(new Date(now.getTime() + first * DAY_MS)) } : { days: Number(value) },
    );

  const faults = {
    missing: t('apiKeys.dateMissing'),
    past: t('apiKeys.datePast'),
    beyond: t('apiKeys.dateBeyond', {
      date: when.day(momentOf({ days: longestDays }, now, longestDays).toISOString()),
      count: longestDays,
    }),
  };

  return (
    <Input.Wrapper label={t('apiKeys.expires')} labelElement="div">
      <div className={classes.line}>
        <SegmentedControl
          size="sm"
          aria-label={t('apiKeys.expires')}
          value={'days' in choice ? String(choice.days) : CUSTOM}
          onChange={pick}
          data={[
            ...picks.map((days) => ({
              value: String(days),
              label: t('apiKeys.days', { count: days }),
              disabled: days > longestDays,
            })),
            { value: CUSTOM, label: t('apiKeys.custom') },
          ]}
        />
        {'date' in choice && (
          <TextInput
            type="date"
            aria-label={t('apiKeys.date')}
            value={choice.date}
            min={dateOf(now)}
            max={lastDate(now, longestDays)}
            onChange={(event) => onChange({ date: event.currentTarget.value })}
            error={fault !== null}
            aria-describedby="key-expiry-note"
          />
        )}
      </div>
      <Text size="xs" id="key-expiry-note" c={fault ? 'var(--pg-doubt)' : 'dimmed'} mt={6} aria-live="polite">
        {fault
          ? faults[fault]
          : t('apiKeys.endsOn', { date: when.exact(momentOf(choice, now, longestDays).toISOString()) })}{' '}
        {fault !== 'beyond' && t('apiKeys.longest', { count: longestDays })}
      </Text>
    </Input.Wrapper>
  );
}
