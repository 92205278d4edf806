import { type Attempt, Fault, type FaultData, type Id, type Millis } from '@hookwright/model'
import type { RunRow, SubscriptionRow } from '@hookwright/store'
import { stuckAlert } from '../alerts/new-alert.ts'
import { retryUntilWritten } from '../kernel/retry-until-written.ts'
import { yieldToEventLoop } from '../kernel/yield-to-event-loop.ts'
import { plannedEntry } from './cleanup.ts'
import { removeAtService } from './deregistration.ts'
import { helperRun, type RegistrationContext } from './registration-context.ts'

/** Interval at which this process checks whether a deregistration in another process has ended. */
const LOOK: Millis = 200

/**
 * Turning off of subscriptions. A subscription stops accepting requests immediately; then its deregistration
 * flow runs.
 */
export interface SwitchOff {
  /** Moves waiting work of a paused subscription to its successor, in batches. */
  moveWaiting: (row: SubscriptionRow) => Promise<void>
  /**
   * Begins turning a subscription off. Resolves once the intent is stored, with false if the subscription is
   * no longer on or paused.
   */
  begin: (row: SubscriptionRow) => Promise<boolean>
  /** Repeats a deregistration that a stop has interrupted. */
  resume: (row: SubscriptionRow) => Promise<void>
  /**
   * Resolves when no process is deregistering this flow. A deregistration could remove a new registration.
   */
  settled: (flowId: Id) => Promise<void>
  /** Stops retrying refused writes. Resolves when work in progress has ended. */
  stop: () => Promise<void>
}

/**
 * Creates the functions that turn subscriptions off. `quiet` resolves when no change of a subscription's
 * Registration Data is in progress.
 */
export const createSwitchOff = (
  context: RegistrationContext,
  quiet: (subscriptionId: Id) => Promise<void>
): SwitchOff => {
  const { store, effects } = context
  /** Operations in progress, mapped to their flow ids. */
  const underWay = new Map<Promise<void>, Id>()
  let stopping = false

  const newAttempt = (row: SubscriptionRow): { attempt: Attempt; run: RunRow | null } => {
    const { deregistration } = row.terms
    const run =
      deregistration === null ? null : helperRun(context, row, 'deregistration', deregistration.flowId)
    const attempt: Attempt = {
      id: effects.newId(),
      subscriptionId: row.id,
      kind: 'deregistration',
      outcome: 'running',
      startedAt: run?.startedAt ?? effects.clock(),
      endedAt: null,
      fault: null,
      runId: run?.id ?? null
    }
    return { attempt, run }
  }

  const moveWaiting: SwitchOff['moveWaiting'] = async ({ id, status, replacedBy }) => {
    if (status.is !== 'paused' || replacedBy === null) return
    let after: string | null = null
    while (!stopping) {
      after = await store.subscriptions.moveWaiting(id, after)
      // The successor may run already.
      context.moved(replacedBy)
      if (after === null) return
      await yieldToEventLoop(effects)
    }
  }

  const carryOut = async (begun: SubscriptionRow, attempt: Attempt, run: RunRow | null): Promise<void> => {
    await quiet(begun.id)
    const row = (await store.subscriptions.find(begun.id)) ?? begun
    const { deregistration } = row.terms
    const removed =
      deregistration === null || run === null
        ? null
        : await removeAtService(context, row, {
            ...deregistration,
            run,
            attemptId: attempt.id,
            point: 'deregistration'
          })
    effects.passing('deregistration-returned')
    const fault: FaultData | null = removed?.fault ?? null
    const at = effects.clock()
    const cleanup = fault === null ? null : plannedEntry(context, row, fault, at)
    const params = {
      at,
      attemptId: attempt.id,
      outcome: removed?.outcome ?? 'succeeded',
      fault,
      run: removed?.run ?? null,
      cleanup
    }
    const alert = cleanup === null ? undefined : stuckAlert(effects, row, { ...cleanup, fault, at })
    await retryUntilWritten({ effects, stopping: () => stopping }, () =>
      store.subscriptions.endDeregistering(row.id, { ...params, ...(alert && { alert }) })
    ).finally(() => context.traces.end(attempt.id))
    effects.passing('deregistration-kept')
    context.moved(row.id)
  }

  /** Runs a deregistration that no other process may run at the same time. */
  const claimed = async (id: Id, work: () => Promise<void>): Promise<void> => {
    await store.acts.claim(id)
    try {
      await work()
    } finally {
      await store.acts.release(id)
    }
  }

  const isDeregistering = async (flowId: Id): Promise<boolean> =>
    (await store.subscriptions.list(flowId)).some(({ status }) => status.is === 'deregistering')

  const follow = ({ id, flowId }: SubscriptionRow, work: () => Promise<void>): void => {
    const followed = claimed(id, work)
      .catch(thrown =>
        effects.log('The result of turning off a flow could not be saved.', { cause: String(thrown) })
      )
      .finally(() => underWay.delete(followed))
    underWay.set(followed, flowId)
  }

  return {
    moveWaiting,
    begin: async row => {
      // The transaction that turns it off moves the rest, which is little then.
      await moveWaiting(row)
      const { attempt, run } = newAttempt(row)
      const begun = await store.subscriptions.beginDeregistering(row.id, {
        at: effects.clock(),
        attempt,
        run
      })
      if (!begun) return false
      context.moved(row.id)
      // What waited for it may go to its successor.
      if (row.replacedBy !== null) context.moved(row.replacedBy)
      effects.passing('deregistration-intended')
      follow(row, () => carryOut(row, attempt, run))
      return true
    },
    resume: async row => {
      const interrupted = (await store.subscriptions.attemptsOf(row.id)).find(
        attempt => attempt.kind === 'deregistration' && attempt.outcome === 'running'
      )
      if (interrupted !== undefined) {
        await store.subscriptions.endAttempt(row.id, {
          at: effects.clock(),
          attemptId: interrupted.id,
          outcome: 'uncertain',
          fault: new Fault('deregistration.interrupted').toData(),
          run: null,
          closes: null
        })
      }
      const { attempt, run } = newAttempt(row)
      await store.subscriptions.beginAttempt(row.id, { attempt, run, registrationData: row.registrationData })
      follow(row, () => carryOut(row, attempt, run))
    },
    settled: async flowId => {
      await Promise.all([...underWay].flatMap(([work, of]) => (of === flowId ? [work] : [])))
      // Another process may be turning it off.
      while (!stopping && store.processCount() > 1 && (await isDeregistering(flowId))) {
        await new Promise<void>(resolve => void effects.after(LOOK, resolve))
      }
    },
    stop: async () => {
      stopping = true
      await Promise.all(underWay.keys())
    }
  }
}

/** Returns the row of a flow's wanted subscription. Throws `subscription.already-off`. */
export const wantedRow = async (context: RegistrationContext, flowId: Id): Promise<SubscriptionRow> => {
  const row = await context.store.subscriptions.wantedOf(flowId)
  if (row === null) throw new Fault('subscription.already-off')
  return row
}
