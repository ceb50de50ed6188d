/** Shares in the reader's language. */
import { useTranslation } from 'react-i18next';

export function usePercent() {
  const { i18n } = useTranslation();
  const format = new Intl.NumberFormat(i18n.language, { style: 'percent', maximumFractionDigits: 1 });
  return (share: number) => format.format(share);
}
