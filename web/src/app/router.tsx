/** The addresses of the screens. Each screen is a file of its own that is fetched when it is opened. */
import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from '@tanstack/react-router';
import { gate } from '../api/gate';
import { ApiError } from '../api/problem';
import { queryClient } from '../api/queries';
import { queueSearch } from '../features/queue/search';
import { meQuery } from '../features/session/api';
import { ScreenFault } from '../ui/ScreenFault';
import { NotFound } from './NotFound';
import { Shell } from './Shell';

const root = createRootRoute({ notFoundComponent: NotFound });

const text = (value: unknown): string | undefined =>
  typeof value === 'string' || typeof value === 'number' ? String(value) || undefined : undefined;

type SignInSearch = { next?: string; error?: string };

/** Only addresses of our own: a link must not lead elsewhere after signing in. */
export function ownAddress(next: unknown): string | undefined {
  return typeof next === 'string' && /^\/(?![/\\])/.test(next) ? next : undefined;
}

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: (search): SignInSearch => {
    const next = ownAddress(search.next);
    const error = text(search.error);
    return { ...(next && { next }), ...(error && { error }) };
  },
  component: lazyRouteComponent(() => import('../features/session/SignInPage'), 'SignInPage'),
});

const signUp = createRoute({
  getParentRoute: () => root,
  path: '/sign-up',
  component: lazyRouteComponent(() => import('../features/session/SignUpPage'), 'SignUpPage'),
});

const reset = createRoute({
  getParentRoute: () => root,
  path: '/reset',
  component: lazyRouteComponent(() => import('../features/session/ResetPage'), 'ResetPage'),
});

const invitation = createRoute({
  getParentRoute: () => root,
  path: '/invitation',
  component: lazyRouteComponent(() => import('../features/session/InvitationPage'), 'InvitationPage'),
});

const signedIn = createRoute({
  getParentRoute: () => root,
  id: 'signed-in',
  component: Shell,
  errorComponent: ScreenFault,
  beforeLoad: async ({ location }) => {
    try {
      await queryClient.ensureQueryData(meQuery);
      gate.open();
    } catch (error) {
      if (!(error instanceof ApiError) || error.status !== 401) throw error;
      throw redirect({ to: '/sign-in', search: location.href === '/' ? {} : { next: location.href } });
    }
  },
});

const dashboard = createRoute({
  getParentRoute: () => signedIn,
  path: '/',
  component: lazyRouteComponent(() => import('../features/processes/DashboardPage'), 'DashboardPage'),
});

const queue = createRoute({
  getParentRoute: () => signedIn,
  path: '/queue/$processId',
  validateSearch: queueSearch,
  // Not waited for: the screen shows at once what is there.
  loader: ({ params, location }) => {
    const search = queueSearch(location.search as Record<string, unknown>);
    void import('../features/queue/preload').then(({ preload }) => preload(params.processId, search));
  },
  component: lazyRouteComponent(() => import('../features/queue/QueuePage'), 'QueuePage'),
});

const supervision = createRoute({
  getParentRoute: () => signedIn,
  path: '/supervision/$collectionId',
  component: lazyRouteComponent(() => import('../features/supervision/SupervisionPage'), 'SupervisionPage'),
});

const configurationHome = createRoute({
  getParentRoute: () => signedIn,
  path: '/configuration/$processId',
  beforeLoad: ({ params: { processId } }) => {
    throw redirect({
      to: '/configuration/$processId/$tab',
      params: { processId, tab: 'general' },
      replace: true,
    });
  },
});

const configuration = createRoute({
  getParentRoute: () => signedIn,
  path: '/configuration/$processId/$tab',
  component: lazyRouteComponent(
    () => import('../features/configuration/ConfigurationPage'),
    'ConfigurationPage',
  ),
});

const settingsHome = createRoute({
  getParentRoute: () => signedIn,
  path: '/settings',
  beforeLoad: () => {
    throw redirect({ to: '/settings/$tab', params: { tab: 'api-keys' }, replace: true });
  },
});

const settings = createRoute({
  getParentRoute: () => signedIn,
  path: '/settings/$tab',
  component: lazyRouteComponent(() => import('../features/settings/SettingsPage'), 'SettingsPage'),
});

/** What the list of people shows; kept in the address for the same reasons. */
export type PeopleSearch = { q?: string; role?: string; state?: string; page?: number };

function peopleSearch(search: Record<string, unknown>): PeopleSearch {
  const [q, role, state, page] = [text(search.q), text(search.role), text(search.state), Number(search.page)];
  return {
    ...(q && { q }),
    ...(role && { role }),
    ...(state && { state }),
    ...(page > 1 && { page: Math.floor(page) }),
  };
}

const people = createRoute({
  getParentRoute: () => signedIn,
  path: '/users',
  validateSearch: peopleSearch,
  component: lazyRouteComponent(() => import('../features/people/PeoplePage'), 'PeoplePage'),
});

const profile = createRoute({
  getParentRoute: () => signedIn,
  path: '/profile',
  component: lazyRouteComponent(() => import('../features/profile/ProfilePage'), 'ProfilePage'),
});

const mails = createRoute({
  getParentRoute: () => signedIn,
  path: '/mails',
  component: lazyRouteComponent(() => import('../features/mails/MailsPage'), 'MailsPage'),
});

export const router = createRouter({
  routeTree: root.addChildren([
    signIn,
    signUp,
    reset,
    invitation,
    signedIn.addChildren([
      dashboard,
      queue,
      supervision,
      configurationHome,
      configuration,
      settingsHome,
      settings,
      people,
      profile,
      mails,
    ]),
  ]),
  defaultPreload: 'intent',
  defaultErrorComponent: ScreenFault,
  defaultNotFoundComponent: NotFound,
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
