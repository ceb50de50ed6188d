/** The frame of every screen for somebody who is signed in: head bar, content, the dialog of an ended session. */
import { Link, Outlet, useRouterState } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { SessionEnded } from '../features/session/SessionEnded';
import { UserMenu } from '../features/session/UserMenu';
import { Wordmark } from '../ui/Logo';
import { HeadSlotProvider, useHeadOutlet } from './HeadSlot';
import classes from './Shell.module.css';

function Head() {
  const { t } = useTranslation();
  const outlet = useHeadOutlet();
  return (
    <header className={classes.head}>
      <Link to="/" className={classes.home} aria-label={t('shell.home')}>
        <Wordmark size={26} />
      </Link>
      <div className={classes.slot} ref={outlet} />
      <UserMenu />
    </header>
  );
}

/** A link that led to a new screen is gone with the old one, and the focus with it: it starts again at the content. */
function useFocusOnScreen() {
  const content = useRef<HTMLElement>(null);
  const address = useRouterState({ select: (state) => state.resolvedLocation?.pathname });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the address is what says that the screen is a new one.
  useEffect(() => {
    if (document.activeElement === document.body) content.current?.focus({ preventScroll: true });
  }, [address]);
  return content;
}

export function Shell() {
  const { t } = useTranslation();
  const content = useFocusOnScreen();
  return (
    <HeadSlotProvider>
      <a href="#content" className="pg-skip">
        {t('shell.skip')}
      </a>
      <div className={classes.frame}>
        <Head />
        <main id="content" ref={content} className={classes.content} tabIndex={-1}>
          <Outlet />
        </main>
      </div>
      <SessionEnded />
    </HeadSlotProvider>
  );
}
