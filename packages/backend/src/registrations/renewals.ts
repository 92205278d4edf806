import {
  type Attempt,
  Fault,
  type FaultData,
  formatFaultForAlert,
  type Id,
  isSubscriptionGone,
  type Millis,
  openGapOf,
  renewAgainAt,
  renewAt,
  SECOND,
  type Subscription,
  toFault,
  wayToRenew,
  withGap,
  withoutOpenGap
} from '@hookwright/model'
import type { DueRenewal, RenewalPlan, RunRow, SubscriptionRow } from '@hookwright/store'
import { lostAlert, renewalAlert, stuckAlert } from '../alerts/new-alert.ts'
import type { JournalRows } from '../execution/durable-journal.ts'
import { listenAll } from '../kernel/listen-all.ts'
import { retryUntilWritten } from '../kernel/retry-until-written.ts'
import { type Extended, extendAtService } from './extend.ts'
import { createPauses } from './pauses.ts'
import { helperRun, type RegistrationContext } from './registration-context.ts'
import { entryOfRenewal } from './registration-data.ts'
import { createServiceQueue } from './service-queue.ts'
import { createWakeUp } from './wake-up.ts'

/** Renewals of subscriptions that expire at their services. Only one runs at a time for each subscription. */
export interface Renewals {
  /** Resumes renewals that were interrupted because their process stopped. */
  takeUp: () => Promise<void>
  /** Plans missing renewals and begins those that are due. */
  begin: () => Promise<void>
  /**
   * Renews a subscription now, before its planned time. Throws `subscription.already-off`,
   * `renewal.not-expiring`, `renewal.busy`.
   */
  renewNow: (flowId: Id) => Promise<void>
  /** Resolves when no renewal of this subscription is in progress. */
  settled: (subscriptionId: Id) => Promise<void>
  /** Stops starting renewals. Resolves when the current ones have ended. */
  stop: () => Promise<void>
}

/** Interval at which this process checks whether a renewal in another process has ended. */
const LOOK: Millis = SECOND / 2

/** Returns the expiry of a renewable subscription; null for any other. */
const expiryOf = (row: SubscriptionRow | null): Millis | null =>
  row?.wanted && (row.status.is === 'on' || row.status.is === 'paused') ? row.expiresAt : null

const planOf = ({ renewAt: at, renewTries, gaps }: SubscriptionRow): RenewalPlan => ({
  renewAt: at,
  renewTries,
  gaps
})

