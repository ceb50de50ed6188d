/** Lets the keyboard run commands while a screen is shown. */
import { useEffect, useRef } from 'react';
import { offer } from './active';
import { type Command, commandFor } from './command';

/** Whether the keys go into a text that is being written. */
function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement)
    return !['checkbox', 'radio', 'button', 'range'].includes(target.type);
  return (
    target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement || target.isContentEditable
  );
}

export function useShortcuts(commands: readonly Command[], active = true): void {
  const latest = useRef(commands);
  useEffect(() => {
    latest.current = commands;
  }, [commands]);

  useEffect(() => offer(() => latest.current), []);

  useEffect(() => {
    if (!active) return;
    const listen = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return;
      // A button that has the focus answers Enter and Space itself.
      const onButton =
        event.target instanceof HTMLElement && event.target.closest('button, a[href]') !== null;
      if (onButton && (event.key === 'Enter' || event.key === ' ') && !event.ctrlKey && !event.metaKey)
        return;
      const command = commandFor(latest.current, event, isTyping(event.target));
      if (!command) return;
      event.preventDefault();
      command.run();
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, [active]);
}

export const isMac = /mac|iphone|ipad/i.test(globalThis.navigator?.platform ?? '');
