import {
  type Attempt,
  Fault,
  type FaultData,
  type Id,
  MINUTE,
  type Millis,
  openGapOf,
  renewAgainAt,
  renewAt,
  type Subscription,
  sayFault,
  saysGone,
  toFault,
  wayToRenew,
  withGap,
  withoutOpenGap
} from '@hookwright/model'
import type { RenewalPlan, RunRow, SubscriptionRow } from '@hookwright/store'
import { lostAlert, renewalAlert } from '../alerts/new-alert.ts'
import type { JournalRows } from '../runs/durable-journal.ts'
import { type Desk, helperRun } from './desk.ts'
import { type Extended, extendAtService } from './extend.ts'
import { untilWritten } from './until-written.ts'

/** The longest that is slept at a time: a clock that was set meanwhile is noticed then. */
const LONGEST_SLEEP: Millis = 10 * MINUTE

/** Keeping subscriptions alive that their services end by themselves. One at a time for each. */
export interface Renewals {
  /** After a start: takes up what was interrupted, and plans all that is to come. */
  resume: () => Promise<void>
  /** Renews one now, whenever it was planned for. Throws `subscription.already-off`, `renewal.not-expiring`, `renewal.busy`. */
  renewNow: (flowId: Id) => Promise<void>
  /** Begins nothing more; resolves when what was begun has ended. */
  stop: () => Promise<void>
}

/** Whether this one is renewed, with when it ends by itself. */
const expiryOf = (row: SubscriptionRow | null): Millis | null =>
  row?.wanted && (row.status.is === 'on' || row.status.is === 'paused') ? row.expiresAt : null

const planOf = ({ renewAt: at, renewTries, gaps }: SubscriptionRow): RenewalPlan => ({
  renewAt: at,
  renewTries,
  gaps
})

