import {
  type Card,
  canonicalJson,
  DAY,
  Fault,
  type Flow,
  type Id,
  literal,
  type Millis,
  SECOND,
  type Subscription,
  sameJson,
  toFault
} from '@hookwright/model'
import type {
  EventSubscription,
  EventWatch,
  FlowRow,
  FlowSave,
  Store,
  SubscriptionRow
} from '@hookwright/store'
import type { Effects } from '../kernel/effects.ts'
import { listenAll } from '../kernel/listen-all.ts'
import { createTurns } from '../kernel/turns.ts'
import type { Subscriptions } from '../registrations/subscriptions.ts'
import type { WatchedEvent } from './event-types.ts'

/** Interval at which a registration in progress is checked, in case no change notification arrives. */
const LOOK: Millis = SECOND

/**
 * Time for which a watch (a registration shared by agents) is kept without use. `MOST_TIDIED` is the maximum
 * number removed at a time.
 */
const UNUSED: Millis = DAY
const MOST_TIDIED = 500

/**
 * Watches: registrations of events that several agents share. Each event with its options and connection has
 * one watch with one flow.
 */
export interface EventWatches {
  /** Returns the watch of an event. A new watch has a flow that is off. */
  ensure: (event: WatchedEvent, memberId: Id) => Promise<EventWatch>
  /**
   * Turns the flow of a watch on and resolves to true once it is registered. Resolves to false if the watch
   * or its flow was removed.
   * @throws `agent-events.not-registered`
   */
  open: (watch: EventWatch, event: WatchedEvent) => Promise<boolean>
  /** Turns the flow of a watch off if nobody listens anymore. Resolves once it accepts no more requests. */
  settle: (watchId: Id) => Promise<void>
  /**
   * Called for each watch after a server start. Turns its flow on or off, depending on whether agents still
   * listen.
   */
  resume: (watch: EventWatch) => Promise<void>
  /** Removes watches unused for a day. Their flows are removed too, unless a member has edited them. */
  tidy: () => Promise<void>
  /** Returns true if the flow of a watch is off. Waits until any switch in progress has ended. */
  isOff: (watch: Pick<EventSubscription, 'watchId' | 'flowId'>) => Promise<boolean>
}

const START = 'start'

const flowOf = (config: Card['config'], inputs: Card['inputs']): Flow => {
  const start: Card = { id: START, type: 'connector-event', config: { ...config, runMode: 'each' }, inputs }
  return { schemaVersion: 1, strip: [START], cards: { [START]: start } }
}

/**
 * Returns the flow of a watch (a registration shared by agents). It contains only the event, since the server
 * passes its outputs on to agents.
 */
const docOf = ({ deployed, options, connection }: WatchedEvent): Flow => {
  const { connectorId, eventFlowId, versionId } = deployed
  return flowOf(
    { connectorId, eventFlowId, versionId, connectionId: connection?.id ?? null },
    Object.fromEntries(Object.entries(options).map(([id, value]) => [id, literal(value)]))
  )
}

/**
 * Returns a text that identifies the event, options and connection of a flow, regardless of the version.
 * Flows with equal texts can share a watch.
 */
const watchTextOf = ({ cards }: Flow): string => {
  const { connectorId = null, eventFlowId = null, connectionId = null } = cards[START]?.config ?? {}
  const options = Object.entries(cards[START]?.inputs ?? {}).map(([id, binding]) => [
    id,
    binding.kind === 'literal' ? binding.value : null
  ])
  return canonicalJson([connectorId, eventFlowId, Object.fromEntries(options), connectionId])
}

const SUFFIX = ' for agents'

