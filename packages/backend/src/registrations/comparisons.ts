import type { Id } from '@hookwright/model'
import type { SubscriptionAtService } from '@hookwright/store'
import { listenAll } from '../kernel/listen-all.ts'
import { createDuePages } from './due-pages.ts'
import type { Healer } from './healing.ts'
import { createPauses } from './pauses.ts'
import { type Compared, type Comparison, reconcile } from './reconcile.ts'
import type { RegistrationContext } from './registration-context.ts'
import { createServiceQueue } from './service-queue.ts'
import { createWakeUp } from './wake-up.ts'

/**
 * Comparisons of subscriptions with the registrations at their services. They run on a schedule, after
 * uncertain ends, and on demand.
 */
export interface Comparisons {
  /** Runs `reconcile` and plans repairs of differences. Concurrent identical calls share one comparison. */
  compare: (flowId: Id, subscriptionId?: Id) => Promise<Compared>
  /** Runs `compare` without planning repairs: the caller repairs the differences. */
  look: (flowId: Id, subscriptionId: Id) => Promise<Comparison>
  /** Begins the due comparisons. Called after startup. */
  begin: () => void
  /** Stops starting comparisons. Resolves when the current ones have ended. */
  stop: () => Promise<void>
}

/** Creates the comparisons. `healer` returns the healer; it is called when the first comparison is due. */
export const createComparisons = (context: RegistrationContext, healer: () => Healer): Comparisons => {
  const { store, effects } = context
  /** Comparisons in progress, by flow and subscription. */
  const underWay = new Map<string, Promise<Comparison>>()
  /** Repairs in progress, by subscription. */
  const healing = new Map<Id, Promise<void>>()
  let begun = false
  let stopping = false

  const look = (flowId: Id, subscriptionId?: Id): Promise<Comparison> => {
    const key = `${flowId} ${subscriptionId ?? ''}`
    const known = underWay.get(key)
    if (known !== undefined) return known
    const work = reconcile(context, flowId, subscriptionId).finally(() => underWay.delete(key))
    underWay.set(key, work)
    return work
  }

  const queue = createServiceQueue<SubscriptionAtService>({
    perform: async ({ id }) => {
      if (stopping) return
      const work = healer()
        .heal(id)
        .catch(thrown => {
          effects.log('A registration could not be repaired. This is retried in a minute.', {
            cause: String(thrown)
          })
          pauses.begin(id)
        })
        .finally(() => healing.delete(id))
      healing.set(id, work)
      await work
    },
    ended: work => {
      scheduleChanged([work.id])
      if (!stopping && pages.isUsedUp(work, queue)) wakeUp.now()
    }
  })

  const pages = createDuePages<SubscriptionAtService>(store.comparisons.due)

  const wakeUp = createWakeUp({
    effects,
    act: async at => {
      if (stopping || !context.isOnDuty()) return
      queue.offer((await pages.read(at)).filter(({ id }) => !pauses.has(id)))
    },
    nextAfter: store.comparisons.nextAfter,
    failed: 'Due comparisons could not be read. This is retried in a minute.'
  })

  const pauses = createPauses(effects, wakeUp.now)

  /**
   * Schedules comparisons of changed subscriptions. A subscription in repair is compared after the repair.
   */
  const scheduleChanged = (ids: Id[]): void => {
    if (!begun || stopping) return
    const changed = ids.filter(id => !pauses.has(id) && !healing.has(id))
    if (changed.length === 0) return
    store.comparisons
      .nextOf(changed)
      .then(next => next !== null && wakeUp.by(next))
      .catch(thrown =>
        effects.log('The time of the next comparison could not be read.', { cause: String(thrown) })
      )
  }

  const stopListening = listenAll(store, ({ ids }) => scheduleChanged(ids), ['subscriptions'])

  return {
    look,
    compare: async (flowId, subscriptionId) => {
      const { compared, unowned } = await look(flowId, subscriptionId)
      const own = unowned.flatMap(({ own: row }) => row?.id ?? [])
      for (const id of new Set([...compared.missing, ...own])) {
        const row = await store.subscriptions.find(id)
        if (row?.compareAt == null || row.compareAt <= compared.at) continue
        await store.comparisons.plan(id, { compareAt: compared.at, healing: row.healing }, row)
      }
      return compared
    },
    begin: () => {
      begun = true
      wakeUp.now()
    },
    stop: async () => {
      stopping = true
      stopListening()
      wakeUp.stop()
      queue.clear()
      await Promise.allSettled([...underWay.values(), ...healing.values()])
      pauses.clear()
    }
  }
}
