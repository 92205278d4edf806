import {
  type Delivery,
  Fault,
  type Id,
  type Json,
  type ReplayFlow,
  type ReplayMode,
  type ReplaySeries,
  RUN_IN_PROGRESS,
  toFault
} from '@hookwright/model'
import type { RunRow, Store } from '@hookwright/store'
import { recordInList, recordOf } from '../execution/runs-for-records.ts'
import type { Effects } from '../kernel/effects.ts'
import { beginRun } from '../kernel/keep-run.ts'
import type { CachedSubscription, SubscriptionCache } from '../subscription-cache/subscription-cache.ts'
import type { Dispatcher } from './dispatcher.ts'
import type { ReplayTask } from './queued-work.ts'
import type { ReplayTargets } from './replay-targets.ts'

/**
 * Returns the reason why a delivery cannot be replayed, as the end of a sentence; null when it can.
 */
export const whyNoReplay = (params: {
  delivery: Delivery
  arrival: unknown
  /** True while a run of the delivery is in progress. */
  hasOpen: boolean
}): string | null => {
  const { delivery, arrival, hasOpen } = params
  switch (delivery.status.is) {
    case 'accepted':
      return 'it is still waiting for its first run'
    case 'filtered':
    case 'refused':
    case 'duplicate':
      return `it is ${delivery.status.is} and was never run`
    case 'done':
      break
  }
  if (arrival === null) return 'its body was not stored'
  if (Array.isArray(delivery.redaction)) {
    return 'some of its values were redacted'
  }
  if (hasOpen) return RUN_IN_PROGRESS
  return null
}

/** Options of a replay. */
export interface ReplayRequest extends ReplayMode {
  /** Revision stored from the draft. All replays of a series share it. */
  draftId?: Id
  /** Series to which the replay belongs, in the state to store once this replay has begun. */
  series?: ReplaySeries
}

/**
 * Result of checking one kind of replay. `says` names the flow revision that would run. `why` is the reason
 * against the replay, as a sentence.
 */
export type ReplayChoice = { can: true; says: string } | { can: false; why: string }

/** Ways in which a run can be replayed. */
export interface ReplayChoices {
  /** Reason why the run cannot be replayed at all, as the end of a sentence; null if it can. */
  noReplay: string | null
  on: Record<ReplayFlow, ReplayChoice>
  /** Reason why the run cannot be replayed without side effects, as a sentence; null if it can. */
  noAnswers: string | null
}

export type Replay = ReturnType<typeof createReplay>

/**
 * Returns the record of a run from the run's own trace. If the run never began, returns the record from the
 * delivery's list.
 */
const findRecord = async (store: Pick<Store, 'runs'>, old: RunRow): Promise<Record<string, Json> | null> => {
  const first = old.deliveryId === null ? null : await store.runs.find(old.deliveryId)
  return recordOf(old) ?? (first === null ? null : recordInList(first, old.recordIndex))
}

/** Returns an interrupted replay with its input. Null if the input is no longer stored. */
export const interruptedReplay = async (
  {
    store,
    subscriptionCache
  }: { store: Pick<Store, 'runs' | 'deliveries'>; subscriptionCache: Pick<SubscriptionCache, 'byId'> },
  run: RunRow
): Promise<{ subscription: CachedSubscription; replay: ReplayTask } | null> => {
  const found = run.deliveryId === null ? null : await store.deliveries.find(run.deliveryId)
  const subscription = found === null ? null : await subscriptionCache.byId(found.delivery.subscriptionId)
  if (found === null || subscription === null || found.arrival === null) return null
  const { delivery, arrival } = found
  const old = run.recordIndex === null || run.replayOf === null ? null : await store.runs.find(run.replayOf)
  const record = old === null ? null : await findRecord(store, old)
  if (run.recordIndex !== null && record === null) return null
  return { subscription, replay: { subscription, delivery, arrival, run, record } }
}

const NO_ANSWERS =
  'the responses of the original run were not stored; its flow does not store data, or the run was interrupted'

const cannot = (why: string): Fault => new Fault('delivery.cannot-replay', { why })

/** Stand-in for the run of a whole delivery, if this run is no longer stored. */
const unknownRun = { revisionId: null, recordIndex: null }

