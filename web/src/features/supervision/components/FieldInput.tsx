/** The input of a line: text, several lines of text, or a choice, by the type of the data point. */
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { pendingText } from '../autosave';
import type { Slot } from '../slots';
import type { ReviewHandle } from '../useReview';
import classes from './FieldRow.module.css';

type Props = {
  slot: Slot;
  review: ReviewHandle;
  editable: boolean;
  id?: string;
  label?: string;
  describedBy?: string;
  compact?: boolean;
};

/** Characters of a line of the panel; longer text gets more lines. */
const LINE_CHARS = 46;
const MOST_LINES = 5;

/** What stands in the input: what is being typed, else what is on its way to the server, else what the server has. */
export function shownText(slot: Slot, review: ReviewHandle): string {
  return (
    review.state.drafts[slot.key] ?? pendingText(review.saving.state, slot.key) ?? slot.value?.rawValue ?? ''
  );
}

const isLong = (slot: Slot) => slot.type === 'address' || slot.type === 'text';

/** Whether two renderings of a line would show the same: what is typed and saved elsewhere does not matter to it. */
export function showsSame(
  a: { slot: Slot; review: ReviewHandle },
  b: { slot: Slot; review: ReviewHandle },
): boolean {
  const { key } = b.slot;
  return (
    a.slot === b.slot &&
    a.review.state.drafts[key] === b.review.state.drafts[key] &&
    pendingText(a.review.saving.state, key) === pendingText(b.review.saving.state, key)
  );
}

/** Drawn anew only when its own line changes: documents may have hundreds of them. */
export const FieldInput = memo(
  Input,
  (a, b) =>
    showsSame(a, b) &&
    a.editable === b.editable &&
    a.id === b.id &&
    a.label === b.label &&
    a.describedBy === b.describedBy &&
    a.compact === b.compact,
);

function Input({ slot, review, editable, id, label, describedBy, compact = false }: Props) {
  const text = shownText(slot, review);
  const shared = {
    id,
    'data-line': slot.key,
    'aria-label': label,
    'aria-describedby': describedBy,
    'aria-invalid': slot.fault !== null || undefined,
    'aria-required': slot.mandatory || undefined,
    className: compact ? `${classes.input} ${classes.compact}` : classes.input,
    onFocus: () => review.select(slot.key),
  };
  if ((slot.type === 'enum' || slot.type === 'bool') && !compact) {
    return <Choice slot={slot} review={review} editable={editable} shared={shared} />;
  }
  const typing = {
    ...shared,
    value: text,
    readOnly: !editable,
    spellCheck: false,
    autoComplete: 'off',
    onChange: (event: { currentTarget: { value: string } }) =>
      review.type(slot.key, event.currentTarget.value),
    // What was typed before somebody took the document over stays where it is.
    onBlur: () => editable && review.commit(slot.key),
  };
  if (!isLong(slot) || compact || text.length <= LINE_CHARS) {
    return <input type="text" inputMode={keyboardFor(slot)} {...typing} />;
  }
  return <textarea rows={Math.min(Math.ceil(text.length / LINE_CHARS), MOST_LINES)} {...typing} />;
}

function keyboardFor(slot: Slot): 'decimal' | 'email' | 'tel' | 'url' | 'text' {
  if (slot.type === 'amount' || slot.type === 'number' || slot.type === 'percent') return 'decimal';
  if (slot.type === 'email' || slot.type === 'url') return slot.type;
  return slot.type === 'phone' ? 'tel' : 'text';
}

type ChoiceProps = Pick<Props, 'slot' | 'review' | 'editable'> & { shared: object };

/** `credit_note` → `Credit note`. */
function words(literal: string): string {
  const text = literal.replaceAll('_', ' ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function Choice({ slot, review, editable, shared }: ChoiceProps) {
  const { t } = useTranslation();
  const current = slot.value?.value ?? '';
  const options =
    slot.type === 'bool'
      ? [
          { value: 'true', label: t('common.yes') },
          { value: 'false', label: t('common.no') },
        ]
      : slot.literals.map((value) => ({ value, label: words(value) }));
  // A value that cannot be converted stays as printed until something is chosen.
  const odd = current !== '' && !options.some((option) => option.value === current);
  return (
    <select
      {...shared}
      value={current}
      disabled={!editable}
      onChange={(event) => review.decide(slot.key, event.currentTarget.value)}
    >
      <option value="">{current === '' && slot.value ? slot.value.rawValue : '–'}</option>
      {odd && <option value={current}>{current}</option>}
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </select>
  );
}
