import {
  type Attempt,
  type CleanupEntry,
  Fault,
  type FaultData,
  type Id,
  MINUTE,
  type Millis,
  runsDeliveries
} from '@hookwright/model'
import type { RunRow, SubscriptionRow } from '@hookwright/store'
import { stuckAlert } from '../alerts/new-alert.ts'
import { nextTry, waitFor } from '../kernel/backoff.ts'
import { listenAll } from '../kernel/listen-all.ts'
import { retryUntilWritten } from '../kernel/retry-until-written.ts'
import { removeAtService } from './deregistration.ts'
import { helperRun, openEntry, type RegistrationContext } from './registration-context.ts'

/** Retries of failed deregistrations and other leftovers. */
export interface Cleanup {
  /** Marks interrupted retries as ended if their process no longer runs. */
  endInterrupted: () => Promise<void>
  /** Begins the retries that are due. */
  begin: () => Promise<void>
  /**
   * Retries an entry now. Resolves when the attempt is stored. Throws `cleanup.gone`, `cleanup.closed`,
   * `cleanup.busy`, `cleanup.by-hand` if the leftover cannot be removed automatically.
   */
  retry: (entryId: Id) => Promise<void>
  /** Resolves when no entry of this flow is being retried. A retry could remove a new registration. */
  settled: (flowId: Id) => Promise<void>
  /** Stops starting retries. Resolves when the current ones have ended. */
  stop: () => Promise<void>
}

/**
 * Returns true if a cleanup entry can be retried, that is, if its data is complete. A successful registration
 * has its data. A failed one needs the Registration Data of its late answer. An uncertain renewal has no
 * known data.
 */
export const mayRetry = (
  { terms, registrationData, status }: SubscriptionRow,
  entry: Pick<CleanupEntry, 'why'> | null
): boolean =>
  entry?.why.code !== 'renewal.may-exist' &&
  terms.deregistration !== null &&
  (registrationData !== null || terms.registration === null || runsDeliveries(status))

/**
 * Creates an open cleanup entry for a possible leftover at the service. Schedules automatic retries if they
 * are possible.
 */
export const plannedEntry = (
  context: RegistrationContext,
  row: SubscriptionRow,
  why: FaultData,
  at: Millis
): CleanupEntry => ({
  ...openEntry(context, row, why, at),
  nextAt: mayRetry(row, null)
    ? nextTry({ openedAt: at, tries: 0, now: at, random: context.effects.random })
    : null
})

/** Maximum number of concurrent retries. */
const MOST = 8

