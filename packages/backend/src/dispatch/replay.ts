import {
  type Delivery,
  Fault,
  type Id,
  type Json,
  type ReplayFlow,
  type ReplayMode,
  type ReplaySeries,
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

/** Why a delivery cannot be run again, as the end of a sentence; null when it can. */
export const whyNoReplay = (given: {
  delivery: Delivery
  arrival: unknown
  /** True while one of its runs is under way. */
  hasOpen: boolean
}): string | null => {
  const { delivery, arrival, hasOpen } = given
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
  if (hasOpen) return 'one of its runs is still in progress'
  return null
}

/** Options of a replay. */
export interface ReplayAsked extends ReplayMode {
  /** Revision stored from the draft, so that all replays of a series run the same. */
  draftId?: Id
  /** The series that it is of, as it stands once this is begun. */
  series?: ReplaySeries
}

/** Possibility of one kind of replay: the flow it would run, or a sentence why it cannot. */
export type ReplayChoice = { can: true; says: string } | { can: false; why: string }

/** Ways in which a run can be replayed. */
export interface ReplayChoices {
  /** Why it cannot at all, as the end of a sentence; null when it can. */
  noReplay: string | null
  on: Record<ReplayFlow, ReplayChoice>
  /** Why it cannot be without side effects, as a sentence; null when it can. */
  noAnswers: string | null
}

export type Replay = ReturnType<typeof createReplay>

/** The record that a run was for: by its own trace or, where it never began, by the list that was taken apart. */
const findRecord = async (store: Pick<Store, 'runs'>, old: RunRow): Promise<Record<string, Json> | null> => {
  const first = old.deliveryId === null ? null : await store.runs.find(old.deliveryId)
  return recordOf(old) ?? (first === null ? null : recordInList(first, old.recordIndex))
}

/** An interrupted replay with the run to repeat; null when that is no longer stored. */
export const interruptedReplay = async (
  { store, lives }: { store: Pick<Store, 'runs' | 'deliveries'>; lives: Pick<SubscriptionCache, 'byId'> },
  run: RunRow
): Promise<{ live: CachedSubscription; replay: ReplayTask } | null> => {
  const found = run.deliveryId === null ? null : await store.deliveries.find(run.deliveryId)
  const live = found === null ? null : await lives.byId(found.delivery.subscriptionId)
  if (found === null || live === null || found.arrival === null) return null
  const { delivery, arrival } = found
  const old = run.recordIndex === null || run.replayOf === null ? null : await store.runs.find(run.replayOf)
  const record = old === null ? null : await findRecord(store, old)
  if (run.recordIndex !== null && record === null) return null
  return { live, replay: { live, delivery, arrival, run, record } }
}

const NO_ANSWERS =
  'the responses of the original run were not stored; its flow does not store data, or the run was interrupted'

const cannot = (why: string): Fault => new Fault('delivery.cannot-replay', { why })

/** Stand-in for the run of a whole delivery that is no longer stored. */
const unknownRun = { revisionId: null, recordIndex: null }

/** Running kept deliveries again. */
export const createReplay = (given: {
  store: Store
  outside: Effects
  lives: SubscriptionCache
  dispatcher: Dispatcher
  targets: ReplayTargets
}) => {
  const { store, outside, lives, dispatcher, targets } = given
  /** Deliveries being checked, since two concurrent checks would both find nothing in progress. */
  const looking = new Set<Id>()

  const keptOf = async (deliveryId: Id) => {
    const found = await store.deliveries.find(deliveryId)
    const live = found === null ? null : await lives.byId(found.delivery.subscriptionId)
    if (found === null || live === null) throw new Fault('delivery.gone')
    const noReplay = whyNoReplay({ ...found, hasOpen: await store.runs.hasOpen(deliveryId) })
    return { ...found, live, noReplay }
  }

  const recordFor = async (old: RunRow): Promise<Record<string, Json>> => {
    const record = await findRecord(store, old)
    if (record === null) throw cannot('its record was not stored; replay the whole delivery')
    return record
  }

  const begin = async (deliveryId: Id, old: RunRow | null, how: ReplayAsked): Promise<Id> => {
    const { on, effects, draftId } = how
    const { delivery, arrival, live, noReplay } = await keptOf(deliveryId)
    if (noReplay !== null || arrival === null) throw cannot(noReplay ?? '')
    if (!effects && (old?.steps ?? null) === null) throw cannot(NO_ANSWERS)
    const record = old === null || old.recordIndex === null ? null : await recordFor(old)
    const target = draftId === undefined ? await targets.find(on, old ?? unknownRun, live) : null
    const run = beginRun({
      id: outside.newId(),
      kind: 'flow',
      flowId: live.flowId,
      subscriptionId: live.id,
      deliveryId,
      recordIndex: old?.recordIndex ?? null,
      revisionId: draftId ?? (await target?.revisionId()) ?? null,
      replayOf: old?.id ?? deliveryId,
      replay: { on, effects, ...(record !== null && { alone: true }) },
      startedAt: outside.clock()
    })
    await store.runs.begin(run, how.series)
    dispatcher.replay({ live, delivery, arrival, run, record })
    return run.id
  }

  const alone = async (deliveryId: Id, act: () => Promise<Id>): Promise<Id> => {
    if (looking.has(deliveryId)) throw cannot('one of its runs is still in progress')
    looking.add(deliveryId)
    try {
      return await act()
    } finally {
      looking.delete(deliveryId)
    }
  }

  /** A run that ran a user's flow for a delivery. */
  const mustBeOfDelivery = async (runId: Id): Promise<{ old: RunRow; deliveryId: Id }> => {
    const old = await store.runs.find(runId)
    if (old === null) throw new Fault('run.gone')
    const { kind, deliveryId } = old
    if (kind !== 'flow' || deliveryId === null) throw new Fault('run.cannot-replay')
    return { old, deliveryId }
  }

  return {
    /**
     * Runs a kept delivery again, all of its records with it: on the newest with side effects unless said. Resolves once the
     * new run is written down; it goes on in the background. Throws `delivery.gone`, `delivery.cannot-replay`, `replay.draft-unready`.
     */
    replay: (deliveryId: Id, how: ReplayAsked = { on: 'newest', effects: true }): Promise<Id> =>
      alone(deliveryId, async () => begin(deliveryId, await store.runs.find(deliveryId), how)),
    /**
     * Runs again what a run was of: its delivery, or one record alone, as it was taken out of its list then. Throws `run.gone`,
     * `run.cannot-replay`, and as `replay`.
     */
    replayRun: async (runId: Id, how: ReplayMode): Promise<Id> => {
      const { old, deliveryId } = await mustBeOfDelivery(runId)
      return alone(deliveryId, () => begin(deliveryId, old, how))
    },
    /** Returns the ways in which a run can be replayed now. Throws `run.gone`, `run.cannot-replay`. */
    choices: async (runId: Id): Promise<ReplayChoices> => {
      const { old, deliveryId } = await mustBeOfDelivery(runId)
      const { live, noReplay } = await keptOf(deliveryId)
      const choiceOf = async (on: ReplayFlow): Promise<ReplayChoice> => {
        try {
          return { can: true, says: (await targets.find(on, old, live)).says }
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
    /** Keeps the draft of a flow as the revision that replays of a series run. Throws `flow.gone`, `replay.draft-unready`. */
    freezeDraft: async (live: CachedSubscription): Promise<Id> =>
      (await targets.find('draft', unknownRun, live)).revisionId()
  }
}
