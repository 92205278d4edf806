import type { Specs } from '@hookwright/engine'
import { Fault, type Id, OWN_CONNECTOR } from '@hookwright/model'
import type { Store } from '@hookwright/store'
import { type AlertEndpoints, type Alerts, createAlertEndpoints, createAlerts } from './alerts/alerts.ts'
import { breakerAlert } from './alerts/new-alert.ts'
import { withOwnConnector } from './alerts/with-own-connector.ts'
import { createBreakers } from './breakers/breakers.ts'
import { createOpenBreakers, type OpenBreakers } from './breakers/open-breakers.ts'
import { checkKey } from './check-key.ts'
import { type Connections, createConnections } from './connectors/connections.ts'
import { type Connectors, createConnectors } from './connectors/connectors.ts'
import { rulesOf } from './connectors/rules-of.ts'
import { connectionsOfUser, type ListedConnection } from './connectors/user-connections.ts'
import { usersOfConnection } from './connectors/users-of-connection.ts'
import { createVersions, type Versions } from './connectors/versions.ts'
import { createDispatcher } from './dispatch/dispatcher.ts'
import { createReceiver } from './dispatch/receiver.ts'
import { recoverDeliveries } from './dispatch/recover.ts'
import { createTestEvents, type TestEvents } from './dispatch/test-events.ts'
import { createFlows, type Flows } from './flows/flows.ts'
import { createFetchedKeys } from './intake/fetched-keys.ts'
import { createLastMatched } from './intake/last-matched.ts'
import { createListening, type Listening } from './intake/listening.ts'
import { createNetworks } from './intake/networks.ts'
import type { Reception } from './intake/reception.ts'
import { createRefusals } from './intake/refusals.ts'
import { createTester, type Tester } from './intake/tester.ts'
import type { Effects, Settings } from './kernel/effects.ts'
import { createTraces } from './kernel/traces.ts'
import { createTurnQueue } from './kernel/turn-queue.ts'
import { createDeliveries, type Deliveries } from './read-models/deliveries.ts'
import { createDrift, type Drift } from './read-models/drift/drift.ts'
import { createDriftWatch } from './read-models/drift/watch-drift.ts'
import { createEvents, type Events } from './read-models/events.ts'
import { createRegistrations, type Registrations } from './read-models/registrations.ts'
import { createRuns, type Runs } from './read-models/runs.ts'
import { createUserFlows, type UserFlows } from './read-models/user-flows.ts'
import { registerForListening } from './registrations/listen-registration.ts'
import type { RegistrationContext } from './registrations/registration-context.ts'
import { createSubscriptions, type Subscriptions } from './registrations/subscriptions.ts'
import { type Resealed, resealAll } from './reseal.ts'
import { createHideOpen } from './retention/hide-open.ts'
import { createRetention, type Retention } from './retention/retention.ts'
import { createShown, createShownRun } from './retention/shown.ts'
import { createLoadedRevisions } from './revisions/loaded-revisions.ts'
import { createRulesInForce } from './revisions/rules-in-force.ts'
import { createSavedViews, type SavedViews } from './saved-views.ts'
import { createSubscriptionCache } from './subscription-cache/subscription-cache.ts'
import { createUpkeep } from './upkeep.ts'
import { createWatchChanges, type WatchChanges } from './watch/watch-changes.ts'

