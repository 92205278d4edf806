import {
  Fault,
  type Id,
  type Millis,
  type ReplayMode,
  type ReplaySeries,
  SECOND,
  toFault
} from '@hookwright/model'
import type { SeriesDelivery, Store } from '@hookwright/store'
import type { Effects } from '../kernel/effects.ts'
import { retryUntilWritten } from '../kernel/retry-until-written.ts'
import type { CachedSubscription, SubscriptionCache } from '../subscription-cache/subscription-cache.ts'
import { gatherReplayable, type Replayable, type ReplayFilter } from './gather-replayable.ts'
import type { Replay, ReplayRequest } from './replay.ts'

/**
 * Maximum number of runs that a series has in progress, not counting slow ones. A run counts as slow after
 * `LONG`; `REST` is the pause while the maximum is reached.
 */
const MOST_OPEN = 100
const LONG: Millis = 30 * SECOND
const REST: Millis = 100
const MOST_KEPT = 20

const cannot = new Set<string>(['delivery.cannot-replay', 'delivery.gone'])

/**
 * Creates the operations that replay many deliveries as a series. An interrupted series continues after a
 * restart. If several processes share the data, only the process with the duty runs series; the others store
 * and read rows.
 */
export const createReplayMany = (params: {
  store: Store
  effects: Pick<Effects, 'clock' | 'after' | 'soon' | 'newId' | 'log'>
  subscriptionCache: Pick<SubscriptionCache, 'byId'>
  replay: (deliveryId: Id, how: ReplayRequest) => Promise<Id>
  freezeDraft: Replay['freezeDraft']
  /** Called with the flow ids of a series that has progressed. */
  progressed: (flowIds: Id[]) => void
}) => {
  const { store, effects, subscriptionCache, replay, freezeDraft, progressed } = params
  /** Series that this process is running or has run. */
  const known = new Map<Id, ReplaySeries>()
  const isShared = store.sharedWork !== null
  /** True while this process runs the series of all processes. */
  let isOnDuty = !isShared
  const underWay = new Map<Id, Promise<void>>()
  /** Functions that end the pause of a running series, by its id. */
  const wakes = new Map<Id, () => void>()
  let isClosing = false

  const isRunning = (id: Id): boolean => !isClosing && known.get(id)?.status.is === 'running'

  const change = (id: Id, next: (series: ReplaySeries) => Partial<ReplaySeries>): void => {
    const series = known.get(id)
    if (series === undefined) return
    known.set(id, { ...series, ...next(series) })
    progressed(series.flowIds)
  }

  const rest = (id: Id, wait: Millis): Promise<void> =>
    new Promise(resolve => {
      const cancel = effects.after(wait, resolve)
      wakes.set(id, () => {
        cancel()
        resolve()
      })
    })

  /** Waits until the number of running replays is below the limit. */
  const untilRoom = async (id: Id, open: Map<Id, Millis>): Promise<void> => {
    while (open.size >= MOST_OPEN && isRunning(id)) {
      const since = effects.clock() - LONG
      for (const [deliveryId, at] of open) {
        if (at <= since || !(await store.runs.hasOpen(deliveryId))) open.delete(deliveryId)
      }
      if (open.size >= MOST_OPEN) await rest(id, REST)
    }
  }

  const runAll = async (
    { id, perSecond, mode, begun, skipped }: ReplaySeries,
    deliveries: SeriesDelivery[]
  ): Promise<void> => {
    const open = new Map<Id, Millis>()
    let next = effects.clock()
    for (const { id: deliveryId, draftId } of deliveries.slice(begun + skipped)) {
      await untilRoom(id, open)
      const wait = next - effects.clock()
      if (wait > 0 && isRunning(id)) await rest(id, wait)
      if (!isRunning(id)) return
      next = Math.max(next, effects.clock()) + SECOND / perSecond
      try {
        const series = known.get(id)
        const further = series && { ...series, begun: series.begun + 1 }
        await replay(deliveryId, {
          ...mode,
          ...(draftId !== undefined && { draftId }),
          ...(further !== undefined && { series: further })
        })
        open.set(deliveryId, effects.clock())
        change(id, now => ({ begun: now.begun + 1 }))
      } catch (thrown) {
        const { code } = toFault(thrown)
        // It was stopped, or another process carries it out.
        if (code === 'replays.gone') return
        if (!cannot.has(code)) throw thrown
        change(id, now => ({ skipped: now.skipped + 1 }))
        await keep(id)
      }
    }
    if (isRunning(id)) change(id, () => ({ status: { is: 'done', at: effects.clock() } }))
  }

  /** Stores the progress of a series. */
  const keep = async (id: Id): Promise<void> => {
    const series = known.get(id)
    if (series !== undefined) await store.replays.keep(series)
  }

  /** Drops the oldest ended series. */
  const forget = async (): Promise<void> => {
    const ended = [...known.values()].filter(({ status }) => status.is !== 'running')
    for (const { id } of ended.slice(0, -MOST_KEPT)) {
      known.delete(id)
      await store.replays.forget(id)
    }
  }

  /** Runs a series from its stored position, in the background. */
  const start = (series: ReplaySeries, deliveries: SeriesDelivery[]): void => {
    const { id } = series
    const work = runAll(series, deliveries)
      .catch((thrown: unknown) => {
        const fault = toFault(thrown).toData()
        change(id, () => ({ status: { is: 'failed', at: effects.clock(), fault } }))
      })
      .finally(() => {
        underWay.delete(id)
        wakes.delete(id)
      })
      .then(async () => {
        if (known.get(id)?.status.is !== 'running') {
          // A row that says `running` refuses every further series of its flows.
          await retryUntilWritten({ effects, stopping: () => isClosing }, () => keep(id))
        }
        await forget()
      })
      .catch((thrown: unknown) => {
        effects.log(
          'The result of a series of replays could not be saved. The series continues after the next server start.',
          {
            series: id,
            cause: String(thrown)
          }
        )
      })
    underWay.set(id, work)
  }

  const cacheOf = async (deliveries: Replayable['deliveries']): Promise<CachedSubscription[]> => {
    const subscriptions = new Set(deliveries.map(({ subscriptionId }) => subscriptionId))
    const found = await Promise.all([...subscriptions].map(id => subscriptionCache.byId(id)))
    return found.filter(subscription => subscription !== null)
  }
  const flowsOf = (found: CachedSubscription[]): Id[] => [...new Set(found.map(({ flowId }) => flowId))]

  /**
   * Stores the draft of each subscription's flow as a revision. Returns the revision ids by subscription id;
   * empty for a replay that does not run drafts.
   */
  const draftsOf = async (found: CachedSubscription[], { on }: ReplayMode): Promise<Map<Id, Id>> => {
    const drafts = new Map<Id, Id>()
    if (on !== 'draft') return drafts
    for (const subscription of found) drafts.set(subscription.id, await freezeDraft(subscription))
    return drafts
  }

  /**
   * Starts the running series in the store that do not run here yet. Stops those that another process has
   * marked as stopped.
   */
  const takeUp = async (): Promise<void> => {
    for (const { series, deliveries } of await store.replays.all()) {
      if (!isOnDuty) return
      const { id, status } = series
      if (known.has(id)) {
        if (status.is === 'stopped') endHere(id, status.at)
        continue
      }
      known.set(id, series)
      if (status.is === 'running') start(series, deliveries)
    }
  }

  /** Stops a series that runs in this process. */
  const endHere = (id: Id, at: Millis): void => {
    if (isRunning(id)) change(id, () => ({ status: { is: 'stopped', at } }))
    wakes.get(id)?.()
  }

  const wakeAll = async (): Promise<void> => {
    for (const wake of wakes.values()) wake()
    await Promise.all(underWay.values())
  }

  const stopListening = store.listenOthers(change => {
    if (!isOnDuty || (change !== null && change.topic !== 'replays')) return
    takeUp().catch(thrown =>
      effects.log(
        'Replays requested on other servers could not be started. This is retried at the next change of a series of replays.',
        { cause: String(thrown) }
      )
    )
  })

  return {
    /** Counts the deliveries to replay. Runs nothing. */
    count: async (
      filter: ReplayFilter
    ): Promise<{ deliveries: number; flows: number } & Omit<Replayable, 'deliveries'>> => {
      const { deliveries, ...about } = await gatherReplayable(params, filter)
      return { ...about, deliveries: deliveries.length, flows: flowsOf(await cacheOf(deliveries)).length }
    },
    /**
     * Starts a series of replays, oldest first, with a maximum rate per second. Drafts are frozen now. A flow
     * can be in only one series at a time. Throws `replays.none`, `replays.under-way`,
     * `replay.draft-unready`.
     */
    begin: async ({
      ownerId,
      filter,
      perSecond,
      mode,
      mustBeAllowed
    }: {
      ownerId: string
      filter: ReplayFilter
      perSecond: number
      mode: ReplayMode
      /** Throws if the caller may not replay deliveries of the given flows and methods. */
      mustBeAllowed?: (flowIds: Id[], methods: string[]) => Promise<void>
    }): Promise<Id> => {
      const { deliveries } = await gatherReplayable(params, filter)
      if (deliveries.length === 0) throw new Fault('replays.none')
      const found = await cacheOf(deliveries)
      const flowIds = flowsOf(found)
      await mustBeAllowed?.(flowIds, [...new Set(deliveries.map(({ method }) => method))])
      const drafts = await draftsOf(found, mode)
      const series: ReplaySeries = {
        id: effects.newId(),
        ownerId,
        flowIds,
        of: deliveries.length,
        begun: 0,
        skipped: 0,
        perSecond,
        mode,
        startedAt: effects.clock(),
        status: { is: 'running' }
      }
      const { id } = series
      const rest = deliveries.toReversed().map(({ id: deliveryId, subscriptionId }): SeriesDelivery => {
        const draftId = drafts.get(subscriptionId)
        return { id: deliveryId, subscriptionId, ...(draftId !== undefined && { draftId }) }
      })
      await store.replays.add(series, rest)
      progressed(flowIds)
      if (isOnDuty && !known.has(id)) {
        known.set(id, series)
        start(series, rest)
      }
      return id
    },
    /**
     * Starts running the series of all processes. Resumes interrupted series and loads the latest ended ones.
     */
    resume: async (): Promise<void> => {
      isOnDuty = true
      await takeUp()
    },
    /**
     * Stops running series so that another process can continue them. Resolves when work in progress has
     * ended.
     */
    leave: async (): Promise<void> => {
      if (!isShared) return
      isOnDuty = false
      known.clear()
      await wakeAll()
    },
    /** Returns running series and the latest ended series, newest first. */
    list: async (): Promise<ReplaySeries[]> => {
      const all = isShared ? await store.replays.list() : [...known.values()]
      return all.map(series => known.get(series.id) ?? series).reverse()
    },
    /** Stops a series. Does nothing if the series has ended. Throws `replays.gone`. */
    stop: async (id: Id): Promise<void> => {
      if (!known.has(id)) {
        await store.replays.stop(id, effects.clock())
        return
      }
      endHere(id, effects.clock())
    },
    /** Stops starting work. Resolves when work in progress has ended. */
    close: async (): Promise<void> => {
      isClosing = true
      stopListening()
      await wakeAll()
    }
  }
}
