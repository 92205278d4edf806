import type { AppRouter } from '@hookwright/api'
import type { Millis, Topic } from '@hookwright/model'
import type { inferRouterInputs } from '@trpc/server'

type Inputs = inferRouterInputs<AppRouter>

/** A procedure of the API, such as `flows.summaries`. */
export type Procedure = { [Noun in keyof Inputs]: `${Noun}.${keyof Inputs[Noun] & string}` }[keyof Inputs]

/**
 * Input field of a query that names the changed item, for example `flowId`.
 *
 * `any` means that each change of the topic may affect the query. `its flow` means that the flow is known
 * only from the fetched data. `times` is like `any`, except that queries with the input `times: false` are
 * never affected.
 */
type By = 'any' | 'connectorId' | 'flowId' | 'its flow' | 'times'

/**
 * Queries affected by each topic.
 * Immutable data, such as versions and revisions, is affected by none.
 */
export const topicQueries: Record<Topic, Partial<Record<Procedure, By>>> = {
  connectors: {
    'bin.list': 'any',
    'openBreakers.list': 'any',
    'flows.why': 'any',
    'connectors.tallies': 'any',
    'connectors.list': 'any',
    'connectors.get': 'connectorId',
    'gallery.list': 'any',
    'gallery.following': 'connectorId',
    'gallery.compare': 'connectorId',
    'makerFlows.summaries': 'connectorId',
    'makerFlows.open': 'any',
    'versions.draft': 'connectorId',
    'versions.validate': 'connectorId',
    'events.list': 'any',
    'actions.list': 'any',
    'flows.summaries': 'any',
    'flows.summary': 'any',
    'flows.overview': 'any',
    'installation.checklist': 'any'
  },
  flows: {
    'bin.list': 'any',
    'connectors.tallies': 'any',
    'makerFlows.summaries': 'any',
    // On a flow stand the names and inputs of the flows that it calls.
    'makerFlows.open': 'any',
    'makerFlows.get': 'flowId',
    'gallery.compare': 'any',
    'makerFlows.users': 'any',
    'makerFlows.userFlows': 'any',
    'drift.list': 'any',
    'versions.draft': 'any',
    'versions.validate': 'any',
    'versions.impact': 'any',
    'flows.list': 'any',
    'flows.summaries': 'any',
    'flows.summary': 'any',
    'flows.overview': 'any',
    'flows.open': 'any',
    'flows.get': 'flowId',
    'flows.history': 'flowId',
    'flows.why': 'any',
    'flows.blockers': 'any',
    'flows.applyPlan': 'any',
    'connections.overview': 'any',
    'keeping.ofFlow': 'flowId',
    'agents.tools': 'any',
    'installation.checklist': 'any'
  },
  versions: {
    'flows.why': 'any',
    'connectors.tallies': 'any',
    'versions.list': 'any',
    'versions.deployments': 'any',
    'subscriptions.upgradePlan': 'any',
    'subscriptions.upgrades': 'any',
    'versions.impact': 'any',
    'events.list': 'any',
    'actions.list': 'any',
    'connections.overview': 'any',
    'flows.summaries': 'any',
    'flows.summary': 'any',
    'flows.overview': 'any',
    'flows.open': 'any',
    'flows.blockers': 'any',
    'flows.applyPlan': 'any',
    'installation.checklist': 'any'
  },
  connections: {
    'openBreakers.list': 'any',
    'agents.tools': 'any',
    'flows.why': 'any',
    'connections.list': 'any',
    'connections.overview': 'any',
    'testConnections.list': 'any',
    'flows.open': 'any',
    'flows.blockers': 'any',
    'flows.applyPlan': 'any',
    'installation.checklist': 'any'
  },
  subscriptions: {
    'agents.tools': 'any',
    'agents.subscriptions': 'any',
    'connections.overview': 'any',
    'connections.shareEffects': 'any',
    'connectors.tallies': 'any',
    'flows.summaries': 'any',
    'flows.summary': 'any',
    'flows.overview': 'any',
    'flows.open': 'flowId',
    'flows.why': 'flowId',
    'flows.blockers': 'flowId',
    'flows.applyPlan': 'flowId',
    'flows.running': 'flowId',
    'subscriptions.progress': 'flowId',
    'subscriptions.list': 'flowId',
    'subscriptions.get': 'any',
    'subscriptions.registrations': 'any',
    'subscriptions.uncertain': 'any',
    'subscriptions.moved': 'any',
    'subscriptions.upgradePlan': 'any',
    'subscriptions.upgrades': 'any',
    'subscriptions.registration': 'any',
    'deliveries.refusals': 'flowId',
    'subscriptions.eventUrl': 'any',
    'subscriptions.signingSecret': 'any',
    'makerFlows.userFlows': 'any',
    'versions.impact': 'any',
    'installation.checklist': 'any'
  },
  cleanup: {
    'flows.summaries': 'any',
    'flows.summary': 'any',
    'flows.overview': 'any',
    'flows.why': 'flowId',
    'subscriptions.progress': 'flowId',
    'subscriptions.cleanupEntries': 'any',
    'subscriptions.uncertain': 'any',
    'subscriptions.registrations': 'any',
    'subscriptions.registration': 'any'
  },
  orphans: { 'orphans.list': 'any' },
  drift: { 'drift.list': 'connectorId' },
  deliveries: {
    'flows.summaries': 'any',
    'flows.summary': 'any',
    'flows.overview': 'any',
    'flows.tally': 'flowId',
    'flows.why': 'flowId',
    'deliveries.list': 'flowId',
    'deliveries.chart': 'flowId',
    'deliveries.get': 'its flow',
    'deliveries.refusals': 'flowId',
    'subscriptions.registrations': 'times',
    'installation.checklist': 'any'
  },
  runs: {
    'agents.approvals': 'any',
    'agents.calls': 'any',
    'agents.subscriptions': 'any',
    'flows.summaries': 'any',
    'flows.summary': 'any',
    'flows.overview': 'any',
    'flows.activity': 'any',
    'flows.tally': 'flowId',
    'flows.why': 'flowId',
    'deliveries.list': 'flowId',
    'deliveries.chart': 'flowId',
    'deliveries.get': 'its flow',
    'runs.list': 'flowId',
    'runs.suspended': 'flowId',
    'runs.get': 'its flow',
    'runs.open': 'its flow'
  },
  alerts: {
    'alerts.list': 'any',
    'alerts.unseen': 'any',
    'alertEndpoints.list': 'any',
    'alertEndpoints.messages': 'any'
  },
  people: {
    'people.me': 'any',
    'people.list': 'any',
    'people.names': 'any',
    'connections.overview': 'any'
  },
  progress: {
    'subscriptions.progress': 'flowId',
    'deliveries.replays': 'any',
    'keeping.ofFlow': 'flowId',
    'keeping.clearings': 'any',
    'listening.progress': 'any'
  }
}

