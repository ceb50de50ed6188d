/** How sure a value is: a shape, a colour and a word, and where it comes from. */
import { useTranslation } from 'react-i18next';
import type { Slot } from '../slots';
import classes from './Certainty.module.css';

const WORDS = {
  sure: 'level.sure',
  check: 'level.check',
  doubt: 'level.doubt',
  person: 'level.person',
  missing: 'level.missing',
  empty: 'level.empty',
} as const;

const SOURCES = {
  text: 'source.text',
  ocr: 'source.ocr',
  einvoice: 'source.einvoice',
  barcode: 'source.barcode',
  enrichment: 'source.enrichment',
  person: 'source.person',
} as const;

/** A number that says 100 % of a probability below one would be a lie. */
export function percent(confidence: number): number {
  return confidence >= 1 ? 100 : Math.min(99, Math.round(confidence * 100));
}

export function Certainty({ slot }: { slot: Slot }) {
  const { t } = useTranslation();
  const { level, value } = slot;
  if (level === 'empty') return null;
  const ofMachine = value && level !== 'person';
  return (
    <span className={classes.certainty} data-level={level}>
      {ofMachine && <span className={classes.source}>{t(SOURCES[value.source])}</span>}
      <span className={classes.level}>
        <Shape level={level} />
        {value?.decision === 'confirmed' ? t('reviewing.confirmed') : t(WORDS[level])}
        {ofMachine && <span className={classes.number}>{percent(value.confidence)} %</span>}
      </span>
    </span>
  );
}

/** Told apart without colours: a full disc, a half one, a triangle, a square, a ring. */
function Shape({ level }: { level: Slot['level'] }) {
  return (
    <svg viewBox="0 0 10 10" width={9} height={9} aria-hidden="true" className={classes.shape}>
      {level === 'sure' && <circle cx="5" cy="5" r="4.5" fill="currentColor" />}
      {level === 'check' && (
        <>
          <circle cx="5" cy="5" r="4" fill="none" stroke="currentColor" strokeWidth="1.4" />
          <path d="M5 1a4 4 0 0 1 0 8z" fill="currentColor" />
        </>
      )}
      {level === 'doubt' && <path d="M5 .6 9.8 9.4H.2z" fill="currentColor" />}
      {level === 'person' && <rect x="1" y="1" width="8" height="8" rx="1.5" fill="currentColor" />}
      {level === 'missing' && (
        <circle
          cx="5"
          cy="5"
          r="4"
          fill="none"
          stroke="currentColor"
          strokeWidth="1.6"
          strokeDasharray="2 1.6"
        />
      )}
    </svg>
  );
}