/** Application services of an installation, without HTTP and without SQL. */
export interface Backend {
  connectors: Connectors
  flows: Flows
  userFlows: UserFlows
  versions: Versions
  events: Events
  connections: Connections
  /** Users' connections, for the page that lists them. */
  userConnections: { list: (ownerId: string) => Promise<ListedConnection[]> }
  /** Services that are not called for now, since too many calls failed. */
  openBreakers: OpenBreakers
  subscriptions: Subscriptions
  registrations: Registrations
  /** Deliveries, and the receiver that accepts them at Event URLs. */
  deliveries: Deliveries & Reception
  drift: Drift
  testEvents: Pick<TestEvents, 'draft' | 'sign' | 'send'>
  listening: Pick<Listening, 'begin' | 'extend' | 'progress' | 'personOf' | 'end'>
  tester: Tester
  runs: Runs
  alerts: Alerts
  alertEndpoints: AlertEndpoints
  keeping: Retention
  savedViews: SavedViews
  /** Change notifications for pages. */
  watching: WatchChanges
  /** Seals everything anew that another key has sealed, beside everything else; may be broken off and begun again. */
  reseal: (given: { isStopped: () => boolean }) => Promise<Resealed>
  /** To be awaited before anything else is done. Throws `seal.key-wrong` when what is kept was sealed with another key. */
  checkKey: () => Promise<void>
  /** Takes up subscriptions that a stop interrupted; to be awaited before the first request. */
  resume: () => Promise<void>
  /** Runs what was accepted before the start; goes on beside new deliveries. */
  recover: () => Promise<void>
  /** The disk is nearly full: what is past its days is taken away at once. */
  makeRoom: () => void
  /** Begins nothing more; resolves when what is under way has ended. The store is the caller's to close. */
  stop: () => Promise<void>
}

/** Pause between two batches of resealing, in milliseconds, so that incoming requests go first. */
const RESEAL_PAUSE = 5

