import type { Id } from '@hookwright/model'
import { createRoute } from '@tanstack/react-router'
import { readCanvasSearch } from '../../features/canvas/canvas-search.ts'
import { openUserFlowQuery } from '../../features/canvas/open-user-flow-query.ts'
import { readRunSearch } from '../../features/canvas/run-search.ts'
import type { Api } from '../../kit/api/api.ts'
import { lazyPage } from '../../kit/loading/lazy-page.ts'
import { loadWithZod } from '../../kit/loading/load-with-zod.ts'
import { readAlertsSearch } from '../../screens/alerts/alerts-search.ts'
import { readConnectionsSearch } from '../../screens/connections/connections-search.ts'
import { readDeliveriesSearch } from '../../screens/deliveries/deliveries-search.ts'
import { readFlowHistorySearch } from '../../screens/flow-history/history-search.ts'
import {
  AgentsCrumb,
  AlertsCrumb,
  CompareRunsHere,
  ConnectionsCrumb,
  DeliveriesCrumb,
  DeliveriesHere,
  DeliveryCrumb,
  FlowsCrumb,
  HistoryHere,
  RegistrationCrumb,
  RegistrationsCrumb,
  RunCrumb,
  RunLinkCrumb,
  RunsCrumb,
  RunsHere,
  UserFlowCrumb,
  WhyHere
} from '../../screens/flows/crumbs.tsx'
import { readFlowsSearch } from '../../screens/flows/flows-search.ts'
import { readCompareSearch } from '../../screens/runs/compare/compare-search.ts'
import { readRunsSearch } from '../../screens/runs/runs-search.ts'
import { inside } from './root.ts'

/** Parent of the list pages of users' flows. */
const flowsPlace = createRoute({ getParentRoute: () => inside, id: 'flows-place' })

const userFlows = createRoute({
  getParentRoute: () => flowsPlace,
  path: '/flows',
  validateSearch: readFlowsSearch,
  staticData: {
    crumbs: [FlowsCrumb],
    ahead: api => void api.queryClient.prefetchQuery(api.trpc.flows.summaries.queryOptions({}))
  },
  component: lazyPage(() => import('../../screens/flows/flows-page.tsx'), 'FlowsPage')
})

const deliveries = createRoute({
  getParentRoute: () => flowsPlace,
  path: '/deliveries',
  validateSearch: readDeliveriesSearch,
  staticData: { crumbs: [DeliveriesCrumb] },
  component: lazyPage(() => import('../../screens/deliveries/deliveries-page.tsx'), 'DeliveriesPage')
})

const runs = createRoute({
  getParentRoute: () => flowsPlace,
  path: '/runs',
  validateSearch: readRunsSearch,
  staticData: { crumbs: [RunsCrumb] },
  component: lazyPage(() => import('../../screens/runs/runs-page.tsx'), 'RunsPage')
})

const registrations = createRoute({
  getParentRoute: () => flowsPlace,
  path: '/registrations',
  staticData: { crumbs: [RegistrationsCrumb] },
  component: lazyPage(() => import('../../screens/registrations/registrations-page.tsx'), 'RegistrationsPage')
})

const connections = createRoute({
  getParentRoute: () => flowsPlace,
  path: '/connections',
  validateSearch: readConnectionsSearch,
  staticData: { crumbs: [ConnectionsCrumb] },
  component: lazyPage(() => import('../../screens/connections/connections-page.tsx'), 'ConnectionsPage')
})

const agents = createRoute({
  getParentRoute: () => flowsPlace,
  path: '/agents',
  staticData: { crumbs: [AgentsCrumb] },
  component: lazyPage(() => import('../../screens/agents/agents-page.tsx'), 'AgentsPage')
})

const alerts = createRoute({
  getParentRoute: () => flowsPlace,
  path: '/alerts',
  validateSearch: readAlertsSearch,
  staticData: { crumbs: [AlertsCrumb] },
  component: lazyPage(() => import('../../screens/alerts/alerts-page.tsx'), 'AlertsPage')
})

const askForUserFlow = (api: Api, flowId: Id): void =>
  void api.queryClient.prefetchQuery({ ...openUserFlowQuery(api.trpc, flowId), staleTime: 1_000 })