export const createCleanup = (context: RegistrationContext): Cleanup => {
  const { store, effects } = context
  /** Ids of the entries that are being retried. */
  const claimed = new Set<Id>()
  /** Operations in progress, mapped to their flow ids. */
  const underWay = new Map<Promise<void>, Id>()
  let cancel: (() => void) | null = null
  let stopping = false

  const carryOut = async (
    entry: CleanupEntry,
    row: SubscriptionRow,
    { attempt, run, nextAt }: { attempt: Attempt; run: RunRow; nextAt: Millis | null }
  ): Promise<void> => {
    const { deregistration } = row.terms
    if (deregistration === null) return
    const params = { ...deregistration, run, attemptId: attempt.id, point: 'cleanup' as const }
    const removed = await removeAtService(context, row, params)
    const closes =
      removed.outcome !== 'succeeded'
        ? null
        : removed.isKept
          ? { how: 'adopted' as const, reason: 'The flow uses this registration again.', entryId: entry.id }
          : removed.wasGone
            ? {
                how: 'gone' as const,
                reason: 'The registration no longer existed at the service.',
                entryId: entry.id
              }
            : { how: 'deregistered' as const, reason: 'A retry removed the registration.', entryId: entry.id }
    const { outcome, fault } = removed
    const at = effects.clock()
    const tries = entry.tries + 1
    const alert = closes === null && stuckAlert(effects, row, { tries, nextAt, fault, at })
    const how = { outcome, fault, run: removed.run, closes }
    const end = { at, attemptId: attempt.id, ...how, ...(alert && { alert }) }
    await retryUntilWritten({ effects, stopping: () => stopping }, () =>
      store.subscriptions.endAttempt(entry.subscriptionId, end)
    ).finally(() => context.traces.end(attempt.id))
    effects.passing('cleanup-kept')
  }

  const claim = async (entry: CleanupEntry): Promise<void> => {
    if (claimed.has(entry.id)) throw new Fault('cleanup.busy')
    claimed.add(entry.id)
    let end = (): void => {}
    const tried = new Promise<void>(resolve => {
      end = resolve
    })
    // Before anything is looked up, so that nothing is registered between the look and the try.
    underWay.set(tried, entry.flowId)
    const key = `cleanup/${entry.id}`
    let isOwn = false
    const release = (): void => {
      claimed.delete(entry.id)
      underWay.delete(tried)
      end()
      if (isOwn) store.acts.release(key).catch(() => {})
    }
    try {
      isOwn = await store.acts.claim(key)
      if (!isOwn) throw new Fault('cleanup.busy')
      await begin(entry, release)
    } catch (thrown) {
      release()
      throw thrown
    }
  }

  /**
   * Returns true if a registration of the flow is in progress. A retry of the entry could remove the new
   * registration.
   */
  const isRegistering = async (flowId: Id): Promise<boolean> =>
    [await store.subscriptions.wantedOf(flowId), ...(await store.subscriptions.otherActiveOf(flowId))].some(
      row => row?.status.is === 'registering'
    )

  const begin = async (entry: CleanupEntry, release: () => void): Promise<void> => {
    if (await isRegistering(entry.flowId)) throw new Fault('cleanup.registering')
    const row = await store.subscriptions.find(entry.subscriptionId)
    const { deregistration } = row?.terms ?? {}
    if (!row || !deregistration || !mayRetry(row, entry)) throw new Fault('cleanup.by-hand')
    const run = helperRun(context, row, 'deregistration', deregistration.flowId)
    const now = effects.clock()
    const attempt: Attempt = {
      id: effects.newId(),
      subscriptionId: row.id,
      kind: 'cleanup',
      outcome: 'running',
      startedAt: run.startedAt,
      endedAt: null,
      fault: null,
      runId: run.id
    }
    const tries = entry.tries + 1
    // The try after this one is planned before it begins, so that a stop in between ends nothing.
    const nextAt = nextTry({ openedAt: entry.openedAt, tries, now, random: effects.random })
    await store.cleanup.beginTry(entry.id, { attempt, run, nextAt })
    effects.passing('cleanup-intended')
    void carryOut(entry, row, { attempt, run, nextAt })
      .catch(thrown => effects.log('A cleanup attempt could not be saved.', { cause: String(thrown) }))
      .finally(() => {
        release()
        wait(0, arm)
      })
  }

  /** Ignores `cleanup.busy`: another process may have begun the same manual attempt. */
  const ignoreBusy = (thrown: unknown): void => {
    if (!(thrown instanceof Fault) || thrown.code !== 'cleanup.busy') throw thrown
  }

  const plannedNow = async (): Promise<CleanupEntry[]> =>
    (await store.cleanup.planned(MOST + claimed.size)).filter(({ id }) => !claimed.has(id))

  const tryDue = async (): Promise<void> => {
    const now = effects.clock()
    const due = (await plannedNow()).filter(({ nextAt }) => waitFor(nextAt, now) === 0)
    for (const entry of due.slice(0, MOST - claimed.size)) {
      if (await isRegistering(entry.flowId)) {
        await store.comparisons.planEntry(entry.id, { why: entry.why, nextAt: now + MINUTE })
      } else await claim(entry).catch(ignoreBusy)
    }
  }

  const wait = (delay: Millis, act: () => Promise<void>): void => {
    cancel?.()
    if (stopping) return
    cancel = effects.after(delay, () => {
      act().catch(thrown => {
        effects.log('Open cleanup entries could not be processed. This is retried later.', {
          cause: String(thrown)
        })
        wait(MINUTE, arm)
      })
    })
  }

  /** Schedules the next due retry. */
  const arm = async (): Promise<void> => {
    if (!context.isOnDuty()) return
    const [next] = claimed.size < MOST ? await plannedNow() : []
    if (next === undefined) return
    wait(waitFor(next.nextAt, effects.clock()), () => tryDue().then(arm))
  }

  const unlisten = listenAll(store, () => wait(0, arm), ['cleanup'])

  return {
    endInterrupted: async () => {
      for (const { id, subscriptionId } of await store.cleanup.interrupted()) {
        await store.subscriptions.endAttempt(subscriptionId, {
          at: effects.clock(),
          attemptId: id,
          outcome: 'uncertain',
          fault: new Fault('deregistration.interrupted').toData(),
          run: null,
          closes: null
        })
      }
    },
    begin: arm,
    retry: async entryId => {
      const entry = await store.cleanup.find(entryId)
      if (entry === null) throw new Fault('cleanup.gone')
      if (entry.status.is === 'closed') throw new Fault('cleanup.closed')
      await claim(entry)
    },
    settled: async flowId => {
      await Promise.all([...underWay].flatMap(([work, of]) => (of === flowId ? [work] : [])))
    },
    stop: async () => {
      stopping = true
      unlisten()
      cancel?.()
      await Promise.all(underWay.keys())
    }
  }
}
