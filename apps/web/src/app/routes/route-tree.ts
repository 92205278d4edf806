import { createRoute } from '@tanstack/react-router'
import { newestDeliveries } from '../../features/history/newest-deliveries.ts'
import type { Api } from '../../kit/api/api.ts'
import { lazyPage } from '../../kit/loading/lazy-page.ts'
import { PageGone } from '../../kit/page/page-gone.tsx'
import { ownPathIn } from '../../kit/page/search-params.ts'
import { HomeCrumb } from '../../screens/home/home-crumb.tsx'
import { builderRoutes } from './builder-routes.ts'
import { flowRoutes } from './flow-routes.ts'
import { helpRoutes } from './help-routes.ts'
import { inside, mustBeSignedIn, root } from './root.ts'
import { settingsRoutes } from './settings-routes.ts'

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  /** Path to open after signing in. */
  validateSearch: (search): { to?: string | undefined } => ({ to: ownPathIn(search.to) }),
  component: lazyPage(() => import('../../screens/sign-in/sign-in-page.tsx'), 'SignInPage')
})

const firstAdmin = createRoute({
  getParentRoute: () => root,
  path: '/first-admin',
  component: lazyPage(() => import('../../screens/sign-in/first-admin-page.tsx'), 'FirstAdminPage')
})

const connectAgent = createRoute({
  getParentRoute: () => root,
  path: '/connect-agent',
  beforeLoad: mustBeSignedIn,
  component: lazyPage(() => import('../../screens/connect-agent/connect-agent-page.tsx'), 'ConnectAgentPage')
})

/**
 * Routes without the navigation: sign-in, first admin, and the page where a member grants an agent access.
 */
const doorRoutes = [signIn, firstAdmin, connectAgent] as const

/** Prefetches the data of the start page. */
const askForHome = (api: Api): void => {
  void api.queryClient.prefetchQuery(api.trpc.installation.checklist.queryOptions())
  void api.queryClient.prefetchQuery(api.trpc.deliveries.list.queryOptions(newestDeliveries))
}

/** The start page. */
const home = createRoute({
  getParentRoute: () => inside,
  path: '/',
  staticData: { crumbs: [HomeCrumb], ahead: askForHome },
  loader: ({ context: { api } }) => askForHome(api),
  component: lazyPage(() => import('../../screens/home/home-page.tsx'), 'HomePage')
})

/** Route of all unknown addresses, shown inside the shell. */
const gone = createRoute({ getParentRoute: () => inside, path: '$', component: PageGone })

/** Route tree of the web app. */
export const routeTree = root.addChildren([
  ...doorRoutes,
  inside.addChildren([home, ...builderRoutes, ...flowRoutes, ...settingsRoutes, ...helpRoutes, gone])
])
