import type { Id } from '@hookwright/model'
import { and, eq, inArray, isNull, or, type SQL, sql } from 'drizzle-orm'
import {
  connectionShares,
  connections,
  connectors,
  flows,
  subscriptionActions,
  subscriptions,
  versions
} from '../../schema/schema.ts'
import type { Tables } from '../../schema/tables.ts'
import { blobOfId, idOfBlob } from '../../schema/uid.ts'
import type { Database } from '../../statements/database.ts'
import { all, rawRows, type Steps } from '../../statements/steps.ts'
import type { RunVersion, SubscriptionStore } from '../../store.ts'

type VersionReads = Pick<
  SubscriptionStore,
  | 'countWanted'
  | 'versionsWanted'
  | 'countOnVersions'
  | 'flowsOnVersions'
  | 'flowsOn'
  | 'connectionsOn'
  | 'connectionsOf'
  | 'flowsWithShared'
>

/**
 * SQL condition of wanted subscriptions. It repeats the condition of the partial indexes, so that they are
 * used.
 */
const isWanted = sql`${subscriptions.wanted} = 1`

/**
 * Returns the SQL for wanted subscriptions that use one of these versions. Events are found by the index
 * `subscriptions_terms`, actions by `subscription_actions`. A subscription appears once per version that it
 * uses, with the version id as text (event) or as bytes (action). The cross joins make SQLite join in this
 * order.
 */
const runningOneOf = (connectorId: Id, versionIds: Id[]): SQL => sql`
  select s.id, s.flow, s.status, s.terms ->> '$.versionId' as of_event, null as of_action
    from subscriptions s
    where s.wanted = 1 and s.terms ->> '$.connectorId' = ${connectorId}
      and s.terms ->> '$.versionId' in ${versionIds}
  union all
  select s.id, s.flow, s.status, null, v.uid
    from versions v cross join subscription_actions a cross join subscriptions s
    where v.uid in ${versionIds.map(blobOfId)} and a.version = v.id
      and s.id = a.subscription and s.wanted = 1`

/**
 * Returns the SQL condition of an owner's flows. It uses the index `flows_listed`, since rows of flows are
 * large.
 */
const isOwned = (ownerId: string | null): SQL =>
  ownerId === null
    ? sql`true`
    : sql`flow in (select id from flows where connector is null and deleted_at is null and owner_id = ${ownerId})`

/**
 * Returns the connections that running flows use for events and actions, possibly with duplicates.
 */
function* connectionsUsed(
  reading: Tables,
  condition: SQL | undefined
): Steps<{ flowId: Id; connectionId: Id }[]> {
  const select = (connectionId: SQL<Id | null> | typeof subscriptionActions.connection) =>
    reading
      .select({ flowId: flows.uid, connectionId })
      .from(flows)
      .innerJoin(subscriptions, and(eq(subscriptions.flow, flows.id), isWanted))
  const ofEvents = yield* all(
    select(sql<Id | null>`${subscriptions.terms} ->> '$.connectionId'`).where(condition)
  )
  const ofActions = yield* all(
    select(subscriptionActions.connection)
      .innerJoin(subscriptionActions, eq(subscriptionActions.subscription, subscriptions.id))
      .where(condition)
  )
  return [...ofEvents, ...ofActions].flatMap(({ flowId, connectionId }) =>
    connectionId === null ? [] : [{ flowId, connectionId }]
  )
}

/** Groups versions by connector. */
const byConnector = (run: RunVersion[]): Map<Id, Id[]> => {
  const found = new Map<Id, Id[]>()
  for (const { connectorId, versionId } of run)
    found.set(connectorId, [...(found.get(connectorId) ?? []), versionId])
  return found
}

/**
 * Creates the queries of flows that use a version or a connection. None of them reads a document.
 */
