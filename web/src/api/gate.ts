/**
 * What happens when the server says that nobody is signed in.
 *
 * A request that is refused for that reason is not lost: it waits at the gate until somebody has signed in again,
 * then it is sent once more. So a session may end while a value is being typed, and nothing has to be typed twice.
 */

type Listener = () => void;

export class SignInGate {
  /** Whether somebody was signed in on this page; without that a refusal is no surprise. */
  private known = false;
  private waiting: (() => void)[] = [];
  private listeners = new Set<Listener>();

  /** Whether a dialog should ask the person to sign in again. */
  readonly isClosed = (): boolean => this.waiting.length > 0;

  readonly subscribe = (listener: Listener): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Somebody is signed in: whatever waits goes on. */
  open(): void {
    this.known = true;
    const all = this.waiting;
    this.waiting = [];
    for (const go of all) go();
    this.tell();
  }

  /** Somebody signed out on purpose: nothing waits, refusals are answers. */
  forget(): void {
    this.known = false;
    this.waiting = [];
    this.tell();
  }

  /** Waits until somebody has signed in; `false` when waiting makes no sense. */
  async pass(): Promise<boolean> {
    if (!this.known) return false;
    await new Promise<void>((resolve) => {
      this.waiting.push(resolve);
      this.tell();
    });
    return true;
  }

  private tell(): void {
    for (const listener of this.listeners) listener();
  }
}

export const gate = new SignInGate();

/** Sends a request; if the session has ended, sends it again after the next sign-in. */
export async function fetchThroughGate(
  request: Request,
  send: (request: Request) => Promise<Response> = fetch,
  at: SignInGate = gate,
): Promise<Response> {
  // A body can be read once only, so the second attempt needs a copy made before the first.
  const again = request.clone();
  const answer = await send(request);
  if (answer.status !== 401 || !(await at.pass())) return answer;
  return fetchThroughGate(again, send, at);
}
