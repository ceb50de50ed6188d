/** The frame of every screen for somebody who is signed in: head bar, content, the dialog of an ended session. */
import { Link, Outlet } from '@tanstack/react-router';
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

export function Shell() {
  const { t } = useTranslation();
  return (
    <HeadSlotProvider>
      <a href="#content" className="pg-skip">
        {t('shell.skip')}
      </a>
      <div className={classes.frame}>
        <Head />
        <main id="content" className={classes.content} tabIndex={-1}>
          <Outlet />
        </main>
      </div>
      <SessionEnded />
    </HeadSlotProvider>
  );
}
