import type { Id } from '@hookwright/model'
import { and, eq, inArray, isNotNull, like, sql } from 'drizzle-orm'
import { connections, orphans, revisions } from '../../schema/schema.ts'
import type { Tables } from '../../schema/tables.ts'
import { all, rawRows, type Steps } from '../../statements/steps.ts'
import type { ConnectionNeed } from '../../store.ts'

type What = ConnectionNeed['what']

/** Result row: the reason why a connection is needed, and the name of the flow that needs it. */
interface Row<Needs extends What = What> {
  what: Needs
  flow_name: string | null
}

/** SQL conditions under which subscription `s` still needs its connection, by reason. */
const needs: Record<Exclude<What, 'orphan'>, string> = {
  deregistration: `s.status = 'deregistering' or (s.wanted = 0 and s.status in ('registering', 'on', 'paused'))`,
  cleanup: `exists (select 1 from cleanup_entries e where e.subscription = s.id and e.status = 'open')`,
  uncertain: `s.how = 'uncertain' and not exists (select 1 from cleanup_entries e where e.subscription = s.id)`,
  run: `exists (select 1 from runs r where r.subscription = s.id and r.status in ('waiting', 'on-hold'))
    or s.id in (select r.subscription from runs r where r.status in ('queued', 'running'))`,
  delivery: `exists (select 1 from deliveries d where d.subscription = s.id and d.status = 'accepted')`
}

const needsOfSubscriptions = Object.entries(needs)
  .map(
    ([what, isNeeded]) => `select '${what}' as what, f.name as flow_name from mine s
      join flows f on f.id = s.flow where ${isNeeded}`
  )
  .join(' union ')

/** Returns the SQL condition that a card in the snapshot names the connection. */
const isNamed = (snapshot: typeof revisions.snapshot, id: Id) =>
  and(like(snapshot, '%"actionFlowId"%'), like(snapshot, `%${id}%`))

/** Returns the unfinished runs whose revision names the connection in a card. */
const runsNaming = (tables: Tables, id: Id): Steps<Row<'run'>[]> =>
  rawRows(
    tables,
    sql`select 'run' as what, f.name as flow_name from (
        select flow, revision from runs where status in ('waiting', 'on-hold')
        union select flow, revision from runs where status in ('queued', 'running')
      ) unfinished
      join ${revisions} on ${revisions.id} = unfinished.revision
      join flows f on f.id = unfinished.flow
      where ${isNamed(revisions.snapshot, id)}`
  )

/**
 * Returns the unfinished deliveries and replaced subscriptions with a revision that names the connection in a
 * card.
 */
function* subscriptionsNaming(tables: Tables, id: Id): Steps<Row<'deregistration' | 'delivery'>[]> {
  const unfinished = yield* rawRows<Row<'deregistration' | 'delivery'> & { revision_id: Id }>(
    tables,
    sql`select 'deregistration' as what, f.name as flow_name, s.terms ->> '$.revisionId' as revision_id
        from subscriptions s join flows f on f.id = s.flow
        where s.wanted = 0 and s.status <> 'ended' and s.status <> 'deregistering'
      union select 'delivery', f.name, s.terms ->> '$.revisionId'
        from (select distinct subscription from deliveries where status = 'accepted') d
        join subscriptions s on s.id = d.subscription join flows f on f.id = s.flow`
  )
  const named = yield* all(
    tables
      .select({ id: revisions.uid })
      .from(revisions)
      .where(
        and(
          inArray(
            revisions.uid,
            unfinished.map(row => row.revision_id)
          ),
          isNamed(revisions.snapshot, id)
        )
      )
  )
  const naming = new Set(named.map(row => row.id))
  return unfinished.filter(row => naming.has(row.revision_id))
}

/**
 * Returns why a connection is still needed, apart from running flows. Each reason appears once per flow, in
 * order.
 */
export function* readConnectionNeeds(tables: Tables, id: Id): Steps<ConnectionNeed[]> {
  const ofSubscriptions = yield* rawRows<Row>(
    tables,
    sql`with mine as (select id, flow, status, how, wanted from subscriptions
      where terms ->> '$.connectionId' = ${id}) ${sql.raw(needsOfSubscriptions)}`
  )
  const ofCards = [...(yield* runsNaming(tables, id)), ...(yield* subscriptionsNaming(tables, id))]
  const found = new Map(
    [...ofSubscriptions, ...ofCards].map(({ what, flow_name: flowName }) => [
      `${what} ${flowName ?? ''}`,
      { what, flowName }
    ])
  )
  const ofOrphans = yield* all(
    tables
      .select({ id: orphans.id })
      .from(orphans)
      .innerJoin(connections, eq(connections.id, orphans.connection))
      .where(
        and(
          eq(connections.uid, id),
          eq(orphans.status, 'open'),
          isNotNull(orphans.removal),
          isNotNull(orphans.dataSealed)
        )
      )
      .limit(1)
  )
  return [
    ...[...found].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, need]) => need),
    ...ofOrphans.map(() => ({ what: 'orphan' as const, flowName: null }))
  ]
}
