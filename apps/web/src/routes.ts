import type { Id } from '@hookwright/model'
import { createRootRouteWithContext, createRoute, Outlet, redirect } from '@tanstack/react-router'
import { readAlertsSearch } from './alerts/alerts-search.ts'
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
import { readDeliveriesSearch } from './deliveries/deliveries-search.ts'
import { openUserFlowQuery } from './flows/canvas/open-user-flow-query.ts'
import {
  AlertsCrumb,
  CompareRunsHere,
  DeliveriesCrumb,
  DeliveriesHere,
  DeliveryCrumb,
  FlowsCrumb,
  RegistrationCrumb,
  RegistrationsCrumb,
  RunCrumb,
  RunLinkCrumb,
  RunsCrumb,
  RunsHere,
  UserFlowCrumb,
  WhyHere
} from './flows/crumbs.tsx'
import { FlowsPlace } from './flows/flows-place.tsx'
import { readFlowsSearch } from './flows/flows-search.ts'
import { HomeCrumb } from './home/home-crumb.tsx'
import { newestDeliveries } from './home/newest-deliveries.ts'
import { latePage } from './late-page.ts'
import { loadWithZod } from './load-with-zod.ts'
import { readCompareSearch } from './runs/compare/compare-search.ts'
import { readRunSearch } from './runs/run-search.ts'
import { readRunsSearch } from './runs/runs-search.ts'
import { ownPathIn, withoutNothing } from './search-params.ts'
import { SettingsCrumb } from './settings/settings-crumb.tsx'
import { PageGone } from './shell/page-gone.tsx'
import { Shell } from './shell/shell.tsx'
import { readVersionSearch } from './versions/version-search.ts'

const root = createRootRouteWithContext<{ api: Api }>()({ component: Outlet })

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  /** Where to go after signing in. */
  validateSearch: (search): { to?: string | undefined } => withoutNothing({ to: ownPathIn(search.to) }),
  component: latePage(() => import('./sign-in/sign-in-page.tsx'), 'SignInPage')
})