/** Default minimum interval between two fetches of a query, in milliseconds. */
const USUALLY: Millis = 1_000

/**
 * Minimum intervals between two fetches of a query that differ from the default, in milliseconds.
 *
 * Progress is fetched often. A whole flow is large and is also fetched after each save of the user.
 */
const everyOf: Partial<Record<Procedure, Millis>> = {
  'subscriptions.progress': 200,
  'subscriptions.registrations': 3_000,
  'deliveries.replays': 400,
  'keeping.ofFlow': 400,
  'keeping.clearings': 400,
  'listening.progress': 200,
  'deliveries.list': 250,
  'deliveries.chart': 3_000,
  'flows.activity': 3_000,
  // Counted in the navigation of every page, while each run may end a call that waits.
  'agents.approvals': 5_000,
  'runs.list': 250,
  'makerFlows.open': 3_000,
  'flows.open': 1_500
}

/**
 * Minimum interval between two fetches of the chart of one event or connector, in milliseconds. A page may
 * show several of these charts.
 */
const ONE_OF_SEVERAL: Millis = 15_000

/** Returns the minimum interval between two refetches of a query, in milliseconds. */
export const timeBetween = (procedure: string, input: Record<string, unknown> = {}): Millis => {
  if (procedure === 'deliveries.chart' && (input.eventFlowId ?? input.connectorId) !== undefined)
    return ONE_OF_SEVERAL
  const known: Partial<Record<string, Millis>> = everyOf
  return known[procedure] ?? USUALLY
}
