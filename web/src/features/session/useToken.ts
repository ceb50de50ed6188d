/** The token of the one-time link through which somebody came. */
import { useEffect, useState } from 'react';
import { tokenFrom } from './token';

/** Takes the token out of the address before anything else can see it: history, logs, a screenshot. */
function takeToken(): string | null {
  const token = tokenFrom(window.location.hash);
  if (token)
    window.history.replaceState(window.history.state, '', window.location.pathname + window.location.search);
  return token;
}

/** `undefined` until the address was looked at, `null` when it has none. */
export function useToken(): string | null | undefined {
  const [token, setToken] = useState<string | null>();
  useEffect(() => {
    // A token that was taken is no longer in the address, so a second look must not forget it.
    const take = () => {
      const found = takeToken();
      setToken((before) => found ?? before ?? null);
    };
    take();
    // A link pasted into a window that shows this screen already changes only what stands behind the `#`.
    window.addEventListener('hashchange', take);
    return () => window.removeEventListener('hashchange', take);
  }, []);
  return token;
}
