import { type Flow, Id } from '@hookwright/model'
import { and, eq, inArray, sql } from 'drizzle-orm'
import { revisions, subscriptionActions, subscriptions, versions } from '../../schema/schema.ts'
import type { Tables } from '../../schema/tables.ts'

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

const versionsBy = (tables: Tables, ids: Id[]): Map<Id, number> =>
  new Map(
    tables
      .select({ id: versions.id, uid: versions.uid })
      .from(versions)
      .where(inArray(versions.uid, ids))
      .all()
      .map(({ id, uid }) => [uid, id])
  )

/** Deletes the actions of a subscription that has ended or was replaced. */
export const forgetActions = (tables: Tables, subscription: number): void => {
  tables.delete(subscriptionActions).where(eq(subscriptionActions.subscription, subscription)).run()
}

/** Replaces the stored actions by those of a subscription's revision. */
export const keepActions = (tables: Tables, subscription: number): void => {
  forgetActions(tables, subscription)
  const row = tables
    .select({ snapshot: revisions.snapshot })
    .from(subscriptions)
    .innerJoin(
      revisions,
      sql`${revisions.uid} = unhex(replace(${subscriptions.terms} ->> '$.revisionId', '-', ''))`
    )
    // Most revisions have no action, and their snapshots are not parsed.
    .where(and(eq(subscriptions.id, subscription), sql`instr(${revisions.snapshot}, '"actionFlowId"') > 0`))
    .get()
  if (row === undefined) return
  const { flow, helpers } = row.snapshot
  const named = actionsIn([flow, ...helpers].map(({ doc }) => doc))
  const known = versionsBy(tables, [...new Set(named.map(({ versionId }) => versionId))])
  for (const { versionId, connectionId } of named) {
    const version = known.get(versionId)
    if (version === undefined) continue
    tables.insert(subscriptionActions).values({ subscription, version, connection: connectionId }).run()
  }
}
