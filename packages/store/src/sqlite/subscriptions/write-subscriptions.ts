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
import { hasEnded } from '@hookwright/model'
import { and, eq, inArray } from 'drizzle-orm'
import { attempts, cleanupEntries, subscriptions } from '../../schema/schema.ts'
import type { Tables } from '../../schema/tables.ts'
import type { Note } from '../../statements/changes.ts'
import type { FinishedRun, RunRow } from '../../store.ts'
import type { JournalWriter } from '../runs/write-journal.ts'
import type { RunWriter } from '../runs/write-runs.ts'
import { forgetActions, keepActions } from './action-rows.ts'

type KeptSubscription = typeof subscriptions.$inferSelect

/** End of an attempt. */
export interface AttemptEnd {
  at: Millis
  attemptId: Id
  outcome: AttemptOutcome
  fault: FaultData | null
  run: FinishedRun | null
}

/** Columns of a new subscription without the frozen ones. */
export interface Beginning {
  subscription: Subscription
  wanted: boolean
  tokenHash: Uint8Array
  tokenSealed: Uint8Array
  signingSecretSealed: Uint8Array
  attempt: Attempt
  run: RunRow | null
  /** Repair that it belongs to. */
  healing?: Healing
}

/** Parts of writing subscriptions. All of them need a transaction. */
export interface SubscriptionWriter {
  /** Writes a subscription of a flow, by its rowid, as `registering`, with its first attempt. */
  begin: (flow: number, beginning: Beginning, note: Note) => void
  /** Changes a subscription in one of the statuses. Returns false in any other. */
  move: (
    id: Id,
    from: KeptSubscription['status'][],
    values: Partial<KeptSubscription>,
    note: Note
  ) => KeptSubscription | null
  beginAttempt: (subscription: number, attempt: Attempt, run: RunRow | null, note: Note) => void
  endAttempt: (end: AttemptEnd, note: Note) => void
  openEntry: (subscription: number, entry: CleanupEntry, note: Note) => void
}

export const createSubscriptionWriter = (
  tables: Tables,
  runs: RunWriter,
  journal: JournalWriter
): SubscriptionWriter => {
  const beginAttempt: SubscriptionWriter['beginAttempt'] = (subscription, attempt, run, note) => {
    tables
      .insert(attempts)
      .values({
        uid: attempt.id,
        subscription,
        kind: attempt.kind,
        outcome: attempt.outcome,
        startedAt: attempt.startedAt,
        endedAt: attempt.endedAt,
        fault: attempt.fault,
        runId: attempt.runId
      })
      .run()
    if (run === null) return
    runs.begin(runs.bind(run, null), null)
    note('runs', run.id, run.subscriptionId ?? run.flowId)
  }
  return {
    begin: (flow, { subscription, wanted, attempt, run, healing, ...sealed }, note) => {
      const begun = tables
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
        .get()
      keepActions(tables, begun.id)
      beginAttempt(begun.id, attempt, run, note)
      note('subscriptions', subscription.id)
    },
    move: (id, from, values, note) => {
      const moved = tables
        .update(subscriptions)
        .set(values)
        .where(and(eq(subscriptions.uid, id), inArray(subscriptions.status, from)))
        .returning()
        .get()
      if (moved === undefined) return null
      if (values.wanted === false) forgetActions(tables, moved.id)
      note('subscriptions', id)
      return moved
    },
    beginAttempt,
    endAttempt: ({ at, attemptId, outcome, fault, run }, note) => {
      tables.update(attempts).set({ outcome, endedAt: at, fault }).where(eq(attempts.uid, attemptId)).run()
      if (run === null) return
      const { of } = runs.finish(runs.bindEnd(run))
      if (hasEnded(run.status)) journal.forget(run.id)
      note('runs', run.id, of)
    },
    openEntry: (subscription, entry, note) => {
      tables
        .insert(cleanupEntries)
        .values({
          uid: entry.id,
          subscription,
          status: 'open',
          why: entry.why,
          openedAt: entry.openedAt,
          tries: entry.tries,
          nextAt: entry.nextAt
        })
        .run()
      note('cleanup', entry.id, entry.subscriptionId)
    }
  }
}
