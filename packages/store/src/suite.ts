import { describe } from 'vitest'
import { accessSuite } from './suite/access.ts'
import { actingFlowSuite, connectionNeedSuite } from './suite/acting-flows.ts'
import { agentEventSuite } from './suite/agent-events.ts'
import { agentToolSuite } from './suite/agent-tools.ts'
import { alertEndpointSuite } from './suite/alert-endpoints.ts'
import { alertActSuite, alertRunSuite, alertSuite } from './suite/alerts.ts'
import { apiEndpointSuite } from './suite/api-endpoints.ts'
import { authorizationSuite } from './suite/authorizations.ts'
import { begunRunSuite } from './suite/begun-runs.ts'
import { breakerSuite } from './suite/breakers.ts'
import { bringingForwardSuite } from './suite/bringing-forward.ts'
import { changeSuite } from './suite/changes.ts'
import { chartSuite } from './suite/charting.ts'
import { childrenSuite } from './suite/children.ts'
import { cleanupSuite } from './suite/cleanup.ts'
import { comparisonSuite } from './suite/comparisons.ts'
import { connectionSuite } from './suite/connections.ts'
import { connectorSuite, connectorTallySuite } from './suite/connectors.ts'
import { crowdSuite } from './suite/crowds.ts'
import { deliveryListSuite, deliverySuite } from './suite/deliveries.ts'
import { driftSuite } from './suite/drift.ts'
import type { OpenStore } from './suite/each-test.ts'
import { erasingSuite } from './suite/erasing.ts'
import { eventSampleSuite } from './suite/event-samples.ts'
import { flowActivitySuite } from './suite/flow-activity.ts'
import { flowSuite, runningFlowSuite } from './suite/flows.ts'
import { followedConnectorSuite, purgedFollowedSuite } from './suite/followed-connectors.ts'
import { forgettingSuite } from './suite/forgetting.ts'
import { idSearchSuite } from './suite/id-searching.ts'
import { importingSuite } from './suite/importing.ts'
import { journalSuite } from './suite/journal.ts'
import { keepingSuite } from './suite/keeping.ts'
import { listSuite } from './suite/lists.ts'
import { orphanSuite } from './suite/orphans.ts'
import { polledSuite, pollSuite } from './suite/polls.ts'
import { receivedRecordSuite, receivingSuite } from './suite/receiving.ts'
import { recycleBinSuite } from './suite/recycle-bin.ts'
import { renewalSuite } from './suite/renewals.ts'
import { replacingSuite, waitingReplacedSuite } from './suite/replacing.ts'
import { replaySeriesSuite } from './suite/replay-series.ts'
import { revisingSuite } from './suite/revising.ts'
import { runSuite } from './suite/runs.ts'
import { savedViewSuite } from './suite/saved-views.ts'
import { scheduleSuite, tickSuite } from './suite/schedules.ts'
import { sealingSuite } from './suite/sealing.ts'
import { searchSuite } from './suite/searching.ts'
import { holdSuite, sharingSuite, waitingDeliveriesSuite } from './suite/sharing.ts'
import { subscriptionLaws } from './suite/subscription-laws.ts'
import { subscriptionReadSuite } from './suite/subscription-reads.ts'
import { suspendingSuite } from './suite/suspending.ts'
import { turningOffSuite } from './suite/turning-off.ts'
import { failedTurningOnSuite, turningOnSuite } from './suite/turning-on.ts'
import { unindexedSearchSuite } from './suite/unindexed-search.ts'
import { flowStateSuite, userFlowSuite } from './suite/user-flows.ts'
import { versionSuite } from './suite/versions.ts'
import { waitingSuite } from './suite/waiting.ts'

export type { Opened, OpenStore } from './suite/each-test.ts'

/** Parts of the test suite that every store passes. Each part covers one resource or one guarantee. */
export const suiteParts = {
  connectors: connectorSuite,
  connectorTallies: connectorTallySuite,
  flows: flowSuite,
  runningFlows: runningFlowSuite,
  userFlows: userFlowSuite,
  standingFlows: flowStateSuite,
  flowActivity: flowActivitySuite,
  recycleBin: recycleBinSuite,
  actingFlows: actingFlowSuite,
  connectionNeeds: connectionNeedSuite,
  versions: versionSuite,
  connections: connectionSuite,
  authorizations: authorizationSuite,
  sharing: sharingSuite,
  holds: holdSuite,
  waitingHeld: waitingDeliveriesSuite,
  breakers: breakerSuite,
  followedConnectors: followedConnectorSuite,
  purgedFollowed: purgedFollowedSuite,
  turningOn: turningOnSuite,
  failedTurningOn: failedTurningOnSuite,
  turningOff: turningOffSuite,
  replacing: replacingSuite,
  waitingReplaced: waitingReplacedSuite,
  subscriptionLaws: subscriptionLaws,
  subscriptionReads: subscriptionReadSuite,
  renewals: renewalSuite,
  comparisons: comparisonSuite,
  cleanup: cleanupSuite,
  orphans: orphanSuite,
  deliveries: deliverySuite,
  deliveryLists: deliveryListSuite,
  drift: driftSuite,
  eventSamples: eventSampleSuite,
  receiving: receivingSuite,
  receivedRecords: receivedRecordSuite,
  waiting: waitingSuite,
  runs: runSuite,
  replaySeries: replaySeriesSuite,
  children: childrenSuite,
  begunRuns: begunRunSuite,
  erasing: erasingSuite,
  keeping: keepingSuite,
  forgetting: forgettingSuite,
  importing: importingSuite,
  journal: journalSuite,
  suspending: suspendingSuite,
  bringingForward: bringingForwardSuite,
  lists: listSuite,
  search: searchSuite,
  idSearch: idSearchSuite,
  chart: chartSuite,
  lookingThrough: unindexedSearchSuite,
  sealing: sealingSuite,
  savedViews: savedViewSuite,
  access: accessSuite,
  revising: revisingSuite,
  alerts: alertSuite,
  alertActs: alertActSuite,
  alertRuns: alertRunSuite,
  schedules: scheduleSuite,
  ticks: tickSuite,
  polls: pollSuite,
  polled: polledSuite,
  apiEndpoints: apiEndpointSuite,
  agentTools: agentToolSuite,
  alertEndpoints: alertEndpointSuite,
  agentEvents: agentEventSuite,
  changes: changeSuite,
  crowds: crowdSuite
} satisfies Record<string, (open: OpenStore) => void>

export type SuitePart = keyof typeof suiteParts

/** Names of all parts. */
export const allParts = Object.keys(suiteParts).filter((name): name is SuitePart => name in suiteParts)

/**
 * Defines the tests that every store must pass, for each method, each fault and their invariants. `parts`
 * selects the resources that a store has.
 */
export const storeSuite = (name: string, open: OpenStore, parts: readonly SuitePart[] = allParts): void => {
  describe(name, () => {
    for (const part of parts) suiteParts[part](open)
  })
}
