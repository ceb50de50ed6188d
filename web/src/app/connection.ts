/** Whether the server answers: noticed by requests that got no answer, settled by asking it. */
import type { QueryClient } from '@tanstack/react-query';
import { ApiError } from '../api/problem';

type Listener = () => void;

export class Connection {
  private lost = false;
  private readonly listeners = new Set<Listener>();
  private readonly fetchHealth: () => Promise<{ ok: boolean }>;

  constructor(fetchHealth: () => Promise<{ ok: boolean }>) {
    this.fetchHealth = fetchHealth;
  }

  readonly isLost = (): boolean => this.lost;

  readonly subscribe = (listener: Listener): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** A request failed; only one without any answer says something about the connection. */
  noticed(error: unknown): void {
    if (error instanceof ApiError && error.status === 0) this.set(true);
  }

  /** Asks the server; `true` when it answers. */
  async ask(): Promise<boolean> {
    const answers = await this.fetchHealth().then(
      ({ ok }) => ok,
      () => false,
    );
    this.set(!answers);
    return answers;
  }

  /** Looks at every request of the cache until the returned function is called. */
  watch(client: QueryClient): () => void {
    const stopQueries = client.getQueryCache().subscribe((event) => {
      if (event.type === 'updated' && event.action.type === 'error') this.noticed(event.action.error);
      if (event.type === 'updated' && event.action.type === 'failed') this.noticed(event.action.error);
    });
    const stopMutations = client.getMutationCache().subscribe((event) => {
      if (event.type === 'updated' && event.action.type === 'error') this.noticed(event.action.error);
    });
    // The browser knows before any request does; whether the server is reached is for the server to say.
    const ask = () => void this.ask();
    window.addEventListener('offline', ask);
    window.addEventListener('online', ask);
    return () => {
      stopQueries();
      stopMutations();
      window.removeEventListener('offline', ask);
      window.removeEventListener('online', ask);
    };
  }

  private set(lost: boolean): void {
    if (this.lost === lost) return;
    this.lost = lost;
    for (const listener of this.listeners) listener();
  }
}

/** A server that starts again may take a moment to answer; longer than this it is no answer. */
const PATIENCE_MS = 5000;

export const connection = new Connection(() =>
  fetch('/healthz', { cache: 'no-store', signal: AbortSignal.timeout(PATIENCE_MS) }),
);