export const createRenewals = (
  desk: Desk,
  successors: {
    /** Begins to register another one on the same terms, which takes the place of the wanted one. */
    begin: (flowId: Id) => Promise<Subscription>
    /** Resolves when that has ended. */
    settled: (id: Id) => Promise<void>
  }
): Renewals => {
  const { store, outside } = desk
  const due = new Map<Id, Millis>()
  const busy = new Map<Id, Promise<void>>()
  let stopping = false
  let stopTimer: () => void = () => {}
  const write = <Written>(act: () => Promise<Written>): Promise<Written> =>
    untilWritten({ outside, stopping: () => stopping }, act)

  const arm = (): void => {
    stopTimer()
    if (stopping || due.size === 0) return
    const left = Math.min(...due.values()) - outside.clock()
    stopTimer = outside.after(Math.min(Math.max(0, left), LONGEST_SLEEP), wake)
  }

  const wake = (): void => {
    const now = outside.clock()
    for (const [id, at] of due) if (at <= now) begin(id)
    arm()
  }

  /** Looks at one that changed: plans it, waits for it, or lets it go. */
  const consider = async (id: Id): Promise<void> => {
    const row = await store.subscriptions.find(id)
    const expiresAt = expiryOf(row)
    due.delete(id)
    if (row === null || expiresAt === null || stopping || busy.has(id)) return
    if (row.renewAt === null) {
      const at = renewAt(expiresAt, outside.clock(), outside.random())
      await store.renewals.plan(id, { ...planOf(row), renewAt: at })
    } else {
      due.set(id, openGapOf(row.gaps) === null ? Math.min(row.renewAt, expiresAt) : row.renewAt)
      arm()
    }
  }

  const look = (id: Id): void => {
    consider(id).catch(thrown =>
      outside.log('When a subscription is renewed could not be planned.', { cause: String(thrown) })
    )
  }

  const newAttempt = (row: SubscriptionRow, run: RunRow | null): Attempt => ({
    id: outside.newId(),
    subscriptionId: row.id,
    kind: 'renewal',
    outcome: 'running',
    startedAt: outside.clock(),
    endedAt: null,
    fault: null,
    runId: run?.id ?? null
  })

  const attemptsOf = async (id: Id): Promise<Attempt[]> =>
    (await store.subscriptions.attemptsOf(id)).filter(({ kind }) => kind === 'renewal')

  /** The gap of one that has ended by itself, or that the service says is gone. */
  const gapsAfter = (row: SubscriptionRow, expiresAt: Millis, last: Attempt | null) => {
    if (outside.clock() >= expiresAt) {
      // An alert tells it outside; what the service said is kept with the attempt.
      const why = `The service ended the subscription before it was renewed.${last?.fault ? ` ${sayFault(last.fault)}` : ''}`
      return withGap(row.gaps, { from: expiresAt, why })
    }
    if (last === null || !saysGone(last)) return row.gaps
    const why = 'The service said that the subscription was gone; since when is not known.'
    return withGap(row.gaps, { from: last.startedAt, why })
  }

  const end = async (
    row: SubscriptionRow,
    attempt: Attempt,
    came: Omit<Extended, 'outcome'> & { outcome: Attempt['outcome'] },
    replaced: boolean
  ): Promise<void> => {
    const at = outside.clock()
    const { outcome, fault, run, renewed } = came
    const now = (await write(() => store.subscriptions.find(row.id))) ?? row
    const tries = row.renewTries + 1
    // What must not be asked for again, or is gone, is registered anew at once.
    const isHopeless = outcome === 'uncertain' || saysGone({ ...attempt, outcome, fault })
    const again = attempt.runId !== null && isHopeless ? at : renewAgainAt(tries, at)
    const next = (): RenewalPlan => {
      const closed = withoutOpenGap(now.gaps, at)
      if (replaced) return { renewAt: null, renewTries: 0, gaps: closed }
      if (renewed === null) return { renewAt: again, renewTries: tries, gaps: now.gaps }
      return { renewAt: renewAt(renewed.expiresAt, at, outside.random()), renewTries: 0, gaps: closed }
    }
    const given = { at, attemptId: attempt.id, outcome, fault, run, renewed, plan: next() }
    const { expiresAt } = row
    const hasFailed = !replaced && renewed === null && expiresAt !== null
    const alert = hasFailed && renewalAlert(outside, row, { expiresAt, nextAt: again, fault, at })
    await write(() => store.renewals.end(row.id, { ...given, ...(alert && { alert }) })).finally(() =>
      desk.traces.end(attempt.id)
    )
    desk.moved(row.id)
  }

  const extend = async (row: SubscriptionRow, attempt: Attempt, run: RunRow, rows: JournalRows) => {
    const { renewal } = row.terms
    if (renewal === undefined) return
    const extended = await extendAtService(desk, row, { renewal, run, attemptId: attempt.id, rows })
    outside.passing('renewal-returned')
    await end(row, attempt, extended, false)
    outside.passing('renewal-kept')
  }

  /** Another one takes the place of this one; why it did not, if so. */
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

  const renew = async (id: Id): Promise<void> => {
    const row = await store.subscriptions.find(id)
    const expiresAt = expiryOf(row)
    if (row === null || expiresAt === null) return
    // What another one was registered for says nothing of this one at the service.
    const last = (await attemptsOf(id)).findLast(({ runId }) => runId !== null) ?? null
    const gaps = gapsAfter(row, expiresAt, last)
    const lost = gaps === row.gaps ? null : openGapOf(gaps)
    if (lost !== null) {
      const alert = lostAlert(outside, row, lost, outside.clock())
      await store.renewals.plan(id, { ...planOf(row), gaps }, alert)
    }
    const { renewal } = row.terms
    const hasFlow = renewal !== undefined
    if (hasFlow && wayToRenew({ hasFlow, expiresAt, last, at: outside.clock() }) === 'extend') {
      const run = helperRun(desk, row, 'renewal', renewal.flowId)
      const attempt = newAttempt(row, run)
      await store.subscriptions.beginAttempt(id, { attempt, run, registrationData: null })
      outside.passing('renewal-intended')
      return extend(row, attempt, run, new Map())
    }
    const attempt = newAttempt(row, null)
    await store.subscriptions.beginAttempt(id, { attempt, run: null, registrationData: null })
    const fault = await replace(row)
    const outcome = fault === null ? 'succeeded' : 'failed'
    await end(row, attempt, { outcome, fault, run: null, renewed: null }, fault === null)
  }

  const follow = (id: Id, work: () => Promise<void>): Promise<void> => {
    due.delete(id)
    const followed = work()
      .catch(thrown =>
        outside.log('What came of renewing could not be written down.', { cause: String(thrown) })
      )
      .finally(() => {
        busy.delete(id)
        look(id)
      })
    busy.set(id, followed)
    return followed
  }

  const begin = (id: Id): void => {
    if (!busy.has(id) && !stopping) void follow(id, () => renew(id))
  }

  /** An attempt that a stop interrupted: what was in flight is not sent again; else it goes on behind what has ended. */
  const takeUp = async (row: SubscriptionRow, attempt: Attempt): Promise<void> => {
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
    const run = { ...helperRun(desk, row, 'renewal', renewal.flowId), id: attempt.runId }
    return extend(row, attempt, run, rows)
  }

  const stopListening = store.listen(
    ({ ids }) => {
      for (const id of ids) look(id)
    },
    ['subscriptions']
  )

  return {
    resume: async () => {
      for (const row of await store.renewals.expiring()) {
        const running = (await attemptsOf(row.id)).find(({ outcome }) => outcome === 'running')
        if (running === undefined) await consider(row.id)
        else void follow(row.id, () => takeUp(row, running))
      }
    },
    renewNow: async flowId => {
      const row = await store.subscriptions.wantedOf(flowId)
      if (row === null) throw new Fault('subscription.already-off')
      if (expiryOf(row) === null) throw new Fault('renewal.not-expiring')
      if (busy.has(row.id)) throw new Fault('renewal.busy')
      await follow(row.id, () => renew(row.id))
    },
    stop: async () => {
      stopping = true
      stopListening()
      stopTimer()
      await Promise.all(busy.values())
    }
  }
}
