/** Why a person should look, in words: known reasons in the reader's language, others as the server says them. */
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../api/client';
import { sentence } from './sentence';

type Finding = Schemas['Finding'];

/** The reasons that name a single data point, or none, and have a text of our own. */
const KNOWN = {
  mandatory_missing: 'reason.missing',
  confidence_low: 'reason.unsure',
  value_not_converted: 'reason.notConverted',
  documents_changed: 'reason.documentsChanged',
  class_unexpected: 'reason.classUnexpected',
  class_unsure: 'reason.classUnsure',
  no_automatic_acceptance: 'reason.always',
} as const;

/** They hold for every document of a process, so they come after what is special about this one. */
const ALWAYS = ['no_automatic_acceptance', 'not_promised'];

const isKnown = (code: string): code is keyof typeof KNOWN => code in KNOWN;

/** `seller_vat_id` → `Seller vat id`, where the process's own label is not at hand. */
export function labelFrom(name: string): string {
  const text = name.replaceAll('_', ' ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Whether it says something about this document, not about every one of its process. */
export const isSpecial = (finding: Finding): boolean => !ALWAYS.includes(finding.code);

/** What is special about a document first. */
export function inOrder(findings: readonly Finding[]): Finding[] {
  const always = findings.filter((finding) => !isSpecial(finding));
  return [...findings.filter(isSpecial), ...always.slice(0, 1)];
}

export function useReason(label: (name: string) => string = labelFrom) {
  const { t } = useTranslation();
  return (finding: Finding): string => {
    const [name, ...others] = finding.dataPoints;
    if (isKnown(finding.code)) return t(KNOWN[finding.code], { label: name ? label(name) : '' });
    const said = sentence(finding.message);
    if (finding.code === 'not_promised') return t('reason.notPromised', { why: said });
    return name && others.length === 0 ? `${label(name)}: ${said}` : said;
  };
}
