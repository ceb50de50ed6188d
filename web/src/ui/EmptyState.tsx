/** What a screen shows instead of nothing: what would stand here, and how it gets here. */
import { Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './EmptyState.module.css';

type Props = { title: string; text: string; action?: ReactNode; compact?: boolean };

export function EmptyState({ title, text, action, compact = false }: Props) {
  return (
    <div className={classes.box} data-compact={compact || undefined}>
      <svg viewBox="0 0 120 72" width={compact ? 92 : 132} aria-hidden="true" className={classes.drawing}>
        <g transform="rotate(-14 60 36)" fill="none" strokeLinecap="round">
          <ellipse
            cx="60"
            cy="36"
            rx="52"
            ry="25"
            stroke="var(--pg-line-strong)"
            strokeWidth="1.2"
            strokeDasharray="1 5"
          />
          <rect
            x="22"
            y="22"
            width="22"
            height="28"
            rx="2.5"
            fill="var(--pg-surface)"
            stroke="var(--pg-ink-soft)"
            strokeWidth="1.4"
          />
          <path d="M27 29h12M27 34h12M27 39h7" stroke="var(--pg-line-strong)" strokeWidth="1.4" />
          <circle cx="8" cy="36" r="4.6" fill="var(--pg-mark)" />
        </g>
      </svg>
      <Title order={2}>{title}</Title>
      <Text c="dimmed" maw={440} ta="center">
        {text}
      </Text>
      {action}
    </div>
  );
}
