/** Times in words of the reader's language. */
import { useTranslation } from 'react-i18next';

const MINUTE_S = 60;
const HOUR_S = 3600;
const DAY_S = 86_400;

/** `5 minutes ago` for the last day, else the date. */
export function ago(time: string, now: Date, language: string): string {
  const then = new Date(time);
  const seconds = (then.getTime() - now.getTime()) / 1000;
  const relative = new Intl.RelativeTimeFormat(language, { numeric: 'auto', style: 'long' });
  if (seconds > -MINUTE_S) return relative.format(0, 'second');
  if (seconds > -HOUR_S) return relative.format(Math.round(seconds / MINUTE_S), 'minute');
  if (seconds > -DAY_S) return relative.format(Math.round(seconds / HOUR_S), 'hour');
  return new Intl.DateTimeFormat(language, { dateStyle: 'medium' }).format(then);
}

export function useWhen() {
  const { i18n } = useTranslation();
  return {
    ago: (time: string) => ago(time, new Date(), i18n.language),
    /** The date alone, for what lies ahead. */
    day: (time: string) =>
      new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium' }).format(new Date(time)),
    exact: (time: string) =>
      new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium', timeStyle: 'medium' }).format(
        new Date(time),
      ),
  };
}
