/** The mark (a body, its orbit, and a moon at the nearest point) with or without the name. */
import classes from './Logo.module.css';

export function Mark({ size = 26 }: { size?: number }) {
  return (
    <svg viewBox="0 0 32 32" width={size} height={size} aria-hidden="true" className={classes.mark}>
      <g transform="rotate(-32 16 16)">
        <ellipse cx="16" cy="16" rx="13" ry="8.6" fill="none" stroke="currentColor" strokeWidth="2" />
        <circle cx="10.8" cy="16" r="3.4" fill="currentColor" />
        <circle className={classes.moon} cx="3" cy="16" r="3.1" />
      </g>
    </svg>
  );
}

export function Wordmark({ size = 26 }: { size?: number }) {
  return (
    <span className={classes.wordmark} style={{ fontSize: size * 0.7 }}>
      <Mark size={size} />
      <span>perigee</span>
    </span>
  );
}
