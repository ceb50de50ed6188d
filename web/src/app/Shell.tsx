/** The frame of every screen for somebody who is signed in: head bar, navigation, content, the dialog of an ended session. */
import { ActionIcon } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Link, Outlet, useRouterState } from '@tanstack/react-router';
import { Menu } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { SessionEnded } from '../features/session/SessionEnded';
import { UserMenu } from '../features/session/UserMenu';
import { Wordmark } from '../ui/Logo';
import { HeadSlotProvider, useHeadOutlet } from './HeadSlot';
import classes from './Shell.module.css';
import { NavigationDrawer, ShellNavigation } from './ShellNavigation';
import { useNavigationFold } from './useNavigationFold';

function Head({ onMenu }: { onMenu: () => void }) {
  const { t } = useTranslation();
  const outlet = useHeadOutlet();
  return (
    <header className={classes.head}>
      <ActionIcon
        variant="subtle"
        color="gray"
        className={classes.menu ?? ''}
        aria-label={t('nav.open')}
        onClick={onMenu}
      >
        <Menu size={19} />
      </ActionIcon>
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
  const [folded, fold] = useNavigationFold();
  const [drawer, { open, close }] = useDisclosure(false);
  return (
    <HeadSlotProvider>
      <a href="#content" className="pg-skip">
        {t('shell.skip')}
      </a>
      <div className={classes.frame}>
        <Head onMenu={open} />
        <ShellNavigation folded={folded} onFold={fold} />
        <main id="content" ref={content} className={classes.content} tabIndex={-1}>
          <Outlet />
        </main>
      </div>
      <NavigationDrawer opened={drawer} onClose={close} />
      <SessionEnded />
    </HeadSlotProvider>
  );
}