const firstAdmin = createRoute({
  getParentRoute: () => root,
  path: '/first-admin',
  component: latePage(() => import('./sign-in/first-admin-page.tsx'), 'FirstAdminPage')
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

/** What the start page shows at once. */
const askForHome = (api: Api): void => {
  void api.queryClient.prefetchQuery(api.trpc.installation.checklist.queryOptions())
  void api.queryClient.prefetchQuery(api.trpc.deliveries.list.queryOptions(newestDeliveries))
}

const home = createRoute({
  getParentRoute: () => inside,
  path: '/',
  staticData: { crumbs: [HomeCrumb], ahead: askForHome },
  loader: ({ context: { api } }) => askForHome(api),
  component: latePage(() => import('./home/home-page.tsx'), 'HomePage')
})

const connectors = createRoute({
  getParentRoute: () => inside,
  path: '/connectors',
  /** What the list is narrowed to and how it is sorted. */
  validateSearch: readConnectorsSearch,
  staticData: { crumbs: [BuilderCrumb] },
  component: latePage(() => import('./connectors/builder-page.tsx'), 'BuilderPage')
})

const noConnector = createRoute({
  getParentRoute: () => connectors,
  path: '/',
  component: latePage(() => import('./connectors/builder-page.tsx'), 'NoConnector')
})

const connector = createRoute({
  getParentRoute: () => connectors,
  path: '$connectorId',
  staticData: { crumbs: [ConnectorCrumb] },
  component: latePage(() => import('./connectors/connector-page.tsx'), 'ConnectorPage')
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
  component: latePage(
    () => loadWithZod(() => import('./connectors/overview/overview-tab.tsx')),
    'OverviewTab'
  )
})

const flows = createRoute({
  getParentRoute: () => connector,
  path: 'flows',
  component: latePage(() => import('./connectors/flows/flows-tab.tsx'), 'FlowsTab')
})

const testConnections = createRoute({
  getParentRoute: () => connector,
  path: 'test-connections',
  component: latePage(
    () => import('./connectors/test-connections/test-connections-tab.tsx'),
    'TestConnectionsTab'
  )
})

const deployment = createRoute({
  getParentRoute: () => connector,
  path: 'deployment',
  component: latePage(
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
  component: latePage(() => loadWithZod(() => import('./canvas/canvas-page.tsx')), 'CanvasPage')
})

const version = createRoute({
  getParentRoute: () => inside,
  path: '/connectors/$connectorId/versions/$number',
  validateSearch: readVersionSearch,
  staticData: { crumbs: [BuilderCrumb, ConnectorCrumb, DeploymentCrumb, VersionCrumb] },
  component: latePage(() => loadWithZod(() => import('./versions/version-page.tsx')), 'VersionPage')
})

const compare = createRoute({
  getParentRoute: () => inside,
  path: '/connectors/$connectorId/compare/$before/$after',
  validateSearch: readVersionSearch,
  staticData: { crumbs: [BuilderCrumb, ConnectorCrumb, DeploymentCrumb, CompareCrumb] },
  component: latePage(() => loadWithZod(() => import('./compare/compare-page.tsx')), 'ComparePage')
})

/** Users' flows, what arrived for them and what they did, each a view of one place. */
const flowsPlace = createRoute({ getParentRoute: () => inside, id: 'flows-place', component: FlowsPlace })

const userFlows = createRoute({
  getParentRoute: () => flowsPlace,
  path: '/flows',
  validateSearch: readFlowsSearch,
  staticData: {
    crumbs: [FlowsCrumb],
    ahead: api => void api.queryClient.prefetchQuery(api.trpc.flows.summaries.queryOptions())
  },
  component: latePage(() => import('./flows/flows-page.tsx'), 'FlowsPage')
})

const deliveries = createRoute({
  getParentRoute: () => flowsPlace,
  path: '/deliveries',
  validateSearch: readDeliveriesSearch,
  staticData: { crumbs: [FlowsCrumb, DeliveriesCrumb] },
  component: latePage(() => import('./deliveries/deliveries-page.tsx'), 'DeliveriesPage')
})

const runs = createRoute({
  getParentRoute: () => flowsPlace,
  path: '/runs',
  validateSearch: readRunsSearch,
  staticData: { crumbs: [FlowsCrumb, RunsCrumb] },
  component: latePage(() => import('./runs/runs-page.tsx'), 'RunsPage')
})

const askForUserFlow = (api: Api, flowId: Id): void =>
  void api.queryClient.prefetchQuery({ ...openUserFlowQuery(api.trpc, flowId), staleTime: 1_000 })

/** The canvas of a user's flow has the whole width too. */
const userCanvas = createRoute({
  getParentRoute: () => inside,
  path: '/flows/$flowId',
  validateSearch: readCanvasSearch,
  staticData: {
    crumbs: [FlowsCrumb, UserFlowCrumb],
    ahead: (api, { flowId = '' }) => askForUserFlow(api, flowId)
  },
  loader: ({ context: { api }, params: { flowId } }) => askForUserFlow(api, flowId),
  component: latePage(
    () => loadWithZod(() => import('./flows/canvas/user-canvas-page.tsx')),
    'UserCanvasPage'
  )
})

const registrations = createRoute({
  getParentRoute: () => flowsPlace,
  path: '/registrations',
  staticData: { crumbs: [FlowsCrumb, RegistrationsCrumb] },
  component: latePage(() => import('./registrations/registrations-page.tsx'), 'RegistrationsPage')
})

const alerts = createRoute({
  getParentRoute: () => flowsPlace,
  path: '/alerts',
  validateSearch: readAlertsSearch,
  staticData: { crumbs: [FlowsCrumb, AlertsCrumb] },
  component: latePage(() => import('./alerts/alerts-page.tsx'), 'AlertsPage')
})

const deliveriesOfFlow = createRoute({
  getParentRoute: () => inside,
  path: '/flows/$flowId/deliveries',
  validateSearch: readDeliveriesSearch,
  staticData: { crumbs: [FlowsCrumb, UserFlowCrumb, DeliveriesHere] },
  component: latePage(() => import('./deliveries/deliveries-page.tsx'), 'DeliveriesPage')
})

const runsOfFlow = createRoute({
  getParentRoute: () => inside,
  path: '/flows/$flowId/runs',
  validateSearch: readRunsSearch,
  staticData: { crumbs: [FlowsCrumb, UserFlowCrumb, RunsHere] },
  component: latePage(() => import('./runs/runs-page.tsx'), 'RunsPage')
})

const whyOfFlow = createRoute({
  getParentRoute: () => inside,
  path: '/flows/$flowId/why',
  staticData: {
    crumbs: [FlowsCrumb, UserFlowCrumb, WhyHere],
    ahead: (api, { flowId = '' }) =>
      void api.queryClient.prefetchQuery(api.trpc.flows.why.queryOptions({ flowId }))
  },
  component: latePage(() => import('./why/why-page.tsx'), 'WhyPage')
})

const delivery = createRoute({
  getParentRoute: () => inside,
  path: '/deliveries/$deliveryId',
  validateSearch: readDeliveriesSearch,
  staticData: { crumbs: [FlowsCrumb, DeliveriesCrumb, DeliveryCrumb] },
  component: latePage(() => import('./deliveries/delivery-page.tsx'), 'DeliveryPage')
})

const run = createRoute({
  getParentRoute: () => inside,
  path: '/runs/$runId',
  validateSearch: readRunSearch,
  staticData: { crumbs: [FlowsCrumb, RunsCrumb, RunCrumb] },
  component: latePage(() => loadWithZod(() => import('./runs/run-page.tsx')), 'RunPage')
})

const compareRuns = createRoute({
  getParentRoute: () => inside,
  path: '/runs/$runId/compare',
  validateSearch: readCompareSearch,
  staticData: { crumbs: [FlowsCrumb, RunsCrumb, RunLinkCrumb, CompareRunsHere] },
  component: latePage(
    () => loadWithZod(() => import('./runs/compare/compare-runs-page.tsx')),
    'CompareRunsPage'
  )
})

const settings = createRoute({
  getParentRoute: () => inside,
  id: 'settings-place',
  component: latePage(() => import('./settings/settings-place.tsx'), 'SettingsPlace')
})

const settingsStart = createRoute({
  getParentRoute: () => inside,
  path: '/settings',
  beforeLoad: () => {
    throw redirect({ to: '/settings/general', replace: true })
  }
})

const generalSettings = createRoute({
  getParentRoute: () => settings,
  path: '/settings/general',
  staticData: { crumbs: [SettingsCrumb] },
  component: latePage(() => import('./settings/general-page.tsx'), 'GeneralPage')
})

const retentionSettings = createRoute({
  getParentRoute: () => settings,
  path: '/settings/retention',
  staticData: { crumbs: [SettingsCrumb] },
  component: latePage(() => loadWithZod(() => import('./settings/retention-page.tsx')), 'RetentionPage')
})

const alertSettings = createRoute({
  getParentRoute: () => settings,
  path: '/settings/alerts',
  staticData: { crumbs: [SettingsCrumb] },
  component: latePage(() => import('./alerts/alert-endpoints-page.tsx'), 'AlertEndpointsPage')
})

const about = createRoute({
  getParentRoute: () => settings,
  path: '/settings/about',
  staticData: { crumbs: [SettingsCrumb] },
  component: latePage(() => import('./settings/about-page.tsx'), 'AboutPage')
})

const registration = createRoute({
  getParentRoute: () => inside,
  path: '/registrations/$subscriptionId',
  staticData: { crumbs: [FlowsCrumb, RegistrationsCrumb, RegistrationCrumb] },
  component: latePage(() => import('./registrations/registration-page.tsx'), 'RegistrationPage')
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
    flowsPlace.addChildren([userFlows, deliveries, runs, registrations, alerts]),
    settingsStart,
    settings.addChildren([generalSettings, retentionSettings, alertSettings, about]),
    userCanvas,
    deliveriesOfFlow,
    runsOfFlow,
    whyOfFlow,
    delivery,
    run,
    compareRuns,
    registration,
    gone
  ])
])
