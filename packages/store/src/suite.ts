import { describe } from 'vitest'
import { accessSuite } from './suite/access.ts'
import { actingFlowSuite } from './suite/acting-flows.ts'
import { alertEndpointSuite } from './suite/alert-endpoints.ts'
import { alertSuite } from './suite/alerts.ts'
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
import { connectorSuite } from './suite/connectors.ts'
import { crowdSuite } from './suite/crowds.ts'
import { deliverySuite } from './suite/deliveries.ts'
import { driftSuite } from './suite/drift.ts'
import type { OpenStore } from './suite/each-test.ts'
import { erasingSuite } from './suite/erasing.ts'
import { eventSampleSuite } from './suite/event-samples.ts'
import { flowSuite } from './suite/flows.ts'
import { followedConnectorSuite } from './suite/followed-connectors.ts'
import { forgettingSuite } from './suite/forgetting.ts'
import { idSearchSuite } from './suite/id-searching.ts'
import { importingSuite } from './suite/importing.ts'
import { journalSuite } from './suite/journal.ts'
import { keepingSuite } from './suite/keeping.ts'
import { listSuite } from './suite/lists.ts'
import { lookingThroughSuite } from './suite/looking-through.ts'
import { orphanSuite } from './suite/orphans.ts'
import { pollSuite } from './suite/polls.ts'
import { receivingSuite } from './suite/receiving.ts'
import { recycleBinSuite } from './suite/recycle-bin.ts'
import { renewalSuite } from './suite/renewals.ts'
import { replacingSuite } from './suite/replacing.ts'
import { revisingSuite } from './suite/revising.ts'
import { runSuite } from './suite/runs.ts'
import { savedViewSuite } from './suite/saved-views.ts'
import { scheduleSuite } from './suite/schedules.ts'
import { searchSuite } from './suite/searching.ts'
import { sharingSuite } from './suite/sharing.ts'
import { subscriptionLaws } from './suite/subscription-laws.ts'
import { suspendingSuite } from './suite/suspending.ts'
import { turningOffSuite } from './suite/turning-off.ts'
import { turningOnSuite } from './suite/turning-on.ts'
import { userFlowSuite } from './suite/user-flows.ts'
import { versionSuite } from './suite/versions.ts'
import { waitingSuite } from './suite/waiting.ts'

export type { Opened, OpenStore } from './suite/each-test.ts'

/**
 * Defines the tests that every store passes: each method, each named fault, and the laws between
 * them.
 */
export const storeSuite = (name: string, open: OpenStore): void => {
  describe(name, () => {
    connectorSuite(open)
    flowSuite(open)
    userFlowSuite(open)
    recycleBinSuite(open)
    actingFlowSuite(open)
    versionSuite(open)
    connectionSuite(open)
    authorizationSuite(open)
    sharingSuite(open)
    breakerSuite(open)
    followedConnectorSuite(open)
    turningOnSuite(open)
    turningOffSuite(open)
    replacingSuite(open)
    subscriptionLaws(open)
    renewalSuite(open)
    comparisonSuite(open)
    cleanupSuite(open)
    orphanSuite(open)
    deliverySuite(open)
    driftSuite(open)
    eventSampleSuite(open)
    receivingSuite(open)
    waitingSuite(open)
    runSuite(open)
    childrenSuite(open)
    begunRunSuite(open)
    erasingSuite(open)
    keepingSuite(open)
    forgettingSuite(open)
    importingSuite(open)
    journalSuite(open)
    suspendingSuite(open)
    bringingForwardSuite(open)
    listSuite(open)
    searchSuite(open)
    idSearchSuite(open)
    chartSuite(open)
    lookingThroughSuite(open)
    savedViewSuite(open)
    accessSuite(open)
    revisingSuite(open)
    alertSuite(open)
    scheduleSuite(open)
    pollSuite(open)
    apiEndpointSuite(open)
    alertEndpointSuite(open)
    changeSuite(open)
    crowdSuite(open)
  })
}