export const createBackend = (given: {
  store: Store
  specs: Specs
  outside: Effects
  settings: Settings
}): Backend => {
  const { specs, outside, settings } = given
  const store = withOwnConnector(given.store)
  const reaches = createLoadedRevisions({ store, specs })

  const connections = createConnections({
    store,
    outside,
    usersOf: id => usersOfConnection({ store, specs }, id),
    rulesOf: (connectorId, purpose) => rulesOf({ store, specs }, connectorId, purpose),
    changed: id => lives.drop(live => live.terms.connectionId === id)
  })
  const rules = createRulesInForce({
    store,
    retentionDays: settings.retentionDays,
    changed: () => {
      lives.drop(() => true)
      upkeep.sweepSoon()
    }
  })
  const breakers = createBreakers({
    store,
    outside,
    hasOpened: ({ open, ...of }) => (open === null ? undefined : breakerAlert(outside, { ...of, open })),
    mayGoOn: () => dispatch.wakeHeld()
  })
  const lives = createSubscriptionCache({
    store,
    specs,
    outside,
    settings,
    connections,
    reaches,
    breakers,
    rules
  })
  const hideOpen = createHideOpen({ store, outside })
  const shown = createShown({ lives, outside })
  const shownRun = createShownRun({ store, lives, outside })
  const driftWatch = createDriftWatch({
    ...{ store, specs, outside, reaches },
    found: ({ connectorId, eventFlowId, findings }) =>
      outside.log('What arrives for an event is not what the event declares.', {
        connector: connectorId,
        event: eventFlowId,
        differences: String(findings.length)
      })
  })
  const dispatch = createDispatcher({
    ...{ store, outside, lives },
    countsStarts: settings.isAfterDiskFailure !== true,
    ran: (live, deliveryId) => {
      // What the installation says of itself is as it is declared.
      if (live.terms.connectorId !== OWN_CONNECTOR) driftWatch.ran(live, deliveryId)
    }
  })

  /** A subscription has another status now: what waited for it may run. */
  const moved = (subscriptionId: Id): void => {
    lives.drop(live => live.id === subscriptionId)
    dispatch.queueWaiting(subscriptionId)
  }

  const watching = createWatchChanges({ store, outside })
  const traces = createTraces({ progressed: flowId => watching.tell('progress', [flowId]) })
  const desk: RegistrationContext = {
    store,
    specs,
    outside,
    settings,
    connections,
    reaches,
    breakers,
    traces,
    turns: createTurnQueue(outside),
    moved
  }
  const subscriptions = createSubscriptions(desk)
  const refusals = createRefusals({ store, outside })
  const matched = createLastMatched({ store, outside })
  const { networkPerSecond: perSecond, networkBurst: burst } = settings
  const networks = createNetworks({ perSecond, burst })
  const receiving = { store, outside, refusals, matched, networks, fetched: createFetchedKeys(outside) }
  const testEvents = createTestEvents({ store, specs, outside, lives, shown })
  const listening = createListening({
    ...{ store, specs, outside, settings, connections },
    heard: eventFlowId => watching.tell('progress', [eventFlowId]),
    register: given => registerForListening(desk, given)
  })
  const switchOffIfOn = async (flowId: Id): Promise<void> => {
    // One that is off may be about to be turned on again by a repair, which this ends as well.
    await subscriptions.switchOff(flowId).catch(thrown => {
      if (!(thrown instanceof Fault) || thrown.code !== 'subscription.already-off') throw thrown
    })
  }
  const receiver = createReceiver({ ...receiving, lives, dispatch, testEvents, listening, hideOpen })
  const deliveries = createDeliveries({
    ...{ store, outside, lives, dispatch, specs, reaches, shown, shownRun },
    progressed: flowIds => watching.tell('progress', flowIds)
  })
  const events = createEvents({ store, specs, outside, settings, connections, reaches })
  const upkeep = createUpkeep({
    ...{ store, outside, settings, rules, lives, hideOpen },
    delivered: dispatch.queueWaiting,
    progressed: flowId => watching.tell('progress', [flowId])
  })
  const flows = createFlows({
    ...{ store, specs, outside, reaches },
    switchOff: switchOffIfOn,
    cancelRuns: dispatch.cancelOf
  })

  return {
    connectors: createConnectors({ store, outside }),
    flows: {
      ...flows,
      save: async (id, save, baseDraft) => {
        const saved = await flows.save(id, save, baseDraft)
        lives.drop(live => live.flowId === id)
        return saved
      }
    },
    versions: createVersions({ store, specs, outside }),
    events,
    userFlows: createUserFlows(desk, events),
    userConnections: { list: ownerId => connectionsOfUser({ store, specs }, ownerId) },
    connections: {
      ...connections,
      remove: async id => {
        await connections.remove(id)
        breakers.forget(id)
      }
    },
    openBreakers: createOpenBreakers({ store, breakers }),
    subscriptions,
    registrations: createRegistrations(desk, matched),
    deliveries: {
      ...deliveries,
      meet: (token, head) =>
        subscriptions.dryRuns.meet(token, head) ?? listening.meet(token, head) ?? receiver.meet(token, head)
    },
    drift: createDrift({ store, specs, outside }),
    testEvents,
    savedViews: createSavedViews({ store, outside }),
    listening,
    tester: createTester({ store, outside, matched }),
    alerts: createAlerts({ store, outside }),
    alertEndpoints: createAlertEndpoints({ store, outside }),
    runs: createRuns({
      store,
      specs,
      outside,
      connections,
      reaches,
      dispatch,
      shown,
      shownRun,
      limit: settings.registrationTime
    }),
    keeping: createRetention({
      store,
      outside,
      rules,
      hideOpen,
      clearings: upkeep.clearings,
      changed: flowId => lives.drop(live => live.flowId === flowId)
    }),
    watching,
    checkKey: () => checkKey({ store, sealer: outside.sealer, connections }),
    reseal: ({ isStopped }) =>
      resealAll({
        store,
        sealer: outside.sealer,
        isStopped,
        rest: () => new Promise(resolve => void outside.after(RESEAL_PAUSE, resolve)),
        resealed: records => {
          // A policy that is held compares what it holds with what is kept.
          const ids = new Set(records.map(({ id }) => id))
          lives.drop(live => ids.has(live.id))
        }
      }),
    resume: async () => {
      await breakers.load()
      await subscriptions.resume()
    },
    recover: () => {
      upkeep.begin()
      const resumed = deliveries.replays.resume()
      return Promise.all([
        resumed,
        recoverDeliveries({ store, outside, lives, dispatch }).finally(() => dispatch.endRecovery())
      ]).then(() => {})
    },
    makeRoom: upkeep.sweepSoon,
    stop: async () => {
      await Promise.all([
        listening.stop(),
        deliveries.replays.close(),
        upkeep.stop(),
        dispatch.stop().then(driftWatch.stop),
        subscriptions.idle().then(breakers.idle),
        refusals.flush(),
        matched.flush()
      ])
    }
  }
}
