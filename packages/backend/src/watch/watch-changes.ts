import type { ConnectionPurpose, Id, Invalidation, Millis, Topic } from '@hookwright/model'
import type { Change, FlowOwner, Store } from '@hookwright/store'
import type { Effects } from '../kernel/effects.ts'
import { createPendingNotifications } from './pending-notifications.ts'

/** Changed item, with the facts that decide who may see the change. */
export type Watched =
  /** Changed item without an owner. For `drift`, `id` is the connector's id. */
  | { topic: 'connectors' | 'versions' | 'orphans' | 'drift' | 'people'; id: Id }
  /** Changed connection. `connection` is its state afterwards; `null` if it was deleted. */
  | { topic: 'connections'; id: Id; connection: { purpose: ConnectionPurpose; ownerId: string } | null }
  /**
   * Changed alert or alert endpoint. `ownerId` is `null` if everybody may see it. `isKnown` is false for
   * alert endpoints and deleted alerts.
   */
  | { topic: 'alerts'; id: Id; isKnown: boolean; ownerId: string | null }
  /** Changed item that belongs to a flow. `id` is the flow's id. */
  | {
      topic: Exclude<
        Topic,
        'connectors' | 'versions' | 'orphans' | 'drift' | 'people' | 'connections' | 'alerts'
      >
      id: Id
      owner: FlowOwner
    }

/** Notifications of changes for open pages. Costs nothing while nobody watches. */
export interface WatchChanges {
  /**
   * Streams visible changes from now on, at most one message per `PERIOD`. The first message is immediate and
   * empty. An empty message means that anything may have changed. Unread messages are merged, so a slow
   * reader blocks nothing. Ends when the signal aborts.
   */
  watch: (sees: (thing: Watched) => boolean, signal: AbortSignal) => AsyncGenerator<Invalidation[]>
  /** Reports a change that is not in any commit of the store. */
  notify: (topic: Topic, ids: Id[]) => void
}

/** Topics without live updates on any page. */
type Hidden = Exclude<Change['topic'], Topic>

const hidden: ReadonlySet<Change['topic']> = new Set<Hidden>([
  'rules',
  'acts',
  'agents',
  'messages',
  'replays'
])

const isHidden = (topic: Change['topic']): topic is Hidden => hidden.has(topic)

/** Minimum time between two messages to the same page. */
export const PERIOD: Millis = 100

/** Maximum pause before a failed query of the store is repeated. */
const LONGEST_REST: Millis = 1_000

