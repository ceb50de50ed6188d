/** What the server refused, in words of our own: its own say as little as they may about who exists. */
import { ApiError } from '../../api/problem';
import { Fault } from '../../ui/Fault';
import classes from './FrontPage.module.css';

export function Refusal({ text }: { text: string }) {
  return (
    <div className={classes.refusal} role="alert">
      {text}
    </div>
  );
}

/** A refusal to let somebody in, or any other fault. */
export function EntryFault({ error, refused }: { error: Error; refused: string }) {
  return error instanceof ApiError && error.status === 401 ? (
    <Refusal text={refused} />
  ) : (
    <Fault error={error} />
  );
}
