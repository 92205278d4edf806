import { type Revision, type RevisionSnapshot, sameJson } from '@hookwright/model'
import { and, desc, eq, getTableColumns, max, sql } from 'drizzle-orm'
import { flows, revisions, subscriptions } from '../../schema/schema.ts'
import type { Tables } from '../../schema/tables.ts'
import { blobOfId } from '../../schema/uid.ts'
import type { Database } from '../../statements/database.ts'
import { prepareOnce } from '../../statements/prepare-once.ts'
import { livingFlowRowid } from '../../statements/rowid-of.ts'
import { get, run, type Steps } from '../../statements/steps.ts'
import type { SubscriptionStore } from '../../store.ts'
import { keepActions } from './action-rows.ts'
import type { Replacing } from './replace-subscription.ts'

/** Part of the store that writes and reads revisions of users' flows. */
type Revising = Pick<SubscriptionStore, 'revise' | 'revision' | 'keepDraft'>

/** Stores a snapshot as the flow's next revision and returns the revision. */
export function* addRevision(
  tables: Tables,
  flow: number,
  { id, createdAt }: Omit<Revision, 'number'>,
  snapshot: RevisionSnapshot
): Steps<number> {
  const newest = yield* get(
    tables
      .select({ number: max(revisions.number) })
      .from(revisions)
      // Said as the partial index says it, so that it is used.
      .where(and(eq(revisions.flow, flow), sql`number > 0`))
  )
  const number = (newest?.number ?? 0) + 1
  yield* run(tables.insert(revisions).values({ uid: id, flow, number, createdAt, snapshot }))
  return number
}

export const reviseSubscriptions = (
  { tables, jobs, write, read }: Database,
  replacing: Replacing
): Revising => {
  const selectRevision = prepareOnce(() =>
    tables
      .select({ ...getTableColumns(revisions), flowId: flows.uid })
      .from(revisions)
      .innerJoin(flows, eq(revisions.flow, flows.id))
      .where(eq(revisions.uid, sql.placeholder('uid')))
      .prepare()
  )
  return {
    revise: (id, { revision, snapshot, terms: newTerms }) =>
      write(function* (note) {
        const kept = yield* get(
          tables
            .select()
            .from(subscriptions)
            .where(and(eq(subscriptions.uid, id), eq(subscriptions.wanted, true)))
        )
        if (kept === undefined) return null
        yield* replacing.mustBeAlone(kept.flow)
        const number = yield* addRevision(tables, kept.flow, revision, snapshot)
        const terms = { ...(newTerms ?? kept.terms), revisionId: revision.id }
        yield* run(tables.update(subscriptions).set({ terms }).where(eq(subscriptions.id, kept.id)))
        yield* keepActions(tables, kept.id)
        // The new revision may have another limit on concurrent runs.
        yield* jobs.resume(kept.id)
        note('subscriptions', id)
        return { ...revision, number }
      }),
    revision: id =>
      read(function* () {
        const row = yield* get(selectRevision(), { uid: blobOfId(id) })
        if (row === undefined) return null
        const { uid, flowId, number, createdAt, snapshot } = row
        return { revision: { id: uid, flowId, number, createdAt }, snapshot }
      }),
    keepDraft: ({ revision: { id, flowId, createdAt }, snapshot }) =>
      write(function* () {
        const flow = yield* livingFlowRowid(tables, flowId)
        const last = yield* get(
          tables
            .select({ id: revisions.uid, snapshot: revisions.snapshot })
            .from(revisions)
            .where(and(eq(revisions.flow, flow), sql`number = 0`))
            .orderBy(desc(revisions.id))
            .limit(1)
        )
        if (last !== undefined && sameJson(last.snapshot, snapshot)) return last.id
        yield* run(tables.insert(revisions).values({ uid: id, flow, number: 0, createdAt, snapshot }))
        return id
      })
  }
}
