import type { ApiOutline } from '@hookwright/backend'
import { noteInputs } from './key-access.ts'
import { apiKeys, audit } from './routers/access.ts'
import { actions } from './routers/actions.ts'
import { agents } from './routers/agents.ts'
import { alertEndpoints, alerts } from './routers/alerts.ts'
import { apiEndpoints } from './routers/api-endpoints.ts'
import { bin } from './routers/bin.ts'
import { changes } from './routers/changes.ts'
import { connections, testConnections } from './routers/connections.ts'
import { connectors } from './routers/connectors.ts'
import { drift } from './routers/drift.ts'
import { dryRuns } from './routers/dry-runs.ts'
import { events } from './routers/events.ts'
import { flows } from './routers/flows.ts'
import { gallery } from './routers/gallery.ts'
import { deliveries, runs } from './routers/history.ts'
import { installation } from './routers/installation.ts'
import { keeping } from './routers/keeping.ts'
import { listening } from './routers/listening.ts'
import { makerFlows } from './routers/maker-flows.ts'
import { openBreakers } from './routers/open-breakers.ts'
import { orphans } from './routers/orphans.ts'
import { people } from './routers/people.ts'
import { plans } from './routers/plans.ts'
import { receiving } from './routers/receiving.ts'
import { savedViews } from './routers/saved-views.ts'
import { search } from './routers/search.ts'
import { subscriptions } from './routers/subscriptions.ts'
import { versions } from './routers/versions.ts'
import { router } from './trpc.ts'

/** API router, with one sub-router per noun. */
export const appRouter = router({
  people,
  apiKeys,
  audit,
  agents,
  installation,
  connectors,
  bin,
  makerFlows,
  receiving,
  versions,
  plans,
  gallery,
  events,
  actions,
  testConnections,
  connections,
  openBreakers,
  flows,
  subscriptions,
  orphans,
  drift,
  dryRuns,
  listening,
  keeping,
  deliveries,
  runs,
  alerts,
  alertEndpoints,
  apiEndpoints,
  savedViews,
  search,
  changes
})

noteInputs(appRouter._def.procedures)

/** Type of the router for clients. Clients import only types from this package. */
export type AppRouter = typeof appRouter

/** Uploaded OpenAPI document, as returned by the upload. */
export interface UploadedDocument {
  id: string
  name: string
  outline: ApiOutline
}

export type { AgentAccess, AgentClient, AgentRequest } from './agent-access.ts'
export { closedToKeys, type RequestKey } from './key-access.ts'
export { type Act, mayCall, type Person, permissions } from './permissions.ts'
export { type Context, MOST_IN_BATCH, type Sample, type ServerFacts } from './trpc.ts'