/** Creates the functions that replay stored deliveries. */
export const createReplay = (params: {
  store: Store
  effects: Effects
  subscriptionCache: SubscriptionCache
  dispatcher: Dispatcher
  targets: ReplayTargets
}) => {
  const { store, effects, subscriptionCache, dispatcher, targets } = params
  /**
   * Deliveries whose replay is being prepared in this process. A second request is refused before it stores a
   * revision of the draft. In another process, the store refuses it.
   */
  const looking = new Set<Id>()

  const keptOf = async (deliveryId: Id) => {
    const found = await store.deliveries.find(deliveryId)
    const subscription = found === null ? null : await subscriptionCache.byId(found.delivery.subscriptionId)
    if (found === null || subscription === null) throw new Fault('delivery.gone')
    const noReplay = whyNoReplay({ ...found, hasOpen: await store.runs.hasOpen(deliveryId) })
    return { ...found, subscription, noReplay }
  }

  const recordFor = async (old: RunRow): Promise<Record<string, Json>> => {
    const record = await findRecord(store, old)
    if (record === null) throw cannot('its record was not stored; replay the whole delivery')
    return record
  }

  const begin = async (deliveryId: Id, old: RunRow | null, how: ReplayRequest): Promise<Id> => {
    const { on, effects: hasEffects, draftId } = how
    const { delivery, arrival, subscription, noReplay } = await keptOf(deliveryId)
    if (noReplay !== null || arrival === null) throw cannot(noReplay ?? '')
    if (!hasEffects && (old?.steps ?? null) === null) throw cannot(NO_ANSWERS)
    const record = old === null || old.recordIndex === null ? null : await recordFor(old)
    const target = draftId === undefined ? await targets.find(on, old ?? unknownRun, subscription) : null
    const run = beginRun({
      id: effects.newId(),
      kind: 'flow',
      flowId: subscription.flowId,
      subscriptionId: subscription.id,
      deliveryId,
      recordIndex: old?.recordIndex ?? null,
      revisionId: draftId ?? (await target?.revisionId()) ?? null,
      replayOf: old?.id ?? deliveryId,
      replay: { on, effects: hasEffects, ...(record !== null && { alone: true }) },
      startedAt: effects.clock()
    })
    await store.runs.begin(run, how.series)
    dispatcher.replay({ subscription, delivery, arrival, run, record })
    return run.id
  }

  const alone = async (deliveryId: Id, act: () => Promise<Id>): Promise<Id> => {
    if (looking.has(deliveryId)) throw cannot(RUN_IN_PROGRESS)
    looking.add(deliveryId)
    try {
      return await act()
    } finally {
      looking.delete(deliveryId)
    }
  }

  /**
   * Returns a run of a user's flow that belongs to a delivery. Throws `run.gone`, `run.cannot-replay` for any
   * other run.
   */
  const mustBeOfDelivery = async (runId: Id): Promise<{ old: RunRow; deliveryId: Id }> => {
    const old = await store.runs.find(runId)
    if (old === null) throw new Fault('run.gone')
    const { kind, deliveryId } = old
    if (kind !== 'flow' || deliveryId === null) throw new Fault('run.cannot-replay')
    return { old, deliveryId }
  }

  return {
    /**
     * Replays a stored delivery with all of its records, by default on the newest revision and with
     * side effects. Resolves once the new run is stored; it continues in the background. Throws
     * `delivery.gone`, `delivery.cannot-replay`, `replay.draft-unready`.
     */
    replay: (deliveryId: Id, how: ReplayRequest = { on: 'newest', effects: true }): Promise<Id> =>
      alone(deliveryId, async () => begin(deliveryId, await store.runs.find(deliveryId), how)),
    /**
     * Replays the input of a run: its delivery, or the record that was extracted for the run. Throws
     * `run.gone`, `run.cannot-replay`, and the errors of `replay`.
     */
    replayRun: async (runId: Id, how: ReplayMode): Promise<Id> => {
      const { old, deliveryId } = await mustBeOfDelivery(runId)
      return alone(deliveryId, () => begin(deliveryId, old, how))
    },
    /**
     * Returns the kinds of replay that are currently possible for a run. Throws `run.gone`,
     * `run.cannot-replay`.
     */
    choices: async (runId: Id): Promise<ReplayChoices> => {
      const { old, deliveryId } = await mustBeOfDelivery(runId)
      const { subscription, noReplay } = await keptOf(deliveryId)
      const choiceOf = async (on: ReplayFlow): Promise<ReplayChoice> => {
        try {
          return { can: true, says: (await targets.find(on, old, subscription)).says }
        } catch (thrown) {
          return { can: false, why: toFault(thrown).message }
        }
      }
      return {
        noReplay,
        on: {
          pinned: await choiceOf('pinned'),
          newest: await choiceOf('newest'),
          draft: await choiceOf('draft')
        },
        noAnswers: old.steps === null ? cannot(NO_ANSWERS).message : null
      }
    },
    /**
     * Stores the draft of a flow as the revision that the replays of a series run. Throws
     * `flow.gone`, `replay.draft-unready`.
     */
    freezeDraft: async (subscription: CachedSubscription): Promise<Id> =>
      (await targets.find('draft', unknownRun, subscription)).revisionId()
  }
}
