/** The frame of every screen for somebody who is signed in: head bar, navigation, content, the dialog of an ended session. */
import { ActionIcon, UnstyledButton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Link, Outlet, useRouterState } from '@tanstack/react-router';
import { Menu, Search } from 'lucide-react';
import { lazy, Suspense, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { activeCommands } from '../commands/active';
import { Keys } from '../commands/Keys';
import { useShortcuts } from '../commands/useShortcuts';
import { SessionEnded } from '../features/session/SessionEnded';
import { UserMenu } from '../features/session/UserMenu';
import { useTour } from '../features/tour/useTour';
import { Wordmark } from '../ui/Logo';
import { ConnectionNotice } from './ConnectionNotice';
import { HeadSlotProvider, useHeadOutlet } from './HeadSlot';
import classes from './Shell.module.css';
import { NavigationDrawer, ShellNavigation } from './ShellNavigation';
import { useFrameCommands } from './useFrameCommands';
import { useNavigationFold } from './useNavigationFold';

const loadPalette = () => import('./palette/CommandPalette');
const CommandPalette = lazy(() => loadPalette().then((file) => ({ default: file.CommandPalette })));
const TourPanel = lazy(() =>
  import('../features/tour/TourPanel').then((file) => ({ default: file.TourPanel })),
);
const ShortcutHelp = lazy(() =>
  import('../commands/ShortcutHelp').then((file) => ({ default: file.ShortcutHelp })),
);

/** By then the first screen is there. */
const PRELOAD_MS = 2000;

type HeadProps = { onMenu: () => void; onPalette: () => void };

function Head({ onMenu, onPalette }: HeadProps) {
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
      <UnstyledButton className={classes.search} onClick={onPalette} aria-haspopup="dialog">
        <Search size={15} aria-hidden="true" />
        <span>{t('palette.open')}</span>
        <Keys name="Mod+k" />
      </UnstyledButton>
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
  const [searching, palette] = useDisclosure(false);
  const [helping, help] = useDisclosure(false);
  // Who opens it by key types on at once.
  useEffect(() => {
    const timer = setTimeout(() => void loadPalette(), PRELOAD_MS);
    return () => clearTimeout(timer);
  }, []);
  const { begin } = useTour();
  useShortcuts(useFrameCommands({ palette: palette.open, help: help.open, tour: begin }));
  return (
    <HeadSlotProvider>
      <a href="#content" className="pg-skip">
        {t('shell.skip')}
      </a>
      <div className={classes.frame}>
        <Head onMenu={open} onPalette={palette.open} />
        <ShellNavigation folded={folded} onFold={fold} />
        <main id="content" ref={content} className={classes.content} tabIndex={-1}>
          <ConnectionNotice />
          <Outlet />
        </main>
      </div>
      <NavigationDrawer opened={drawer} onClose={close} />
      <SessionEnded />
      <Suspense>
        <TourPanel />
      </Suspense>
      {/* Fetched when they are first asked for. */}
      <Suspense>
        {searching && <CommandPalette opened onClose={palette.close} />}
        {helping && <ShortcutHelp commands={activeCommands()} opened onClose={help.close} />}
      </Suspense>
    </HeadSlotProvider>
  );
}
