/** Why a value needs a person, in plain words, where its own fault does not say it already. */
import { useTranslation } from 'react-i18next';
import { useReason } from '../../../ui/useReason';
import type { Slot } from '../slots';
import { percent } from './Certainty';
import classes from './FieldRow.module.css';

export function Why({ slot, id }: { slot: Slot; id: string }) {
  const { t } = useTranslation();
  const words = useReason(() => slot.label);
  const said = slot.findings.find(
    (finding) => finding.code !== 'confidence_low' && finding.code !== 'mandatory_missing',
  );
  let text: string | null = null;
  if (said) text = words(said);
  else if (slot.level === 'missing') text = t('reviewing.why.missing');
  else if (slot.value && slot.level === 'doubt') {
    text = t('reviewing.why.doubt', { percent: percent(slot.value.confidence) });
  } else if (slot.value) text = t('reviewing.why.check', { percent: percent(slot.value.confidence) });
  return (
    text && (
      <p id={id} className={classes.why}>
        {text}
      </p>
    )
  );
}
