/** Waits for the end of a session. What asks for the password then is fetched early, but after the first screen. */
import { lazy, Suspense, useEffect, useState } from 'react';

const Dialog = lazy(() =>
  import('./SessionEndedDialog').then((file) => ({ default: file.SessionEndedDialog })),
);

export function SessionEnded() {
  const [shown, show] = useState(false);
  useEffect(() => show(true), []);
  return shown ? (
    <Suspense>
      <Dialog />
    </Suspense>
  ) : null;
}
