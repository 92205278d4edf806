import type { PollUse } from '@hookwright/engine'
import { type Id, type Millis, nextTick, sameJson, startCardOf } from '@hookwright/model'
import type { PollPlan, SubscriptionAtService, SubscriptionRow } from '@hookwright/store'
import { pollFailedAlert } from '../alerts/new-alert.ts'
import { listenAll } from '../kernel/listen-all.ts'
import { createDuePages } from '../registrations/due-pages.ts'
import { createPauses } from '../registrations/pauses.ts'
import type { RegistrationContext } from '../registrations/registration-context.ts'
import { createServiceQueue } from '../registrations/service-queue.ts'
import { createWakeUp } from '../registrations/wake-up.ts'
import type { RulesInForce } from '../revisions/rules-in-force.ts'
import { poll } from './poll.ts'
import { deliveriesOf } from './poll-deliveries.ts'

/**
 * Polls services for running flows on the schedules of their start cards. Polls of one flow never overlap.
 * Concurrency is limited per connection, so a slow service does not block others.
 */
export interface Polls {
  /** Plans the polls of running flows, and polls each flow when it is due. */
  begin: () => void
  /** Stops starting polls and aborts polls in progress. Aborted polls are repeated after the next startup. */
  stop: () => Promise<void>
}

/** Poll plan of a flow, with its poll settings. */
interface Planned {
  plan: PollPlan
  use: PollUse
}

export const createPolls = (
  context: RegistrationContext,
  params: {
    rules: Pick<RulesInForce, 'of'>
    /** Called with each subscription to which records were delivered. */
    delivered: (subscriptionId: Id) => void
  }
): Polls => {
  const { store, specs, effects } = context
  const { rules, delivered } = params
  const stopping = new AbortController()
  const underWay = new Set<Promise<void>>()
  let unlisten = (): void => {}

  const reportPlan = (thrown: unknown): void =>
    effects.log(
      'The polls of a flow could not be scheduled. This is retried when the flow changes or the server restarts.',
      {
        cause: String(thrown)
      }
    )

  /**
   * Returns the stored poll plan of a subscription. If its schedule or connection has changed, stores a new
   * plan and returns null. Also returns null for a subscription that is not polled.
   */
  const planOne = async (row: SubscriptionRow): Promise<Planned | null> => {
    const { terms, id: subscriptionId } = row
    if (!row.wanted || terms.polls !== true) return null
    const { revision } = await context.loadedRevisions.of(terms.versionId, terms.revisionId)
    const start = revision && startCardOf(revision.flow.doc)
    const spec = start && specs.get(start.type)
    const schedule = spec?.schedule(start?.config ?? {}) ?? null
    const use = spec?.polls(start?.config ?? {}) ?? null
    if (schedule === null || use === null) return null
    const plan = await store.polls.find(subscriptionId)
    const { connectionId } = terms
    const isSameConnection = plan?.connectionId === connectionId
    if (plan !== null && isSameConnection && sameJson(plan.schedule, schedule)) return { plan, use }
    const now = effects.clock()
    // A first poll notes at once what exists, so that nothing is missed from here on.
    const nextAt = isSameConnection ? nextTick(schedule, now) : now
    await store.polls.plan({ subscriptionId, revisionId: terms.revisionId, connectionId, schedule, nextAt })
    return null
  }

  const pollNow = async (row: SubscriptionRow, { plan, use }: Planned): Promise<void> => {
    const { id: subscriptionId } = row
    const kept = await rules.of(row.flowId)
    const polled = await poll(context, { row, plan, use, kept, signal: stopping.signal })
    if (stopping.signal.aborted) return
    const { turn } = plan
    const at: Millis = effects.clock()
    const nextAt = nextTick(plan.schedule, at)
    const { run } = polled
    if (polled.is === 'failed') {
      const { failure } = polled
      const alert = pollFailedAlert(effects, row, failure, nextAt)
      await store.polls.fail({ subscriptionId, turn, run, nextAt, failure, alert })
      return
    }
    const { records, cursor, isEmpty } = polled
    const deliveries = deliveriesOf(effects, {
      subscriptionId,
      runId: run.id,
      use,
      polled: { at, records, isEmpty },
      isRedacted: kept.redaction.length > 0
    })
    effects.passing('poll-answered')
    const isKept = await store.polls.succeed({
      ...{ subscriptionId, turn, run, nextAt, cursor, deliveries },
      polledAt: run.startedAt
    })
    effects.passing('poll-kept')
    if (isKept && deliveries.length > 0) delivered(subscriptionId)
  }

  const perform = async ({ id }: SubscriptionAtService): Promise<void> => {
    if (stopping.signal.aborted) return
    const row = await store.subscriptions.find(id)
    if (row === null || row.status.is !== 'on') return
    const planned = await planOne(row)
    if (planned !== null) await pollNow(row, planned)
  }

  const queue = createServiceQueue<SubscriptionAtService>({
    perform: work => {
      const act = perform(work).catch(thrown => {
        effects.log('The service of a flow could not be polled. This is retried in a minute.', {
          cause: String(thrown)
        })
        pauses.begin(work.id)
      })
      underWay.add(act)
      return act.finally(() => underWay.delete(act))
    },
    ended: () => {
      if (!stopping.signal.aborted) wakeUp.now()
    }
  })

  const pages = createDuePages<SubscriptionAtService>(store.polls.due)

  const wakeUp = createWakeUp({
    effects,
    act: async at => {
      if (stopping.signal.aborted) return
      queue.offer((await pages.read(at)).filter(({ id }) => !pauses.has(id)))
    },
    nextAfter: store.polls.nextAfter,
    failed: 'Due polls could not be read. This is retried in a minute.'
  })

  const pauses = createPauses(effects, wakeUp.now)

  let planning = Promise.resolve()

  /**
   * Plans subscriptions one after the other. Otherwise, two concurrent calls could plan the same one twice
   * and count a poll that did not happen.
   */
  const planAll = (ids: Id[]): Promise<void> => {
    planning = planning.then(async () => {
      for (const id of ids) {
        const row = await store.subscriptions.find(id).catch(reportPlan)
        if (row) await planOne(row).catch(reportPlan)
      }
    })
    return planning
  }

  /** Replans changed subscriptions. A flow that was turned on or resumed may be due immediately. */
  const replanChanged = async (ids: Id[]): Promise<void> => {
    const changed = await store.polls.polled(ids)
    if (changed.length === 0 || stopping.signal.aborted) return
    if (changed.some(({ wanted }) => !wanted)) await store.polls.removeEnded()
    await planAll(changed.flatMap(({ id, wanted }) => (wanted ? [id] : [])))
    wakeUp.now()
  }

  return {
    begin: () => {
      unlisten = listenAll(store, ({ ids }) => void replanChanged(ids).catch(reportPlan), ['subscriptions'])
      store.polls
        .removeEnded()
        .then(store.polls.listeners)
        .then(planAll)
        .catch(reportPlan)
        .finally(wakeUp.now)
    },
    stop: async () => {
      stopping.abort()
      unlisten()
      wakeUp.stop()
      queue.clear()
      await Promise.allSettled(underWay)
      pauses.clear()
    }
  }
}
