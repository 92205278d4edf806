import type { Id } from '@hookwright/model'
import {
  createRootRouteWithContext,
  createRoute,
  lazyRouteComponent,
  Outlet,
  redirect
} from '@tanstack/react-router'
import type { Api } from './api/api.ts'
import { faultOf } from './api/fault-of.ts'
import { readCanvasSearch } from './canvas/canvas-search.ts'
import { openFlowQuery } from './canvas/open-flow-query.ts'
import { readConnectorsSearch } from './connectors/connectors-search.ts'
import {
  BuilderCrumb,
  CompareCrumb,
  ConnectorCrumb,
  DeploymentCrumb,
  FlowCrumb,
  VersionCrumb
} from './connectors/crumbs.tsx'
import { loadWithZod } from './load-with-zod.ts'
import { ownPathIn, withoutNothing } from './search-params.ts'
import { PageGone } from './shell/page-gone.tsx'
import { Shell } from './shell/shell.tsx'
import { FirstAdminPage } from './sign-in/first-admin-page.tsx'
import { SignInPage } from './sign-in/sign-in-page.tsx'
import { readVersionSearch } from './versions/version-search.ts'

const root = createRootRouteWithContext<{ api: Api }>()({ component: Outlet })

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  /** Where to go after signing in. */
  validateSearch: (search): { to?: string | undefined } => withoutNothing({ to: ownPathIn(search.to) }),
  component: SignInPage
})

const firstAdmin = createRoute({
  getParentRoute: () => root,
  path: '/first-admin',
  component: FirstAdminPage
})

/** Who is signed in does not change while a page is open. */
const meQuery = (api: Api) => ({ ...api.trpc.people.me.queryOptions(), staleTime: Number.POSITIVE_INFINITY })

/** Everything behind the sign-in. */
const inside = createRoute({
  getParentRoute: () => root,
  id: 'inside',
  staticData: { ahead: api => void api.queryClient.prefetchQuery(meQuery(api)) },
  beforeLoad: async ({ context: { api }, location }) => {
    try {
      await api.queryClient.ensureQueryData(meQuery(api))
    } catch (thrown) {
      if (faultOf(thrown).code !== 'sign-in.needed') throw thrown
      throw redirect({ to: '/sign-in', search: { to: location.href } })
    }
  },
  component: Shell
})

const home = createRoute({
  getParentRoute: () => inside,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/connectors' })
  }
})

const connectors = createRoute({
  getParentRoute: () => inside,
  path: '/connectors',
  /** What the list is narrowed to and how it is sorted. */
  validateSearch: readConnectorsSearch,
  staticData: { crumbs: [BuilderCrumb] },
  component: lazyRouteComponent(() => import('./connectors/builder-page.tsx'), 'BuilderPage')
})

const noConnector = createRoute({
  getParentRoute: () => connectors,
  path: '/',
  component: lazyRouteComponent(() => import('./connectors/builder-page.tsx'), 'NoConnector')
})

const connector = createRoute({
  getParentRoute: () => connectors,
  path: '$connectorId',
  staticData: { crumbs: [ConnectorCrumb] },
  component: lazyRouteComponent(() => import('./connectors/connector-page.tsx'), 'ConnectorPage')
})

const connectorStart = createRoute({
  getParentRoute: () => connector,
  path: '/',
  beforeLoad: ({ params }) => {
    throw redirect({ to: '/connectors/$connectorId/overview', params, replace: true })
  }
})

const overview = createRoute({
  getParentRoute: () => connector,
  path: 'overview',
  component: lazyRouteComponent(
    () => loadWithZod(() => import('./connectors/overview/overview-tab.tsx')),
    'OverviewTab'
  )
})

const flows = createRoute({
  getParentRoute: () => connector,
  path: 'flows',
  component: lazyRouteComponent(() => import('./connectors/flows/flows-tab.tsx'), 'FlowsTab')
})

const testConnections = createRoute({
  getParentRoute: () => connector,
  path: 'test-connections',
  component: lazyRouteComponent(
    () => import('./connectors/test-connections/test-connections-tab.tsx'),
    'TestConnectionsTab'
  )
})

const deployment = createRoute({
  getParentRoute: () => connector,
  path: 'deployment',
  component: lazyRouteComponent(
    () => loadWithZod(() => import('./connectors/deployment/deployment-tab.tsx')),
    'DeploymentTab'
  )
})
/** What was asked for a moment ago is not asked for twice. */
const askForFlow = (api: Api, flowId: Id): void =>
  void api.queryClient.prefetchQuery({ ...openFlowQuery(api.trpc, flowId), staleTime: 1_000 })

/** The canvas has the whole width: it stands beside the list of connectors, not inside. */
const canvas = createRoute({
  getParentRoute: () => inside,
  path: '/connectors/$connectorId/flows/$flowId',
  validateSearch: readCanvasSearch,
  staticData: {
    crumbs: [BuilderCrumb, ConnectorCrumb, FlowCrumb],
    ahead: (api, { flowId = '' }) => askForFlow(api, flowId)
  },
  // Asked for while the code of the page is still on its way.
  loader: ({ context: { api }, params: { flowId } }) => askForFlow(api, flowId),
  component: lazyRouteComponent(() => loadWithZod(() => import('./canvas/canvas-page.tsx')), 'CanvasPage')
})

const version = createRoute({
  getParentRoute: () => inside,
  path: '/connectors/$connectorId/versions/$number',
  validateSearch: readVersionSearch,
  staticData: { crumbs: [BuilderCrumb, ConnectorCrumb, DeploymentCrumb, VersionCrumb] },
  component: lazyRouteComponent(() => loadWithZod(() => import('./versions/version-page.tsx')), 'VersionPage')
})

const compare = createRoute({
  getParentRoute: () => inside,
  path: '/connectors/$connectorId/compare/$before/$after',
  validateSearch: readVersionSearch,
  staticData: { crumbs: [BuilderCrumb, ConnectorCrumb, DeploymentCrumb, CompareCrumb] },
  component: lazyRouteComponent(() => loadWithZod(() => import('./compare/compare-page.tsx')), 'ComparePage')
})

/** Every other address: there is nothing, and the shell leads on. */
const gone = createRoute({ getParentRoute: () => inside, path: '$', component: PageGone })

/** Every page there is. */
export const routeTree = root.addChildren([
  signIn,
  firstAdmin,
  inside.addChildren([
    home,
    connectors.addChildren([
      noConnector,
      connector.addChildren([connectorStart, overview, flows, testConnections, deployment])
    ]),
    canvas,
    version,
    compare,
    gone
  ])
])
