import type { Specs } from '@hookwright/engine'
import { type Id, isBuiltIn } from '@hookwright/model'
import type { FlowSave, Store } from '@hookwright/store'
import { createApiKeys } from './access/api-keys.ts'
import { createAuditLog } from './access/audit-log.ts'
import { createConnectorAccess } from './access/connector-access.ts'
import { createAgentEvents } from './agents/agent-events.ts'
import { createAgents } from './agents/agents.ts'
import { createExposedTools } from './agents/exposed-tools.ts'
import { createAlertEndpoints, createAlerts } from './alerts/alerts.ts'
import { authorizationLostAlert, breakerAlert } from './alerts/new-alert.ts'
import { createBreakers } from './breakers/breakers.ts'
import { createOpenBreakers } from './breakers/open-breakers.ts'
import { withBuiltIn } from './built-in/with-built-in.ts'
import { checkKey } from './check-key.ts'
import { createConnectionChecks } from './connectors/connection-checks.ts'
import { createConnectionUses, usableConnections } from './connectors/connection-uses.ts'
import { createConnections } from './connectors/connections.ts'
import { createConnectors } from './connectors/connectors.ts'
import { createDuplicateConnector } from './connectors/duplicate-connector.ts'
import { type ConnectionViewer, listConnections, mayPing } from './connectors/user-connections.ts'
import { usersOfConnection } from './connectors/users-of-connection.ts'
import { createVersions } from './connectors/versions.ts'
import { createCallers } from './dispatch/callers.ts'
import { createDispatching } from './dispatch/dispatching.ts'
import { createEndpointCalls } from './dispatch/endpoint-calls.ts'
import { createReception } from './dispatch/reception.ts'
import { createTestEvents } from './dispatch/test-events.ts'
import { createWatchedRuns } from './dispatch/watched-runs.ts'
import { createDuties } from './duties.ts'
import { createConfigResolver } from './execution/resolve-config.ts'
import { createRevocations } from './execution/revocations.ts'
import { createBin } from './flows/bin.ts'
import { createFlowDrafts } from './flows/flow-drafts.ts'
import { createFlows } from './flows/flows.ts'
import { followOthers } from './follow-others.ts'
import { createFetchedKeys } from './intake/fetched-keys.ts'
import { createLastMatched } from './intake/last-matched.ts'
import { createListening } from './intake/listening.ts'
import { createNetworks } from './intake/networks.ts'
import { createRefusals } from './intake/refusals.ts'
import { createTestUrls } from './intake/test-urls.ts'
import { createTester } from './intake/tester.ts'
import { countAttempts } from './kernel/count-attempts.ts'
import type { Effects, Settings } from './kernel/effects.ts'
import { createMeters } from './kernel/meters.ts'
import { createProcessCalls } from './kernel/process-calls.ts'
import { createSignal } from './kernel/signal.ts'
import { createTraces } from './kernel/traces.ts'
import { createTurnQueue } from './kernel/turn-queue.ts'
import { createLazyTransfers } from './lazy-transfers.ts'
import { LARGEST_DOCUMENT } from './openapi/document.ts'
import { createActions } from './read-models/actions.ts'
import { createDeliveries } from './read-models/deliveries.ts'
import { createDrift } from './read-models/drift/drift.ts'
import { createDriftWatch } from './read-models/drift/watch-drift.ts'
import { createEvents } from './read-models/events.ts'
import { createMeasurements } from './read-models/measurements.ts'
import { createProcessList, type MeasuredProcess, measureNothing } from './read-models/processes.ts'
import { createRegistrations } from './read-models/registrations.ts'
import { createRuns } from './read-models/runs.ts'
import { createUserFlows } from './read-models/user-flows.ts'
import { createRecoverWork } from './recover-work.ts'
import { createHolds } from './registrations/holds.ts'
import { registerForListening } from './registrations/listen-registration.ts'
import type { RegistrationContext } from './registrations/registration-context.ts'
import { createSubscriptions, ignoringOff } from './registrations/subscriptions.ts'
import { createReseal } from './reseal.ts'
import { createHideOpen } from './retention/hide-open.ts'
import { createRetention } from './retention/retention.ts'
import { createShown, createShownRun } from './retention/shown.ts'
import { createLoadedRevisions } from './revisions/loaded-revisions.ts'
import { rulesOf } from './revisions/receiving-of.ts'
import { createRulesInForce } from './revisions/rules-in-force.ts'
import { createSavedViews } from './saved-views.ts'
import { createSharing } from './sharing/sharing.ts'
import { createApiEndpoints, endpointSecrets } from './starts/api-endpoints.ts'
import { createManualRuns } from './starts/manual-runs.ts'
import { createSubscriptionCache } from './subscription-cache/subscription-cache.ts'
import type { TransferSources } from './transfers.ts'
import { createUpkeep } from './upkeep.ts'
import { createWatchChanges } from './watch/watch-changes.ts'