export const versionUsers = ({ list, read, tables }: Database): VersionReads => ({
  countWanted: connectorId =>
    list(function* (reading) {
      const [counted] = yield* rawRows<{ wanted: number }>(
        reading,
        sql`
          select count(*) as wanted from (
            select id from subscriptions where wanted = 1 and terms ->> '$.connectorId' = ${connectorId}
            union
            select s.id from connectors c
              cross join versions v cross join subscription_actions a cross join subscriptions s
              where c.uid = ${blobOfId(connectorId)} and v.connector = c.id and a.version = v.id
                and s.id = a.subscription and s.wanted = 1) t`
      )
      return counted?.wanted ?? 0
    }),
  versionsWanted: flowId =>
    list(function* (reading) {
      const [row] =
        flowId === undefined
          ? []
          : yield* all(reading.select({ id: flows.id }).from(flows).where(eq(flows.uid, flowId)))
      if (flowId !== undefined && row === undefined) return []
      const flow = row?.id
      const isOfFlow = flow === undefined ? undefined : eq(subscriptions.flow, flow)
      const ofEvents = yield* all(
        reading
          .selectDistinct({
            connectorId: sql<Id>`${subscriptions.terms} ->> '$.connectorId'`,
            versionId: sql<Id>`${subscriptions.terms} ->> '$.versionId'`
          })
          .from(subscriptions)
          .where(and(isWanted, isOfFlow))
      )
      const named =
        flow === undefined
          ? sql`select version from (select distinct version from subscription_actions) t where exists (
              select 1 from subscription_actions a cross join subscriptions s
              where a.version = t.version and s.id = a.subscription and s.wanted = 1)`
          : sql`select a.version from subscriptions s
              cross join subscription_actions a
              where s.flow = ${flow} and s.wanted = 1 and a.subscription = s.id`
      const ofActions = yield* all(
        reading
          .select({ connectorId: connectors.uid, versionId: versions.uid })
          .from(versions)
          .innerJoin(connectors, eq(versions.connector, connectors.id))
          .where(inArray(versions.id, sql`(${named})`))
      )
      const known = new Set(ofEvents.map(({ versionId }) => versionId))
      return [...ofEvents, ...ofActions.filter(({ versionId }) => !known.has(versionId))]
    }),
  countOnVersions: (run, ownerId) =>
    list(function* (reading) {
      const counts: { connectorId: Id; versionIds: Id[]; flows: number }[] = []
      for (const [connectorId, versionIds] of byConnector(run)) {
        const rows = yield* rawRows<{ of_event: Id | null; of_action: Buffer | null; flows: number }>(
          reading,
          sql`
            with found as materialized (
              select flow, of_event, of_action from (${runningOneOf(connectorId, versionIds)}) t
              where status in ('on', 'paused') and ${isOwned(ownerId)})
            select distinct of_event, of_action, (select count(distinct flow) from found) as flows
            from found`
        )
        const [first] = rows
        if (first === undefined) continue
        const used = new Set(
          rows.map(({ of_event, of_action }) => (of_action === null ? of_event : idOfBlob(of_action)))
        )
        const theirs = versionIds.filter(id => used.has(id))
        counts.push({ connectorId, versionIds: theirs, flows: first.flows })
      }
      return counts
    }),
  flowsOnVersions: (run, { ownerId, limit }) =>
    list(function* (reading) {
      const newest: { id: number; flow: number }[] = []
      for (const [connectorId, versionIds] of byConnector(run)) {
        const rows = yield* rawRows<{ id: number; flow: number }>(
          reading,
          sql`
            select distinct id, flow from (${runningOneOf(connectorId, versionIds)}) t
            where ${isOwned(ownerId)} order by id desc limit ${limit}`
        )
        newest.push(...rows)
      }
      const chosen = [...new Map(newest.map(row => [row.id, row.flow]))]
        .toSorted(([one], [other]) => other - one)
        .slice(0, limit)
        .map(([, flow]) => flow)
      const ids = new Map(
        (yield* all(
          reading.select({ id: flows.id, uid: flows.uid }).from(flows).where(inArray(flows.id, chosen))
        )).map(({ id, uid }) => [id, uid])
      )
      return chosen.flatMap(flow => ids.get(flow) ?? [])
    }),
  connectionsOn: ownerId =>
    list(reading =>
      connectionsUsed(
        reading,
        and(eq(flows.ownerId, ownerId), isNull(flows.connector), isNull(flows.deletedAt))
      )
    ),
  connectionsOf: flowId =>
    read(function* () {
      const used = yield* connectionsUsed(tables, eq(flows.uid, flowId))
      return [...new Set(used.map(({ connectionId }) => connectionId))]
    }),
  flowsWithShared: () =>
    read(function* () {
      const shared = (yield* all(
        tables
          .select({ id: connections.uid })
          .from(connections)
          .where(
            or(
              eq(connections.ownerRemoved, true),
              inArray(
                connections.id,
                tables.select({ of: connectionShares.connection }).from(connectionShares)
              )
            )
          )
      )).map(({ id }) => id)
      const uses =
        shared.length === 0
          ? sql`false`
          : sql`s.terms ->> '$.connectionId' in ${shared} or s.id in (
              select a.subscription from subscription_actions a
              where a.connection in ${shared.map(blobOfId)})`
      return (yield* all(
        tables
          .select({ id: flows.uid })
          .from(flows)
          .where(
            inArray(
              flows.id,
              sql`(select flow from subscriptions where hold is not null
              union select s.flow from subscriptions s where s.wanted = 1 and (${uses}))`
            )
          )
      )).map(({ id }) => id)
    }),
  flowsOn: connectionId =>
    read(function* () {
      return (yield* all(
        tables
          .select({ id: flows.uid })
          .from(flows)
          .where(
            inArray(
              flows.id,
              sql`(select flow from subscriptions where wanted = 1 and terms ->> '$.connectionId' = ${connectionId}
              union
              select s.flow from subscription_actions a
                join subscriptions s on s.id = a.subscription and s.wanted = 1
                where a.connection = ${blobOfId(connectionId)})`
            )
          )
      )).map(({ id }) => id)
    })
})