export const createEventWatches = (params: {
  store: Store
  effects: Effects
  flows: {
    create: (flow: { connectorId: null; ownerId: string; name: string; doc: Flow }) => Promise<FlowRow>
    save: (id: Id, save: FlowSave, baseDraft: number) => Promise<unknown>
    remove: (id: Id) => Promise<void>
  }
  subscriptions: Pick<Subscriptions, 'switchOn' | 'switchOff'>
  /** Returns true if any agent still listens to the event of the watch. */
  isWanted: (watchId: Id) => Promise<boolean>
}): EventWatches => {
  const { store, effects, flows, subscriptions, isWanted } = params

  /**
   * Runs calls for the same watch one at a time. Its key identifies a watch, even before the watch exists.
   */
  const inTurn = createTurns(store, 'event-watch')

  const keyOf = (doc: Flow): string => Buffer.from(effects.hashToken(watchTextOf(doc))).toString('hex')

  /** Returns true if nobody has edited the name and cards of a watch's flow. The version does not matter. */
  const isAsMade = ({ key }: EventWatch, { name, description, doc }: FlowRow): boolean => {
    const { config = {}, inputs = {} } = doc.cards[START] ?? {}
    const { connectorId = null, eventFlowId = null, versionId = null, connectionId = null } = config
    const made = flowOf({ connectorId, eventFlowId, versionId, connectionId }, inputs)
    const isNamed = name?.endsWith(SUFFIX) === true && description === ''
    return isNamed && keyOf(doc) === key && sameJson(doc, made)
  }

  const createFlow = (event: WatchedEvent, memberId: Id): Promise<FlowRow> =>
    flows.create({
      connectorId: null,
      // Who owns the connection also sees what arrives through it.
      ownerId: event.connection?.ownerId ?? memberId,
      name: `${event.deployed.signature.name ?? event.deployed.connectorName}${SUFFIX}`,
      doc: docOf(event)
    })

  const notRegistered = (why: string): Fault => new Fault('agent-events.not-registered', { why })

  /** Resolves once the status of a subscription is no longer `registering`. */
  const decided = ({ id }: Subscription): Promise<SubscriptionRow | null> =>
    new Promise((resolve, reject) => {
      let cancel = (): void => {}
      let isOver = false
      const end = (): void => {
        isOver = true
        cancel()
        unlisten()
      }
      const look = async (): Promise<void> => {
        cancel()
        const row = await store.subscriptions.find(id)
        if (isOver) return
        if (row === null || row.status.is !== 'registering') {
          end()
          resolve(row)
          return
        }
        cancel()
        cancel = effects.after(LOOK, lookAgain)
      }
      const lookAgain = (): void => {
        look().catch(thrown => {
          end()
          reject(thrown)
        })
      }
      const unlisten = listenAll(
        store,
        change => {
          if (change.ids.includes(id)) lookAgain()
        },
        ['subscriptions']
      )
      lookAgain()
    })

  /** Returns the reason why a registration ended, as a sentence. */
  const whyEnded = async (row: SubscriptionRow | null): Promise<string> => {
    if (row === null) return 'The event was removed.'
    const attempts = await store.subscriptions.attemptsOf(row.id)
    const fault = attempts.findLast(({ kind }) => kind === 'registration')?.fault
    return fault?.message ?? 'The event is off because turning it on was cancelled.'
  }

  /** Replaces the draft of a watch's flow, which is off, so that it uses the current event version. */
  const updateDraft = async (flow: FlowRow, event: WatchedEvent): Promise<void> => {
    const doc = docOf(event)
    if (JSON.stringify(doc) === JSON.stringify(flow.doc)) return
    const { name, description, active, saveAll, draftNo } = flow
    await flows.save(flow.id, { name, description, active, saveAll, doc }, draftNo)
  }

  /** Removes the flow of an unused watch, unless a member has edited it or another flow calls it. */
  const removeFlow = async (watch: EventWatch): Promise<void> => {
    const flow = await store.flows.find(watch.flowId)
    if (flow === null || !isAsMade(watch, flow)) return
    await flows.remove(flow.id).catch(thrown => {
      if (toFault(thrown).code !== 'flow.in-use') throw thrown
    })
  }

  const turnOn = async (watch: EventWatch, event: WatchedEvent): Promise<Subscription | null> => {
    const flow = await store.flows.find(watch.flowId)
    if (flow === null || (await store.agentEvents.watchById(watch.id)) === null) return null
    const wanted = await store.subscriptions.wantedOf(flow.id)
    if (wanted !== null) return wanted
    await updateDraft(flow, event)
    return subscriptions.switchOn(flow.id)
  }

  const turnOff = async (flowId: Id): Promise<void> => {
    await subscriptions.switchOff(flowId).catch(thrown => {
      if (toFault(thrown).code !== 'subscription.already-off') throw thrown
    })
  }

  return {
    ensure: (event, memberId) => {
      const key = keyOf(docOf(event))
      // Each of two at once would make a flow, and one of them register it for no watch.
      return inTurn(key, async () => {
        const known = await store.agentEvents.watchOf(key)
        if (known !== null && (await store.flows.find(known.flowId)) !== null) return known
        const flow = await createFlow(event, memberId)
        if (known !== null) {
          await store.agentEvents.moveWatch(known.id, flow.id)
          return { ...known, flowId: flow.id }
        }
        return store.agentEvents.addWatch({
          id: effects.newId(),
          key,
          flowId: flow.id,
          createdAt: effects.clock()
        })
      })
    },
    open: async (watch, event) => {
      try {
        // Registering takes long, and may itself wait for turns.
        const wanted = await inTurn(watch.key, () => turnOn(watch, event))
        if (wanted === null) return false
        const row = await decided(wanted)
        if (row?.status.is !== 'on' && row?.status.is !== 'paused') throw notRegistered(await whyEnded(row))
        return true
      } catch (thrown) {
        const fault = toFault(thrown)
        if (fault.code === 'agent-events.not-registered' || fault.code === 'storage.failed') throw fault
        throw notRegistered(fault.message)
      }
    },
    settle: async watchId => {
      const known = await store.agentEvents.watchById(watchId)
      if (known === null) return
      await inTurn(known.key, async () => {
        if (await isWanted(watchId)) return
        const watch = await store.agentEvents.watchById(watchId)
        if (watch !== null) await turnOff(watch.flowId)
      })
    },
    resume: ({ id, key, flowId }) =>
      inTurn(key, async () => {
        const wanted = await store.subscriptions.wantedOf(flowId)
        if (!(await isWanted(id))) return turnOff(flowId)
        if (wanted === null) await subscriptions.switchOn(flowId)
      }),
    tidy: async () => {
      const since = effects.clock() - UNUSED
      for (const watch of await store.agentEvents.unusedWatches(since, MOST_TIDIED)) {
        const { id, key, flowId } = watch
        await inTurn(key, async () => {
          const isUsed = (await isWanted(id)) || (await store.subscriptions.wantedOf(flowId)) !== null
          // The flow goes first: a watch that is left without one is found again, and gets another one when it is used.
          if (!isUsed) await removeFlow(watch)
          await store.agentEvents.removeUnused(id, since)
        }).catch(thrown =>
          effects.log('An event that agents no longer use could not be removed.', {
            watch: id,
            cause: String(thrown)
          })
        )
      }
    },
    isOff: async ({ watchId, flowId }) => {
      const known = await store.agentEvents.watchById(watchId)
      // It was removed, with its subscriptions.
      if (known === null) return false
      return inTurn(known.key, async () => {
        if ((await store.subscriptions.wantedOf(flowId)) !== null) return false
        const current = await store.subscriptions.currentOf(flowId)
        const row = current === null ? null : await store.subscriptions.find(current.id)
        return row?.healing?.to !== 'on'
      })
    }
  }
}
