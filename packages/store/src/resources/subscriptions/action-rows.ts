import { type Flow, Id } from '@hookwright/model'
import { and, eq, inArray, sql } from 'drizzle-orm'
import { revisions, subscriptionActions, subscriptions, versions } from '../../schema/schema.ts'
import type { Tables } from '../../schema/tables.ts'
import { all, get, run, type Steps } from '../../statements/steps.ts'

/** Action named in the config of a card. */
interface NamedAction {
  versionId: Id
  connectionId: Id | null
}

/** Returns the versions and connections of the actions that cards name, each combination once. */
const actionsIn = (docs: Flow[]): NamedAction[] => {
  const named = docs
    .flatMap(({ cards }) => Object.values(cards))
    .flatMap(({ config }): NamedAction[] => {
      const versionId = Id.safeParse(config.versionId)
      if (typeof config.actionFlowId !== 'string' || !versionId.success) return []
      return [{ versionId: versionId.data, connectionId: Id.safeParse(config.connectionId).data ?? null }]
    })
  return [...new Map(named.map(each => [`${each.versionId}/${each.connectionId}`, each])).values()]
}

function* versionsBy(tables: Tables, ids: Id[]): Steps<Map<Id, number>> {
  return new Map(
    (yield* all(
      tables.select({ id: versions.id, uid: versions.uid }).from(versions).where(inArray(versions.uid, ids))
    )).map(({ id, uid }) => [uid, id])
  )
}

/** Deletes the actions of a subscription that has ended or was replaced. */
export function* forgetActions(tables: Tables, subscription: number): Steps<void> {
  yield* run(tables.delete(subscriptionActions).where(eq(subscriptionActions.subscription, subscription)))
}

/** Replaces the stored actions of a subscription by those of its revision. */
export function* keepActions(tables: Tables, subscription: number): Steps<void> {
  yield* forgetActions(tables, subscription)
  const kept = yield* get(
    tables
      .select({ terms: subscriptions.terms })
      .from(subscriptions)
      .where(eq(subscriptions.id, subscription))
  )
  if (kept === undefined) return
  const row = yield* get(
    tables
      .select({ snapshot: revisions.snapshot })
      .from(revisions)
      // Most revisions have no action, and their snapshots are not parsed.
      .where(
        and(eq(revisions.uid, kept.terms.revisionId), sql`${revisions.snapshot} like '%"actionFlowId"%'`)
      )
  )
  if (row === undefined) return
  const { flow, helpers } = row.snapshot
  const named = actionsIn([flow, ...helpers].map(({ doc }) => doc))
  const known = yield* versionsBy(tables, [...new Set(named.map(({ versionId }) => versionId))])
  for (const { versionId, connectionId } of named) {
    const version = known.get(versionId)
    if (version === undefined) continue
    yield* run(tables.insert(subscriptionActions).values({ subscription, version, connection: connectionId }))
  }
}
