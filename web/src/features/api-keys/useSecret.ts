/** A secret between the answer that brought it and the close of its dialog. */
import { useEffect, useState } from 'react';
import type { CreatedApiKey } from './api';

export function useSecret(onClose: () => void) {
  const [created, setCreated] = useState<CreatedApiKey | null>(null);
  const [copied, setCopied] = useState(false);
  const [asking, setAsking] = useState(false);
  const unsaved = created !== null && !copied;

  // Closing the page loses it as surely as closing the dialog does.
  useEffect(() => {
    if (!unsaved) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [unsaved]);

  return {
    created,
    /** Whether to ask before closing. */
    asking,
    show: setCreated,
    onCopied: () => setCopied(true),
    goBack: () => setAsking(false),
    leave: onClose,
    tryToLeave: () => (unsaved ? setAsking(true) : onClose()),
    forget: () => {
      setCreated(null);
      setCopied(false);
      setAsking(false);
    },
  };
}

export type Secret = ReturnType<typeof useSecret>;
