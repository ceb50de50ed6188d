/** A person in a row: initials, name, address. */
import { initials } from '../../session/initials';
import classes from './Person.module.css';

type Props = { name: string; email: string | null; note?: string | undefined };

export function Person({ name, email, note }: Props) {
  return (
    <div className={classes.person}>
      <span className={classes.initials} aria-hidden="true">
        {initials(name)}
      </span>
      <div className={classes.words}>
        <span className={classes.name}>
          {name}
          {note && <span className={classes.note}> {note}</span>}
        </span>
        {email && <span className={classes.email}>{email}</span>}
      </div>
    </div>
  );
}
