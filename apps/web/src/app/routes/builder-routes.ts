import type { Id } from '@hookwright/model'
import { createRoute, redirect } from '@tanstack/react-router'
import { readCanvasSearch } from '../../features/canvas/canvas-search.ts'
import { openFlowQuery } from '../../features/canvas/open-flow-query.ts'
import type { Api } from '../../kit/api/api.ts'
import { lazyPage } from '../../kit/loading/lazy-page.ts'
import { loadWithZod } from '../../kit/loading/load-with-zod.ts'
import { readConnectorsSearch, readNewConnectorSearch } from '../../screens/connectors/connectors-search.ts'
import {
  BuilderCrumb,
  CompareCrumb,
  ConnectorCrumb,
  DeploymentCrumb,
  FlowCrumb,
  NewConnectorCrumb,
  VersionCrumb
} from '../../screens/connectors/crumbs.tsx'
import { readVersionSearch } from '../../screens/connectors/versions/version-search.ts'
import { inside } from './root.ts'

const connectors = createRoute({
  getParentRoute: () => inside,
  path: '/connectors',
  /** Filter and sort order of the connector list, read from the URL. */
  validateSearch: readConnectorsSearch,
  staticData: { crumbs: [BuilderCrumb] },
  component: lazyPage(() => import('../../screens/connectors/builder-page.tsx'), 'BuilderPage')
})

/** Route of a new connector, over the full width. */
const newConnector = createRoute({
  getParentRoute: () => inside,
  path: '/connectors/new',
  // The search of the address fills its field for a service.
  validateSearch: readNewConnectorSearch,
  staticData: { crumbs: [BuilderCrumb, NewConnectorCrumb] },
  component: lazyPage(
    () => loadWithZod(() => import('../../screens/connectors/starts/new-connector-page.tsx')),
    'NewConnectorPage'
  )
})

const connectorTable = createRoute({
  getParentRoute: () => connectors,
  path: '/',
  component: lazyPage(() => import('../../screens/connectors/connectors-page.tsx'), 'ConnectorsPage')
})

const connector = createRoute({
  getParentRoute: () => connectors,
  path: '$connectorId',
  staticData: { crumbs: [ConnectorCrumb], hasHead: true, ownBar: true },
  component: lazyPage(() => import('../../screens/connectors/connector-page.tsx'), 'ConnectorPage')
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
  component: lazyPage(
    () => loadWithZod(() => import('../../screens/connectors/overview/overview-tab.tsx')),
    'OverviewTab'
  )
})

const settings = createRoute({
  getParentRoute: () => connector,
  path: 'settings',
  component: lazyPage(
    () => loadWithZod(() => import('../../screens/connectors/settings/settings-tab.tsx')),
    'SettingsTab'
  )
})

const flows = createRoute({
  getParentRoute: () => connector,
  path: 'flows',
  component: lazyPage(() => import('../../screens/connectors/flows/flows-tab.tsx'), 'FlowsTab')
})

const testConnections = createRoute({
  getParentRoute: () => connector,
  path: 'test-connections',
  component: lazyPage(
    () => import('../../screens/connectors/test-connections/test-connections-tab.tsx'),
    'TestConnectionsTab'
  )
})

const deployment = createRoute({
  getParentRoute: () => connector,
  path: 'deployment',
  component: lazyPage(
    () => loadWithZod(() => import('../../screens/connectors/deployment/deployment-tab.tsx')),
    'DeploymentTab'
  )
})

const galleryUpdate = createRoute({
  getParentRoute: () => connector,
  path: 'gallery',
  component: lazyPage(
    () => loadWithZod(() => import('../../screens/gallery-update/gallery-update-page.tsx')),
    'GalleryUpdatePage'
  )
})

/** Prefetches a flow that is being opened, unless it was fetched within the last second. */
const askForFlow = (api: Api, flowId: Id): void =>
  void api.queryClient.prefetchQuery({ ...openFlowQuery(api.trpc, flowId), staleTime: 1_000 })

/** Full-width route of a maker flow's canvas. */
const canvas = createRoute({
  getParentRoute: () => inside,
  path: '/connectors/$connectorId/flows/$flowId',
  validateSearch: readCanvasSearch,
  staticData: {
    crumbs: [BuilderCrumb, ConnectorCrumb, FlowCrumb],
    ownBar: true,
    wholeScreen: true,
    ahead: (api, { flowId = '' }) => askForFlow(api, flowId)
  },
  // Asked for while the code of the page is still on its way.
  loader: ({ context: { api }, params: { flowId } }) => askForFlow(api, flowId),
  component: lazyPage(() => loadWithZod(() => import('../../features/canvas/canvas-page.tsx')), 'CanvasPage')
})

const version = createRoute({
  getParentRoute: () => inside,
  path: '/connectors/$connectorId/versions/$number',
  validateSearch: readVersionSearch,
  staticData: { crumbs: [BuilderCrumb, ConnectorCrumb, DeploymentCrumb, VersionCrumb] },
  component: lazyPage(
    () => loadWithZod(() => import('../../screens/connectors/versions/version-page.tsx')),
    'VersionPage'
  )
})

const compare = createRoute({
  getParentRoute: () => inside,
  path: '/connectors/$connectorId/compare/$before/$after',
  validateSearch: readVersionSearch,
  staticData: { crumbs: [BuilderCrumb, ConnectorCrumb, DeploymentCrumb, CompareCrumb] },
  component: lazyPage(
    () => loadWithZod(() => import('../../screens/compare/compare-page.tsx')),
    'ComparePage'
  )
})

/** Routes of the connector builder. */
export const builderRoutes = [
  connectors.addChildren([
    connectorTable,
    connector.addChildren([
      connectorStart,
      overview,
      flows,
      testConnections,
      deployment,
      settings,
      galleryUpdate
    ])
  ]),
  newConnector,
  canvas,
  version,
  compare
] as const
