/** A text to be taken along, with a button that copies it. */
import { CopyButton } from './CopyButton';
import classes from './CopyField.module.css';

type Props = {
  label: string;
  value: string;
  /** What the button does, where there is more than one to copy. */
  copyLabel: string;
};

export function CopyField({ label, value, copyLabel }: Props) {
  return (
    <div className={classes.field}>
      <input
        className={classes.text}
        aria-label={label}
        value={value}
        readOnly
        spellCheck={false}
        onFocus={(event) => event.currentTarget.select()}
      />
      <CopyButton text={value} label={copyLabel} />
    </div>
  );
}