/** Application services of an installation. They do not depend on HTTP or SQL. */
export type Backend = ReturnType<typeof createBackend>

/** Creates all services, lowest layer first. Lower layers notify higher layers through signals. */
export const createBackend = (params: {
  store: Store
  specs: Specs
  effects: Effects
  settings: Settings
  /** Readers of imported files, the gallery, and the runner of connector tests. Each has a default. */
  transferSources?: TransferSources
  /** Measures the resource usage of this process. */
  measure?: () => Promise<MeasuredProcess>
}) => {
  const { specs, effects, settings, transferSources = {}, measure = measureNothing } = params
  const meters = createMeters()
  const store = countAttempts(withBuiltIn(params.store), meters)
  const connectionChanged = createSignal<Id>()
  const rulesChanged = createSignal()
  const breakerClosed = createSignal()
  const loadedRevisions = createLoadedRevisions({ store, specs })

  const uses = createConnectionUses({ store, effects })
  const connections = createConnections({
    store,
    effects,
    uses,
    checks: createConnectionChecks({ store, effects, mayPing: id => mayPing({ store, specs }, id) }),
    usersOf: id => usersOfConnection({ store, uses }, id),
    rulesOf: (connectorId, purpose) => rulesOf({ store, specs }, connectorId, purpose),
    changed: connectionChanged.notify,
    configure: createConfigResolver({
      ...{ store, specs, effects, loadedRevisions },
      limit: settings.registrationTime
    }),
    publicUrl: settings.publicUrl,
    lostAlert: (connection, why, at) => authorizationLostAlert(effects, connection, why, at)
  })
  const rules = createRulesInForce({
    store,
    retentionDays: settings.retentionDays,
    changed: rulesChanged.notify
  })
  const breakers = createBreakers({
    ...{ store, effects },
    hasOpened: ({ open, ...of }) => (open === null ? undefined : breakerAlert(effects, { ...of, open })),
    mayGoOn: breakerClosed.notify,
    probes: store.sharedWork === null ? undefined : store.acts
  })
  const subscriptionCache = createSubscriptionCache({
    ...{ store, specs, effects, settings, connections, loadedRevisions, breakers, rules },
    endpointSecretOf: endpointSecrets({ store, effects })
  })
  connectionChanged.listen(id =>
    subscriptionCache.drop(
      ({ terms, actionConnections }) => terms.connectionId === id || actionConnections.has(id)
    )
  )
  rulesChanged.listen(() => subscriptionCache.drop(() => true))
  const stopFollowing = followOthers({ store, effects, subscriptionCache, breakers, rules, connections })
  const calls = createProcessCalls({ store, effects })
  const hideOpen = createHideOpen({ store, effects })
  const shown = createShown({ subscriptionCache, effects })
  const shownRun = createShownRun({ store, subscriptionCache, effects })
  const driftWatch = createDriftWatch({ store, specs, effects, loadedRevisions })
  const callers = createCallers({ effects })
  const watchedRuns = createWatchedRuns({ effects, calls })
  const { dispatcher, recover } = createDispatching({
    ...{ store, effects, subscriptionCache, callers, watchedRuns, meters },
    countsStarts: settings.isAfterDiskFailure !== true,
    ...(settings.runsAtOnce !== undefined && { runsAtOnce: settings.runsAtOnce }),
    ran: (subscription, deliveryId) => {
      // What the installation says of itself is as it is declared.
      if (!isBuiltIn(subscription.terms.connectorId)) driftWatch.ran(subscription, deliveryId)
    }
  })
  breakerClosed.listen(dispatcher.wakeHeld)

  /**
   * Handles a changed subscription status: drops the cache entry and queues waiting work that may now run.
   */
  const moved = (subscriptionId: Id): void => {
    subscriptionCache.drop(subscription => subscription.id === subscriptionId)
    dispatcher.queueWaiting(subscriptionId)
  }

  const duties = createDuties(store.sharedWork)
  let isOnDuty = store.sharedWork === null
  const watching = createWatchChanges({ store, effects })
  const traces = createTraces({
    ...{ effects, calls },
    progressed: flowId => watching.notify('progress', [flowId])
  })
  const holds = createHolds({ store, effects, moved })
  const sharing = createSharing({ store, effects, holds, changed: connectionChanged.notify })
  const context: RegistrationContext = {
    ...{ store, specs, effects, settings, connections, loadedRevisions, breakers, traces, calls },
    turns: createTurnQueue(effects),
    isOnDuty: () => isOnDuty,
    holds,
    moved
  }
  const subscriptions = createSubscriptions(context)
  const refusals = createRefusals({ store, effects })
  const matched = createLastMatched({ store, effects })
  const { networkPerSecond: perSecond, networkBurst: burst } = settings
  const networks = createNetworks({ perSecond, burst, sharedBy: () => store.processCount('receive') })
  const fetched = createFetchedKeys(effects)
  const receiving = { store, effects, refusals, matched, networks, fetched, meters }
  const testEvents = createTestEvents({ store, specs, effects, calls, subscriptionCache, shown })
  const listening = createListening({
    ...{ store, specs, effects, settings, calls, connections },
    heard: eventFlowId => watching.notify('progress', [eventFlowId]),
    register: params => registerForListening(context, params)
  })
  const switchOffIfOn = ignoringOff(subscriptions.switchOff)
  const reception = createReception({
    ...receiving,
    ...{ subscriptionCache, dispatcher, testEvents, listening, hideOpen }
  })
  const deliveries = createDeliveries({
    ...{ store, effects, subscriptionCache, dispatcher, specs, loadedRevisions, connections },
    ...{ shown, shownRun },
    progressed: flowIds => watching.notify('progress', flowIds)
  })
  const revocations = createRevocations({
    ...{ store, specs, effects, connections, loadedRevisions },
    limit: settings.registrationTime
  })
  const actions = createActions({ store, specs, effects, settings, connections, loadedRevisions })
  const events = createEvents({ store, specs, effects, settings, connections, loadedRevisions })
  const upkeep = createUpkeep({
    ...{ store, specs, effects, calls, settings, rules, subscriptionCache, hideOpen },
    delivered: dispatcher.queueWaiting,
    progressed: flowId => watching.notify('progress', [flowId])
  })
  rulesChanged.listen(upkeep.sweepSoon)
  const flows = createFlows({
    ...{ store, specs, effects, loadedRevisions, uses },
    switchOff: switchOffIfOn,
    cancelRuns: dispatcher.cancelOf
  })

  const audit = createAuditLog({ store, effects })
  const agentEvents = createAgentEvents({
    ...{ store, specs, effects, settings, events, loadedRevisions, connections },
    ...{ rules, audit, flows, subscriptions }
  })

  const transfers = createLazyTransfers({
    ...{ registration: context, sources: transferSources, uses, events, actions },
    upgrades: subscriptions.upgrades,
    flowReplaced: flowId => subscriptionCache.drop(subscription => subscription.flowId === flowId)
  })
  const { tools, exposure, approvals } = createExposedTools({
    ...{ store, specs, effects, settings, loadedRevisions, rules, subscriptionCache, dispatcher },
    ...{ callers, shown, shownRun, audit },
    ...{ actions, flows, subscriptions, switchOffIfOn, transfers, runTests: transferSources.runTests }
  })
  const agents = createAgents({ tools, events: agentEvents })
  const preflight = createTestUrls({
    ...{ effects, settings, calls },
    own: (token, head) => subscriptions.dryRuns.preflight(token, head) ?? listening.preflight(token, head),
    events: reception.preflight
  })

  const recoverWork = createRecoverWork({
    ...{ duties, effects, context, rules, upkeep, agentEvents, approvals, subscriptions },
    ...{ dispatcher, recover },
    replays: deliveries.replays,
    onDuty: is => {
      isOnDuty = is
    }
  })

  return {
    connectors: createConnectors({ store, effects }),
    duplicateConnector: createDuplicateConnector({ store, effects }),
    ...transfers,
    largestDocument: LARGEST_DOCUMENT,
    flows: {
      ...flows,
      save: async (id: Id, draft: FlowSave, baseDraft: number, by: string | null = null) => {
        const saved = await flows.save(id, draft, baseDraft, by)
        subscriptionCache.drop(subscription => subscription.flowId === id)
        return saved
      }
    },
    /** Saved earlier states of users' flows. */
    flowDrafts: createFlowDrafts({ store, specs, catalogOf: flows.catalogOf }),
    /** Deleted flows and connectors that can be restored. */
    bin: createBin({ store, effects }),
    versions: createVersions({ store, specs, effects }),
    events,
    actions,
    userFlows: createUserFlows(context, events),
    /** Users' connections for the list page. */
    userConnections: {
      list: (viewer: ConnectionViewer) => listConnections({ store, specs, connections }, viewer),
      /** Lists the connections of a connector that a member may use, oldest first. */
      usable: (connectorId: Id, personId: string) =>
        usableConnections({ store, connections }, { connectorId }, personId)
    },
    /** Sharing of users' connections with other members. */
    sharing,
    connections: {
      ...connections,
      revoke: revocations.revoke,
      remove: async (id: Id) => {
        const revocation = await revocations.remove(id)
        breakers.forget(id)
        return revocation
      }
    },
    /** Services that are blocked because too many calls failed. */
    openBreakers: createOpenBreakers({ store, breakers }),
    /** List of the server processes of the installation. */
    processes: createProcessList({
      ...{ store, calls },
      measure: async () => ({
        ...(await measure()),
        queue: dispatcher.depth(),
        changeLag: store.processes.changeLag()
      })
    }),
    /** Counters and gauges of this process. */
    measurements: createMeasurements({ store, effects, meters, breakers, dispatcher }),
    subscriptions,
    registrations: createRegistrations(context, matched),
    /** Operations on deliveries. `preflight` checks requests to Event URLs before their body is read. */
    deliveries: {
      ...deliveries,
      preflight
    },
    /** API endpoints of flows, and the handling of calls to them. */
    apiEndpoints: {
      ...createApiEndpoints({
        ...{ store, specs, effects, settings, loadedRevisions },
        changed: flowId => subscriptionCache.drop(subscription => subscription.flowId === flowId)
      }),
      ...createEndpointCalls({ store, effects, subscriptionCache, reception, callers }),
      /** Notifies waiting callers that the server is stopping. */
      endCalls: callers.stop
    },
    drift: createDrift({ store, specs, effects }),
    testEvents,
    savedViews: createSavedViews({ store, effects }),
    /** Clients that act for members over the Model Context Protocol. */
    agents: { ...agents, exposure, approvals },
    apiKeys: createApiKeys({ store, effects, forget: agents.forget }),
    audit,
    connectorAccess: createConnectorAccess(store),
    search: { byId: store.idSearch.find },
    listening,
    tester: createTester({ store, effects, matched }),
    alerts: createAlerts({ store, effects }),
    alertEndpoints: createAlertEndpoints({ store, effects }),
    runs: createRuns({
      ...{ store, specs, effects, connections, loadedRevisions, dispatcher, watchedRuns, shown, shownRun },
      limit: settings.registrationTime
    }),
    keeping: createRetention({
      ...{ store, effects, rules, hideOpen },
      clearings: upkeep.clearings,
      changed: flowId => subscriptionCache.drop(subscription => subscription.flowId === flowId)
    }),
    /** Flow runs that people start manually. */
    manualRuns: createManualRuns({ store, specs, effects, rules, delivered: dispatcher.queueWaiting }),
    /** Change notifications for open pages. */
    watching,
    /**
     * Checks the encryption key. Must be awaited before any other method. Throws `seal.key-wrong` if stored
     * data was sealed with another key.
     */
    checkKey: () => checkKey({ store, sealer: effects.sealer, connections }),
    /** Reseals all data that was sealed with another key, in the background. Can be stopped and restarted. */
    reseal: createReseal({ store, effects, subscriptionCache }),
    /** Resumes interrupted subscriptions. Must be awaited before the first request. */
    resume: async (): Promise<void> => {
      await breakers.load()
      // Where processes share work, the one whose duty it is resumes what others have left.
      if (store.sharedWork === null) await subscriptions.resume()
      await sharing.resume()
    },
    /** Starts this process's work. Runs deliveries accepted before the startup alongside new deliveries. */
    recover: recoverWork,
    /** Deletes expired data immediately, since the disk is nearly full. */
    makeRoom: upkeep.sweepSoon,
    /** Stops starting new work. Resolves when work in progress has ended. The caller closes the store. */
    stop: async (): Promise<void> => {
      stopFollowing()
      agentEvents.stop()
      await Promise.all([
        listening.stop(),
        deliveries.replays.close(),
        upkeep.stop(),
        dispatcher.stop().then(callers.stop).then(driftWatch.stop),
        duties.stop(),
        subscriptions.idle().then(breakers.idle),
        refusals.flush(),
        matched.flush()
      ])
      calls.stop()
      // Last, since everything above may call services.
      await connections.checks.flush()
    }
  }
}