export const createRenewals = (
  context: RegistrationContext,
  successors: {
    /** Starts registering a successor of the wanted subscription on the same terms. */
    begin: (flowId: Id) => Promise<Subscription>
    /** Resolves when the registration of the successor has ended. */
    settled: (id: Id) => Promise<void>
  }
): Renewals => {
  const { store, effects } = context
  const busy = new Map<Id, Promise<void>>()
  let stopping = false
  const write = <Written>(act: () => Promise<Written>): Promise<Written> =>
    retryUntilWritten({ effects, stopping: () => stopping }, act)

  const queue = createServiceQueue<DueRenewal>({
    perform: async ({ id }) => {
      if (busy.has(id) || stopping) return
      await follow(id, async () => {
        // It may have been renewed by hand, or turned off, while it waited.
        const row = await store.subscriptions.find(id)
        if (row?.renewAt != null && row.renewAt <= effects.clock()) await renew(id)
      })
    },
    ended: ({ id }) => look(id)
  })

  const wakeUp = createWakeUp({
    effects,
    act: async at => {
      if (stopping || !context.isOnDuty()) return
      queue.offer((await store.renewals.due(at)).filter(({ id }) => !pauses.has(id)))
    },
    nextAfter: store.renewals.nextAfter,
    failed: 'Due renewals could not be read. This is retried in a minute.'
  })

  const pauses = createPauses(effects, wakeUp.now)

  /**
   * Plans the renewal of a changed subscription. If the renewal is already planned, sets the timer for it.
   */
  const consider = async (id: Id): Promise<void> => {
    if (stopping || busy.has(id) || pauses.has(id)) return
    const row = await store.subscriptions.find(id)
    const expiresAt = expiryOf(row)
    if (row === null || expiresAt === null || stopping || busy.has(id)) return
    if (row.renewAt !== null) return wakeUp.by(row.renewAt)
    const at = Math.min(renewAt(expiresAt, effects.clock(), effects.random()), expiresAt)
    await store.renewals.plan(id, { ...planOf(row), renewAt: at })
  }

  const look = (id: Id): void => {
    consider(id).catch(thrown =>
      effects.log('The next renewal of a subscription could not be scheduled.', { cause: String(thrown) })
    )
  }

  /** Plans renewals for those changed subscriptions that expire. */
  const lookAtChanged = async (ids: Id[]): Promise<void> => {
    if (stopping) return
    for (const id of await store.renewals.expiringOf(ids)) look(id)
  }

  const newAttempt = (row: SubscriptionRow, run: RunRow | null): Attempt => ({
    id: effects.newId(),
    subscriptionId: row.id,
    kind: 'renewal',
    outcome: 'running',
    startedAt: run?.startedAt ?? effects.clock(),
    endedAt: null,
    fault: null,
    runId: run?.id ?? null
  })

  const attemptsOf = async (id: Id): Promise<Attempt[]> =>
    (await store.subscriptions.attemptsOf(id)).filter(({ kind }) => kind === 'renewal')

  /**
   * Returns a subscription's gaps, that is, times without events. Adds a gap if the subscription has expired
   * or the service reports that it is gone.
   */
  const gapsAfter = (row: SubscriptionRow, expiresAt: Millis, last: Attempt | null) => {
    if (effects.clock() >= expiresAt) {
      // An alert tells it outside; what the service said is kept with the attempt.
      const why = `The service ended the subscription before it was renewed.${last?.fault ? ` ${formatFaultForAlert(last.fault)}` : ''}`
      return withGap(row.gaps, { from: expiresAt, why })
    }
    if (last === null || !isSubscriptionGone(last)) return row.gaps
    const why = 'The service reported that the subscription no longer exists. It is unknown when it ended.'
    return withGap(row.gaps, { from: last.startedAt, why })
  }

  const end = async (
    row: SubscriptionRow,
    attempt: Attempt,
    came: Omit<Extended, 'outcome'> & { outcome: Attempt['outcome'] },
    replaced: boolean
  ): Promise<void> => {
    const at = effects.clock()
    const { outcome, fault, run, renewed } = came
    const now = (await write(() => store.subscriptions.find(row.id))) ?? row
    const tries = row.renewTries + 1
    // What must not be asked for again, or is gone, is registered again at once.
    const isHopeless = outcome === 'uncertain' || isSubscriptionGone({ ...attempt, outcome, fault })
    const later = renewAgainAt(tries, at)
    // Its end opens a gap, so that is not slept through.
    const beforeEnd = row.expiresAt !== null && at < row.expiresAt ? Math.min(later, row.expiresAt) : later
    const again = attempt.runId !== null && isHopeless ? at : beforeEnd
    const next = (): RenewalPlan => {
      const closed = withoutOpenGap(now.gaps, at)
      if (replaced) return { renewAt: null, renewTries: 0, gaps: closed }
      if (renewed === null) return { renewAt: again, renewTries: tries, gaps: now.gaps }
      return { renewAt: renewAt(renewed.expiresAt, at, effects.random()), renewTries: 0, gaps: closed }
    }
    const isInDoubt = outcome === 'uncertain' && attempt.runId !== null
    const cleanup = isInDoubt ? await entryOfRenewal(context, row, fault, at) : null
    const params = { at, attemptId: attempt.id, outcome, fault, run, renewed, cleanup, plan: next() }
    const { expiresAt } = row
    const hasFailed = now.wanted && !replaced && renewed === null && expiresAt !== null
    const alert =
      cleanup === null
        ? hasFailed && renewalAlert(effects, row, { expiresAt, nextAt: again, fault, at })
        : stuckAlert(effects, row, { ...cleanup, fault: cleanup.why, at })
    await write(() => store.renewals.end(row.id, { ...params, ...(alert && { alert }) })).finally(() =>
      context.traces.end(attempt.id)
    )
    context.moved(row.id)
  }

  const extend = async (row: SubscriptionRow, attempt: Attempt, run: RunRow, rows: JournalRows) => {
    const { renewal } = row.terms
    if (renewal === undefined) return
    const extended = await extendAtService(context, row, { renewal, run, attemptId: attempt.id, rows })
    effects.passing('renewal-returned')
    await end(row, attempt, extended, false)
    effects.passing('renewal-kept')
  }

  /** Replaces a subscription with a new one. Returns the fault of a failure, or `null`. */
  const replace = async (row: SubscriptionRow): Promise<FaultData | null> => {
    try {
      const successor = await successors.begin(row.flowId)
      await successors.settled(successor.id)
      const came = await store.subscriptions.find(successor.id)
      const isDone = (await store.subscriptions.find(row.id))?.wanted === false
      return isDone ? null : (came?.fault ?? new Fault('registration.cancelled').toData())
    } catch (thrown) {
      return toFault(thrown).toData()
    }
  }

  /**
   * Resumes an interrupted attempt after its finished effects. A request that was in flight is not sent
   * again.
   */
  const resume = async (row: SubscriptionRow, attempt: Attempt): Promise<void> => {
    const { renewal } = row.terms
    const interrupted = new Fault('run.interrupted').toData()
    const nothing = { run: null, renewed: null }
    if (attempt.runId === null || renewal === undefined) {
      return end(row, attempt, { outcome: 'uncertain', fault: interrupted, ...nothing }, false)
    }
    const rows = await store.runs.journalOf(attempt.runId)
    if ([...rows.values()].some(({ safe, result }) => !safe && result === null)) {
      const fault = new Fault('renewal.uncertain', { why: interrupted.message }).toData()
      return end(row, attempt, { outcome: 'uncertain', fault, ...nothing }, false)
    }
    const run = { ...helperRun(context, row, 'renewal', renewal.flowId), id: attempt.runId }
    return extend(row, attempt, run, rows)
  }

  /**
   * Resumes the attempt that a stopped process has left. Returns false if there is none. Call it only after
   * claiming the subscription: no other process then runs the attempt.
   */
  const resumeLeft = async (row: SubscriptionRow, attempts: Attempt[]): Promise<boolean> => {
    const left = attempts.find(({ outcome }) => outcome === 'running')
    if (left === undefined) return false
    await resume(row, left)
    return true
  }

  const renew = async (id: Id): Promise<void> => {
    const row = await store.subscriptions.find(id)
    const expiresAt = expiryOf(row)
    if (row === null || expiresAt === null) return
    const attempts = await attemptsOf(id)
    // It may be due before the end of its process was noticed. What that has sent is not sent again.
    if (await resumeLeft(row, attempts)) return
    // What another one was registered for says nothing of this one at the service.
    const last = attempts.findLast(({ runId }) => runId !== null) ?? null
    const gaps = gapsAfter(row, expiresAt, last)
    const lost = gaps === row.gaps ? null : openGapOf(gaps)
    if (lost !== null) {
      const alert = lostAlert(effects, row, lost, effects.clock())
      await store.renewals.plan(id, { ...planOf(row), gaps }, alert)
    }
    const { renewal } = row.terms
    const hasFlow = renewal !== undefined
    if (hasFlow && wayToRenew({ hasFlow, expiresAt, last, at: effects.clock() }) === 'extend') {
      const run = helperRun(context, row, 'renewal', renewal.flowId)
      const attempt = newAttempt(row, run)
      await store.subscriptions.beginAttempt(id, { attempt, run, registrationData: null })
      effects.passing('renewal-intended')
      return extend(row, attempt, run, new Map())
    }
    const attempt = newAttempt(row, null)
    await store.subscriptions.beginAttempt(id, { attempt, run: null, registrationData: null })
    const fault = await replace(row)
    const outcome = fault === null ? 'succeeded' : 'failed'
    await end(row, attempt, { outcome, fault, run: null, renewed: null }, fault === null)
  }

  const keyOf = (id: Id): string => `renewal/${id}`

  /**
   * Runs work on a subscription. Returns false without running it if another process is renewing the
   * subscription.
   */
  const alone = async (id: Id, work: () => Promise<void>): Promise<boolean> => {
    if (!(await store.acts.claim(keyOf(id)))) return false
    try {
      await work()
      return true
    } finally {
      await store.acts.release(keyOf(id))
    }
  }

  const follow = (id: Id, work: () => Promise<void>): Promise<boolean> => {
    const followed = alone(id, work)
      .then(isOwn => {
        // Another process renews it; its end plans the next one.
        if (!isOwn) pauses.begin(id)
        return isOwn
      })
      .catch(thrown => {
        effects.log('A renewal failed. It is retried in a minute.', { cause: String(thrown) })
        pauses.begin(id)
        return true
      })
      .finally(() => {
        busy.delete(id)
        look(id)
      })
    busy.set(
      id,
      followed.then(() => {})
    )
    return followed
  }

  const stopListening = listenAll(
    store,
    ({ ids }) =>
      void lookAtChanged(ids).catch(thrown =>
        effects.log('The next renewal of a subscription could not be scheduled.', { cause: String(thrown) })
      ),
    ['subscriptions']
  )

  return {
    takeUp: async () => {
      for (const attempt of await store.renewals.interrupted()) {
        const id = attempt.subscriptionId
        if (busy.has(id)) continue
        void follow(id, async () => {
          // Read once it is claimed: another process may have resumed it meanwhile.
          const row = await store.subscriptions.find(id)
          if (row !== null) await resumeLeft(row, await attemptsOf(id))
        })
      }
    },
    begin: async () => {
      for (const id of await store.renewals.unplanned()) await consider(id)
      wakeUp.now()
    },
    settled: async id => {
      await busy.get(id)
      if (store.sharedWork === null) return
      // Another process may be renewing it.
      while (!stopping && !(await alone(id, async () => {}))) {
        await new Promise<void>(resolve => void effects.after(LOOK, resolve))
      }
    },
    renewNow: async flowId => {
      const row = await store.subscriptions.wantedOf(flowId)
      if (row === null) throw new Fault('subscription.already-off')
      if (expiryOf(row) === null) throw new Fault('renewal.not-expiring')
      if (busy.has(row.id)) throw new Fault('renewal.busy')
      if (!(await follow(row.id, () => renew(row.id)))) throw new Fault('renewal.busy')
    },
    stop: async () => {
      stopping = true
      stopListening()
      wakeUp.stop()
      queue.clear()
      await Promise.all(busy.values())
      pauses.clear()
    }
  }
}
