/** Lets a screen put its own path and actions into the head bar. */
import { createContext, type ReactNode, use, useState } from 'react';
import { createPortal } from 'react-dom';

type Slot = { element: HTMLElement | null; set: (element: HTMLElement | null) => void };

const SlotContext = createContext<Slot>({ element: null, set: () => undefined });

export function HeadSlotProvider({ children }: { children: ReactNode }) {
  const [element, set] = useState<HTMLElement | null>(null);
  return <SlotContext value={{ element, set }}>{children}</SlotContext>;
}

/** The place in the head bar; to be given as `ref`. */
export function useHeadOutlet() {
  return use(SlotContext).set;
}

export function InHead({ children }: { children: ReactNode }) {
  const { element } = use(SlotContext);
  return element ? createPortal(children, element) : null;
}
