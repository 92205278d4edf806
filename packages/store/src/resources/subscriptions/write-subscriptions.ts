import type {
  Attempt,
  AttemptOutcome,
  CleanupEntry,
  FaultData,
  Healing,
  Id,
  Millis,
  Subscription
} from '@hookwright/model'
import { and, eq, inArray } from 'drizzle-orm'
import { attempts, cleanupEntries, subscriptions } from '../../schema/schema.ts'
import type { Note } from '../../statements/changes.ts'
import type { Database } from '../../statements/database.ts'
import { get, run, type Steps } from '../../statements/steps.ts'
import type { FinishedRun, RunRow } from '../../store.ts'
import type { ServiceRunWriter } from '../runs/service-runs.ts'
import { forgetActions, keepActions } from './action-rows.ts'

type KeptSubscription = typeof subscriptions.$inferSelect

/** End of an attempt to register, renew or otherwise change a subscription. */
export interface AttemptEnd {
  at: Millis
  attemptId: Id
  outcome: AttemptOutcome
  fault: FaultData | null
  run: FinishedRun | null
}

/** New subscription to write, with its first attempt and the run of that attempt. */
export interface Beginning {
  subscription: Subscription
  wanted: boolean
  tokenHash: Uint8Array
  tokenSealed: Uint8Array
  signingSecretSealed: Uint8Array
  attempt: Attempt
  run: RunRow | null
  /** Repair of an uncertain registration that the attempt is part of. */
  healing?: Healing
}

/** Operations that write subscriptions. All of them need a transaction. */
export interface SubscriptionWriter {
  /**
   * Writes a new subscription with status `registering` and its first attempt. `flow` is the flow's rowid.
   */
  begin: (flow: number, beginning: Beginning, note: Note) => Steps<void>
  /** Changes a subscription that has one of the `from` statuses. Returns null if it has another status. */
  move: (
    id: Id,
    from: KeptSubscription['status'][],
    values: Partial<KeptSubscription>,
    note: Note
  ) => Steps<KeptSubscription | null>
  beginAttempt: (subscription: number, attempt: Attempt, run: RunRow | null, note: Note) => Steps<void>
  endAttempt: (end: AttemptEnd, note: Note) => Steps<void>
  openEntry: (subscription: number, entry: CleanupEntry, note: Note) => Steps<void>
}

export const createSubscriptionWriter = (
  { tables, jobs, process }: Pick<Database, 'tables' | 'jobs' | 'process'>,
  runs: ServiceRunWriter
): SubscriptionWriter => {
  function* beginAttempt(
    subscription: number,
    attempt: Attempt,
    begun: RunRow | null,
    note: Note
  ): Steps<void> {
    yield* run(
      tables.insert(attempts).values({
        uid: attempt.id,
        subscription,
        kind: attempt.kind,
        outcome: attempt.outcome,
        startedAt: attempt.startedAt,
        endedAt: attempt.endedAt,
        fault: attempt.fault,
        runId: attempt.runId,
        process
      })
    )
    if (begun === null) return
    yield* runs.begin(begun)
    note('runs', begun.id, begun.subscriptionId ?? begun.flowId)
  }
  return {
    *begin(flow, { subscription, wanted, attempt, run: own, healing, ...sealed }, note) {
      const begun = yield* get(
        tables
          .insert(subscriptions)
          .values({
            uid: subscription.id,
            flow,
            status: 'registering',
            wanted,
            replacedBy: subscription.replacedBy,
            terms: subscription.terms,
            startedAt: subscription.startedAt,
            deadline: subscription.deadline,
            since: subscription.since,
            fault: subscription.fault,
            tokenTail: subscription.tokenTail,
            healing: healing ?? null,
            tokenHash: Buffer.from(sealed.tokenHash),
            tokenSealed: Buffer.from(sealed.tokenSealed),
            signingSecretSealed: Buffer.from(sealed.signingSecretSealed)
          })
          .returning({ id: subscriptions.id })
      )
      yield* keepActions(tables, begun.id)
      yield* beginAttempt(begun.id, attempt, own, note)
      note('subscriptions', subscription.id)
    },
    *move(id, from, values, note) {
      const moved = yield* get(
        tables
          .update(subscriptions)
          .set(values)
          .where(and(eq(subscriptions.uid, id), inArray(subscriptions.status, from)))
          .returning()
      )
      if (moved === undefined) return null
      if (values.wanted === false) yield* forgetActions(tables, moved.id)
      if (values.status !== undefined) yield* jobs.resume(moved.id)
      note('subscriptions', id)
      return moved
    },
    beginAttempt,
    *endAttempt({ at, attemptId, outcome, fault, run: end }, note) {
      // An attempt with a run ends with it, so that both have the same duration.
      const endedAt = end?.finishedAt ?? at
      yield* run(tables.update(attempts).set({ outcome, endedAt, fault }).where(eq(attempts.uid, attemptId)))
      if (end === null) return
      note('runs', end.id, yield* runs.finish(end))
    },
    *openEntry(subscription, entry, note) {
      yield* run(
        tables.insert(cleanupEntries).values({
          uid: entry.id,
          subscription,
          status: 'open',
          why: entry.why,
          openedAt: entry.openedAt,
          tries: entry.tries,
          nextAt: entry.nextAt
        })
      )
      note('cleanup', entry.id, entry.subscriptionId)
    }
  }
}
