/** A state as a word with a shape and a colour (never the colour alone). */
import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import classes from './StatusBadge.module.css';

export type Tone = 'quiet' | 'busy' | 'check' | 'sure' | 'doubt';

type Props = { tone: Tone; icon?: LucideIcon; children: ReactNode };

export function Tag({ tone, icon: Icon, children }: Props) {
  return (
    <span className={classes.badge} data-tone={tone} data-plain={!Icon || undefined}>
      {Icon && <Icon size={13} strokeWidth={2.2} aria-hidden="true" />}
      {children}
    </span>
  );
}
