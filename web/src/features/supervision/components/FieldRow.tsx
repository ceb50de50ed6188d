/** One line of the list: what it is, what it says, how sure that is, and what is wrong with it. */
import { memo, useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { Command } from '../../../commands/command';
import { useFaultWords } from '../../../ui/Fault';
import { sentence } from '../../../ui/sentence';
import type { Slot } from '../slots';
import type { ReviewHandle } from '../useReview';
import { Certainty } from './Certainty';
import { FieldInput, shownText, showsSame } from './FieldInput';
import classes from './FieldRow.module.css';
import { Alternatives, ValueActions } from './ValueActions';
import { Why } from './Why';

type Props = {
  slot: Slot;
  review: ReviewHandle;
  commands: readonly Command[];
  editable: boolean;
  description: string;
};

/** What the converter made of the text, where that is not the text itself. */
function converted(slot: Slot): string | null {
  const value = slot.value?.value;
  if (!value || value === slot.value?.rawValue) return null;
  return slot.type === 'text' || slot.type === 'address' || slot.type === 'enum' || slot.type === 'bool'
    ? null
    : value;
}

const isInHand = ({ slot, review }: Props) => review.state.selected === slot.key;
const refusalOf = ({ slot, review }: Props) =>
  review.saving.refused.find(({ edit }) => edit.slot === slot.key);

/** Drawn anew only when its own line changes, or what can be done with it while it is in hand. */
export const FieldRow = memo(
  Row,
  (a, b) =>
    showsSame(a, b) &&
    a.editable === b.editable &&
    a.description === b.description &&
    isInHand(a) === isInHand(b) &&
    (!isInHand(b) || a.commands === b.commands) &&
    refusalOf(a) === refusalOf(b),
);

function Row(props: Props) {
  const { slot, review, commands, editable, description } = props;
  const { t } = useTranslation();
  const id = useId();
  const refusal = refusalOf(props);
  const selected = isInHand(props);
  const words = useFaultWords();
  const fault = refusal ? words(refusal.error).what.join(' ') : slot.fault;
  const made = shownText(slot, review) === slot.value?.rawValue ? converted(slot) : null;
  return (
    <div
      className={classes.row}
      data-selected={selected || undefined}
      data-open={(editable && slot.needsPerson) || undefined}
      data-point={slot.dataPoint}
      data-level={slot.level}
    >
      <div className={classes.top}>
        <label htmlFor={id} className={classes.label} title={description || undefined}>
          {slot.label}
          {slot.mandatory && (
            <span className={classes.must} title={t('supervision.mandatory')} aria-hidden="true">
              *
            </span>
          )}
        </label>
        <span id={`${id}-certainty`}>
          <Certainty slot={slot} />
        </span>
      </div>
      <div className={classes.field}>
        <FieldInput
          slot={slot}
          review={review}
          editable={editable}
          id={id}
          describedBy={`${id}-certainty ${id}-fault`}
        />
        {made && (
          <span className={classes.made} title={`${t('supervision.converted')}: ${made}`}>
            {made}
          </span>
        )}
        {selected && <ValueActions commands={commands} />}
      </div>
      {selected && editable && <Alternatives slot={slot} review={review} />}
      {editable && slot.needsPerson && !fault && <Why slot={slot} id={`${id}-fault`} />}
      {fault && (
        <p id={`${id}-fault`} className={classes.fault}>
          {sentence(fault)}
        </p>
      )}
    </div>
  );
}