/** Route of a user flow's canvas, which has the full width. */
const userCanvas = createRoute({
  getParentRoute: () => inside,
  path: '/flows/$flowId',
  validateSearch: readCanvasSearch,
  staticData: {
    crumbs: [FlowsCrumb, UserFlowCrumb],
    ownBar: true,
    wholeScreen: true,
    ahead: (api, { flowId = '' }) => askForUserFlow(api, flowId)
  },
  loader: ({ context: { api }, params: { flowId } }) => askForUserFlow(api, flowId),
  component: lazyPage(
    () => loadWithZod(() => import('../../screens/flows/canvas/user-canvas-page.tsx')),
    'UserCanvasPage'
  )
})

const deliveriesOfFlow = createRoute({
  getParentRoute: () => inside,
  path: '/flows/$flowId/deliveries',
  validateSearch: readDeliveriesSearch,
  staticData: { crumbs: [FlowsCrumb, UserFlowCrumb, DeliveriesHere] },
  component: lazyPage(() => import('../../screens/deliveries/deliveries-page.tsx'), 'DeliveriesPage')
})

const runsOfFlow = createRoute({
  getParentRoute: () => inside,
  path: '/flows/$flowId/runs',
  validateSearch: readRunsSearch,
  staticData: { crumbs: [FlowsCrumb, UserFlowCrumb, RunsHere] },
  component: lazyPage(() => import('../../screens/runs/runs-page.tsx'), 'RunsPage')
})

const whyOfFlow = createRoute({
  getParentRoute: () => inside,
  path: '/flows/$flowId/why',
  staticData: {
    crumbs: [FlowsCrumb, UserFlowCrumb, WhyHere],
    ahead: (api, { flowId = '' }) =>
      void api.queryClient.prefetchQuery(api.trpc.flows.why.queryOptions({ flowId }))
  },
  component: lazyPage(() => import('../../screens/why/why-page.tsx'), 'WhyPage')
})

const historyOfFlow = createRoute({
  getParentRoute: () => inside,
  path: '/flows/$flowId/history',
  validateSearch: readFlowHistorySearch,
  staticData: { crumbs: [FlowsCrumb, UserFlowCrumb, HistoryHere] },
  component: lazyPage(
    () => loadWithZod(() => import('../../screens/flow-history/flow-history-page.tsx')),
    'FlowHistoryPage'
  )
})

const delivery = createRoute({
  getParentRoute: () => inside,
  path: '/deliveries/$deliveryId',
  validateSearch: readDeliveriesSearch,
  staticData: { crumbs: [DeliveriesCrumb, DeliveryCrumb], hasHead: true },
  component: lazyPage(() => import('../../screens/deliveries/delivery-page.tsx'), 'DeliveryPage')
})

const run = createRoute({
  getParentRoute: () => inside,
  path: '/runs/$runId',
  validateSearch: readRunSearch,
  staticData: { crumbs: [RunsCrumb, RunCrumb], ownBar: true },
  component: lazyPage(() => loadWithZod(() => import('../../screens/runs/run-page.tsx')), 'RunPage')
})

const compareRuns = createRoute({
  getParentRoute: () => inside,
  path: '/runs/$runId/compare',
  validateSearch: readCompareSearch,
  staticData: { crumbs: [RunsCrumb, RunLinkCrumb, CompareRunsHere] },
  component: lazyPage(
    () => loadWithZod(() => import('../../screens/runs/compare/compare-runs-page.tsx')),
    'CompareRunsPage'
  )
})

const registration = createRoute({
  getParentRoute: () => inside,
  path: '/registrations/$subscriptionId',
  staticData: { crumbs: [RegistrationsCrumb, RegistrationCrumb], hasHead: true },
  component: lazyPage(() => import('../../screens/registrations/registration-page.tsx'), 'RegistrationPage')
})

/** Routes of users' flows and their history. */
export const flowRoutes = [
  flowsPlace.addChildren([userFlows, deliveries, runs, registrations, connections, agents, alerts]),
  userCanvas,
  deliveriesOfFlow,
  runsOfFlow,
  whyOfFlow,
  historyOfFlow,
  delivery,
  run,
  compareRuns,
  registration
] as const
