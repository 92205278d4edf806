import type { Specs } from '@hookwright/engine'
import {
  HOUR,
  type Id,
  latestTick,
  MINUTE,
  type Millis,
  nextTick,
  SCHEDULE_EVENT,
  SCHEDULE_METHOD,
  type Schedule,
  SECOND,
  STARTS_CONNECTOR,
  sameJson
} from '@hookwright/model'
import type { SchedulePlan, Store, SubscriptionRow } from '@hookwright/store'
import { builtInDelivery } from '../built-in/built-in-delivery.ts'
import type { Effects } from '../kernel/effects.ts'
import { listenAll } from '../kernel/listen-all.ts'
import type { RulesInForce } from '../revisions/rules-in-force.ts'
import { startOfRevision } from '../revisions/start-of-revision.ts'

/**
 * Scheduler of flows. Each tick is delivered exactly once, even across crashes. Of several missed ticks, only
 * the latest is delivered.
 */
export interface Scheduler {
  /** Plans the ticks of flows that are on, and delivers due ones. */
  begin: () => void
  /** Stops starting work. Resolves when work in progress has ended. */
  stop: () => Promise<void>
}

/** Number of ticks to handle in one pass. */
const PAGE = 50
/** Maximum timer delay, because the clock may jump or the machine may sleep. */
const MAX_TIMER_DELAY: Millis = MINUTE
const MIN_TIMER_DELAY: Millis = 1
/** Delay after which a tick counts as late. */
const LATE_AFTER: Millis = 10 * SECOND
/** Pause after a failure of the store. */
const RETRY_DELAY: Millis = 5 * SECOND
/** Interval of full rescans, in case another process changed the store. */
const RESCAN_INTERVAL: Millis = HOUR

const timeText = (at: Millis | null): string | null => (at === null ? null : new Date(at).toISOString())

export const createScheduler = (params: {
  store: Store
  specs: Specs
  effects: Pick<Effects, 'clock' | 'after' | 'log' | 'newId'>
  rules: Pick<RulesInForce, 'of'>
  /** Called with the id of each subscription that has received a tick. */
  delivered: (subscriptionId: Id) => void
}): Scheduler => {
  const { store, effects, rules, delivered } = params
  let stopping = false
  let begunAt: Millis = 0
  let underWay: Promise<void> = Promise.resolve()
  let isQueued = false
  let timer: { at: Millis; cancel: () => void } | null = null
  let unlisten = (): void => {}

  /**
   * Returns the schedule of the running revision, and the time since which it applies. `null` if the flow has
   * no schedule.
   */
  const scheduleOf = async ({
    terms,
    startedAt
  }: SubscriptionRow): Promise<{ schedule: Schedule; since: Millis } | null> => {
    if (terms.connectorId !== STARTS_CONNECTOR || terms.eventFlowId !== SCHEDULE_EVENT) return null
    const found = await startOfRevision(params, terms.revisionId)
    const schedule = found?.spec.schedule(found.start.config) ?? null
    if (found === null || schedule === null) return null
    return { schedule, since: Math.max(found.revision.createdAt, startedAt) }
  }

  /** Plans the next tick of a subscription, unless a tick of the same schedule is already planned. */
  const planOne = async (row: SubscriptionRow): Promise<void> => {
    const found = await scheduleOf(row)
    if (found === null || !row.wanted) return
    const plan = await store.schedules.find(row.id)
    if (plan !== null && sameJson(plan.schedule, found.schedule)) return
    await store.schedules.plan({
      subscriptionId: row.id,
      schedule: found.schedule,
      nextAt: nextTick(found.schedule, found.since),
      previousAt: plan?.previousAt ?? null
    })
  }

  const bodyOf = (plan: SchedulePlan, at: Millis, isLate: boolean): Uint8Array =>
    new TextEncoder().encode(
      JSON.stringify({
        scheduledAt: timeText(at),
        late: isLate,
        previousTick: timeText(plan.previousAt)
      })
    )

  const deliver = async (plan: SchedulePlan, expected: Millis): Promise<void> => {
    const now = effects.clock()
    const at = latestTick(plan.schedule, expected, now) ?? expected
    const isLate = at > expected || at < begunAt || now - at >= LATE_AFTER
    const row = await store.subscriptions.find(plan.subscriptionId)
    if (row === null) return
    const { redaction } = await rules.of(row.flowId)
    const isNew = await store.schedules.tick({
      subscriptionId: plan.subscriptionId,
      expected,
      at,
      nextAt: nextTick(plan.schedule, at),
      key: Buffer.from(`schedule/${at}`),
      delivery: builtInDelivery(effects, {
        subscriptionId: plan.subscriptionId,
        method: SCHEDULE_METHOD,
        body: bodyOf(plan, at, isLate),
        isRedacted: redaction.length > 0
      })
    })
    if (isNew) delivered(plan.subscriptionId)
  }

  const arm = (at: Millis): void => {
    if (stopping || (timer !== null && timer.at <= at)) return
    timer?.cancel()
    const delay = Math.min(MAX_TIMER_DELAY, Math.max(MIN_TIMER_DELAY, at - effects.clock()))
    timer = {
      at,
      cancel: effects.after(delay, () => {
        timer = null
        // The clock is looked at more often than the store.
        if (effects.clock() >= at) look()
        else arm(at)
      })
    }
  }

  const report = (thrown: unknown): void => {
    effects.log('Scheduled flows could not be started. This is retried automatically.', {
      cause: String(thrown)
    })
  }

  const deliverDue = async (): Promise<void> => {
    // Those that cannot be started do not keep the others waiting, however many they are.
    const failed = new Set<Id>()
    for (;;) {
      const due = await store.schedules.due(effects.clock(), PAGE, [...failed])
      for (const plan of due) {
        if (stopping) return
        if (plan.nextAt === null) continue
        await deliver(plan, plan.nextAt).catch(thrown => {
          failed.add(plan.subscriptionId)
          report(thrown)
        })
      }
      if (due.length < PAGE) break
    }
    const now = effects.clock()
    const next = Math.min(
      now + RESCAN_INTERVAL,
      (await store.schedules.earliest([...failed])) ?? now + RESCAN_INTERVAL
    )
    arm(failed.size > 0 ? Math.min(next, now + RETRY_DELAY) : next)
  }

  const failed = (thrown: unknown): void => {
    report(thrown)
    arm(effects.clock() + RETRY_DELAY)
  }

  const then = (act: () => Promise<void>): void => {
    underWay = underWay.then(() => (stopping ? undefined : act())).catch(failed)
  }

  /** Delivers due ticks once the work in progress has ended. Further calls until then have no effect. */
  const look = (): void => {
    if (isQueued) return
    isQueued = true
    then(async () => {
      isQueued = false
      await deliverDue()
    })
  }

  const planChanged = (ids: Id[]): void => {
    then(async () => {
      for (const { id, wanted } of await store.schedules.started(ids)) {
        const row = wanted ? await store.subscriptions.find(id) : null
        if (row === null) await store.schedules.removeEnded()
        else await planOne(row)
        look()
      }
    })
  }

  return {
    begin: () => {
      begunAt = effects.clock()
      unlisten = listenAll(store, ({ ids }) => planChanged(ids), ['subscriptions'])
      then(async () => {
        await store.schedules.removeEnded()
        for (const row of await store.alerts.subscriptionsOf(STARTS_CONNECTOR))
          await planOne(row).catch(report)
      })
      look()
    },
    stop: async () => {
      stopping = true
      unlisten()
      timer?.cancel()
      await underWay
    }
  }
}