export const createWatchChanges = (params: {
  store: Store
  effects: Pick<Effects, 'clock' | 'after' | 'log'>
}): WatchChanges => {
  const { store, effects } = params
  const watchers = new Set<(things: Watched[]) => void>()
  const flowOfSubscription = new Map<Id, Id>()
  const ownerOfFlow = new Map<Id, FlowOwner>()
  let gathered = new Map<Topic, Set<Id>>()
  /** Callbacks of watchers that must assume that anything has changed. */
  const doubters = new Set<() => void>()
  let stopListening: (() => void) | null = null
  let armed = false
  let lastAt: Millis = 0
  /** Current pause, which grows while the store fails. */
  let rest = PERIOD

  const gather = (topic: Topic, ids: Id[]): void => {
    const known = gathered.get(topic)
    if (known === undefined) gathered.set(topic, new Set(ids))
    else for (const id of ids) known.add(id)
    arm()
  }

  const arm = (): void => {
    if (armed) return
    armed = true
    effects.after(Math.max(0, lastAt + rest - effects.clock()), () => void hand())
  }

  /**
   * Looks up the owners of all changed items once and notifies all watchers. Items whose lookup fails are
   * queued again.
   */
  const hand = async (): Promise<void> => {
    const taken = gathered
    gathered = new Map()
    lastAt = effects.clock()
    armed = false
    if (watchers.size === 0) return
    const things: Watched[] = []
    const failed: { topic: Topic; ids: Id[]; thrown: unknown }[] = []
    for (const [topic, ids] of taken) {
      try {
        things.push(...(await thingsOf(topic, [...ids])))
      } catch (thrown) {
        failed.push({ topic, ids: [...ids], thrown })
      }
    }
    for (const hear of watchers) hear(things)
    const [first] = failed
    if (first !== undefined && rest === PERIOD) {
      effects.log('Changes could not be sent to open pages. This is retried automatically.', {
        cause: String(first.thrown)
      })
    }
    rest = first === undefined ? PERIOD : Math.min(LONGEST_REST, rest * 2)
    for (const { topic, ids } of failed) gather(topic, ids)
  }

  /**
   * Returns the flow id of a subscription and caches it, since it never changes. If no subscription has this
   * id, it is a flow id and is returned unchanged.
   */
  const flowOf = async (id: Id): Promise<Id> => {
    const known = flowOfSubscription.get(id)
    if (known !== undefined) return known
    const flowId = (await store.subscriptions.find(id))?.flowId ?? id
    remember(flowOfSubscription, id, flowId)
    return flowId
  }

  const ownerOf = async (flowId: Id): Promise<FlowOwner | null> => {
    const known = ownerOfFlow.get(flowId)
    if (known !== undefined) return known
    const owner = await store.flows.ownerOf(flowId)
    if (owner !== null) remember(ownerOfFlow, flowId, owner)
    return owner
  }

  const thingsOf = async (topic: Topic, ids: Id[]): Promise<Watched[]> => {
    switch (topic) {
      case 'connectors':
      case 'versions':
      case 'orphans':
      case 'drift':
      case 'people':
        return ids.map(id => ({ topic, id }))
      case 'connections':
        return Promise.all(
          ids.map(async id => ({
            topic,
            id,
            connection: (await store.connections.find(id))?.connection ?? null
          }))
        )
      case 'alerts':
        return Promise.all(
          ids.map(async id => {
            const alert = await store.alerts.find(id)
            return { topic, id, isKnown: alert !== null, ownerId: alert?.ownerId ?? null }
          })
        )
      case 'flows':
      case 'subscriptions':
      case 'cleanup':
      case 'deliveries':
      case 'runs':
      case 'progress': {
        const flowIds = new Set(await Promise.all(ids.map(flowOf)))
        const owned = await Promise.all([...flowIds].map(async id => ({ id, owner: await ownerOf(id) })))
        return owned.flatMap(({ id, owner }) => (owner === null ? [] : [{ topic, id, owner }]))
      }
    }
  }

  const hearStore = ({ topic, ids, of }: Change): void => {
    if (isHidden(topic)) return
    // Deliveries and runs come by the thousand: what they belong to is few.
    gather(topic, of.length > 0 ? of : ids)
  }

  const hearOthers = (change: Change | null): void => {
    if (change === null) for (const doubt of doubters) doubt()
    else hearStore(change)
  }

  const listen = (): (() => void) => {
    const stops = [store.listen(hearStore), store.listenOthers(hearOthers)]
    return () => {
      for (const stop of stops) stop()
    }
  }

  return {
    notify: (topic, ids) => {
      if (watchers.size > 0) gather(topic, ids)
      if (topic === 'progress') store.processes.tellProgress(ids)
    },
    watch: async function* (sees, signal) {
      const pending = createPendingNotifications()
      let wake = (): void => {}
      const hear = (things: Watched[]): void => {
        for (const thing of things) if (sees(thing)) pending.add(thing.topic, thing.id)
        if (!pending.isEmpty()) wake()
      }
      let isDoubtful = false
      const doubt = (): void => {
        isDoubtful = true
        wake()
      }
      const woken = (): Promise<void> =>
        new Promise(resolve => {
          wake = resolve
          if (signal.aborted || isDoubtful || !pending.isEmpty()) resolve()
        })
      const onAbort = (): void => wake()
      signal.addEventListener('abort', onAbort)
      watchers.add(hear)
      doubters.add(doubt)
      stopListening ??= listen()
      try {
        yield []
        while (!signal.aborted) {
          await woken()
          if (signal.aborted) return
          const at = effects.clock()
          const taken = pending.take()
          // An empty message stands for anything.
          const message = isDoubtful ? [] : taken
          isDoubtful = false
          yield message
          await pause(effects, at + PERIOD - effects.clock(), signal)
        }
      } finally {
        signal.removeEventListener('abort', onAbort)
        watchers.delete(hear)
        doubters.delete(doubt)
        if (watchers.size === 0) {
          stopListening?.()
          stopListening = null
        }
      }
    }
  }
}

const MOST_REMEMBERED = 10_000

const remember = <Value>(known: Map<Id, Value>, id: Id, value: Value): void => {
  if (known.size >= MOST_REMEMBERED) known.clear()
  known.set(id, value)
}

/** Waits for a delay, or until the signal is aborted. */
const pause = (effects: Pick<Effects, 'after'>, time: Millis, signal: AbortSignal): Promise<void> =>
  new Promise(resolve => {
    if (time <= 0 || signal.aborted) return resolve()
    const cancel = effects.after(time, () => {
      signal.removeEventListener('abort', end)
      resolve()
    })
    const end = (): void => {
      cancel()
      resolve()
    }
    signal.addEventListener('abort', end, { once: true })
  })
