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
import { blobOfId } from '../../schema/uid.ts'
import type { RunVersion, SubscriptionStore } from '../../store.ts'
import type { SqliteFile } from '../database/sqlite-file.ts'

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

/** SQL condition: wanted. Worded as in the partial indexes, so that they are used. */
const isWanted = sql`${subscriptions.wanted} = 1`

/**
 * Returns wanted subscriptions that use one of these versions: for their event by the index
 * `subscriptions_terms`, for an action by `subscription_actions`. One that uses several appears for
 * each; `at` is the index of the version in the list.
 */
const runningOneOf = (connectorId: Id, versionIds: Id[]): SQL => {
  const wanted = sql`json_each(${JSON.stringify(versionIds)}) j`
  return sql`
    select s.id, s.flow, s.status, j.key as at from ${wanted} cross join subscriptions s
      where s.wanted = 1 and s.terms ->> '$.connectorId' = ${connectorId}
        and s.terms ->> '$.versionId' = j.value
    union all
    select s.id, s.flow, s.status, j.key as at from ${wanted}
      cross join versions v on v.uid = unhex(replace(j.value, '-', ''))
      cross join subscription_actions a on a.version = v.id
      cross join subscriptions s on s.id = a.subscription and s.wanted = 1`
}

/**
 * Returns the SQL condition of flows of an owner. It uses the index `flows_listed`, since rows of
 * flows are large.
 */
const isOwned = (ownerId: string | null): SQL =>
  ownerId === null
    ? sql`true`
    : sql`flow in (select id from flows where connector is null and deleted_at is null and owner_id = ${ownerId})`

/**
 * Returns the connections that running flows use for events and actions, possibly with duplicates.
 */
const connectionsUsed = (reading: Tables, condition: SQL | undefined): { flowId: Id; connectionId: Id }[] => {
  const select = (connectionId: SQL<Id | null> | typeof subscriptionActions.connection) =>
    reading
      .select({ flowId: flows.uid, connectionId })
      .from(flows)
      .innerJoin(subscriptions, and(eq(subscriptions.flow, flows.id), isWanted))
  const ofEvents = select(sql<Id | null>`${subscriptions.terms} ->> '$.connectionId'`).where(condition).all()
  const ofActions = select(subscriptionActions.connection)
    .innerJoin(subscriptionActions, eq(subscriptionActions.subscription, subscriptions.id))
    .where(condition)
    .all()
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
export const versionUsers = ({ list, read, tables }: SqliteFile): VersionReads => ({
  countWanted: connectorId =>
    list(
      reading =>
        reading.get<{ of: number }>(sql`
          select count(*) as "of" from (
            select id from subscriptions where wanted = 1 and terms ->> '$.connectorId' = ${connectorId}
            union
            select s.id from connectors c cross join versions v on v.connector = c.id
              cross join subscription_actions a on a.version = v.id
              cross join subscriptions s on s.id = a.subscription and s.wanted = 1
              where c.uid = ${blobOfId(connectorId)})`).of
    ),
  versionsWanted: flowId =>
    list(reading => {
      const [row] =
        flowId === undefined
          ? []
          : reading.select({ id: flows.id }).from(flows).where(eq(flows.uid, flowId)).all()
      if (flowId !== undefined && row === undefined) return []
      const flow = row?.id
      const isOfFlow = flow === undefined ? undefined : eq(subscriptions.flow, flow)
      const ofEvents = reading
        .selectDistinct({
          connectorId: sql<Id>`${subscriptions.terms} ->> '$.connectorId'`,
          versionId: sql<Id>`${subscriptions.terms} ->> '$.versionId'`
        })
        .from(subscriptions)
        .where(and(isWanted, isOfFlow))
        .all()
      const named =
        flow === undefined
          ? sql`select version from (select distinct version from subscription_actions) t where exists (
              select 1 from subscription_actions a cross join subscriptions s on s.id = a.subscription
              where a.version = t.version and s.wanted = 1)`
          : sql`select a.version from subscriptions s
              cross join subscription_actions a on a.subscription = s.id
              where s.flow = ${flow} and s.wanted = 1`
      const ofActions = reading
        .select({ connectorId: connectors.uid, versionId: versions.uid })
        .from(versions)
        .innerJoin(connectors, eq(versions.connector, connectors.id))
        .where(inArray(versions.id, sql`(${named})`))
        .all()
      const known = new Set(ofEvents.map(({ versionId }) => versionId))
      return [...ofEvents, ...ofActions.filter(({ versionId }) => !known.has(versionId))]
    }),
  countOnVersions: (run, ownerId) =>
    list(reading =>
      [...byConnector(run)].flatMap(([connectorId, versionIds]) => {
        const found = reading.get<{ flows: number; at: string | null }>(sql`
          select count(distinct flow) as flows, group_concat(distinct at) as at
          from (${runningOneOf(connectorId, versionIds)})
          where status in ('on', 'paused') and ${isOwned(ownerId)}`)
        if (found.flows === 0) return []
        const places = new Set(found.at?.split(','))
        const theirs = versionIds.filter((_, place) => places.has(String(place)))
        return [{ connectorId, versionIds: theirs, flows: found.flows }]
      })
    ),
  flowsOnVersions: (run, { ownerId, limit }) =>
    list(reading => {
      const newest = [...byConnector(run)].flatMap(([connectorId, versionIds]) =>
        reading.all<{ id: number; flow: number }>(sql`
          select distinct id, flow from (${runningOneOf(connectorId, versionIds)})
          where ${isOwned(ownerId)} order by id desc limit ${limit}`)
      )
      const chosen = [...new Map(newest.map(row => [row.id, row.flow]))]
        .toSorted(([one], [other]) => other - one)
        .slice(0, limit)
        .map(([, flow]) => flow)
      const ids = new Map(
        reading
          .select({ id: flows.id, uid: flows.uid })
          .from(flows)
          .where(inArray(flows.id, chosen))
          .all()
          .map(({ id, uid }) => [id, uid])
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
    read(() => [
      ...new Set(connectionsUsed(tables, eq(flows.uid, flowId)).map(({ connectionId }) => connectionId))
    ]),
  flowsWithShared: () =>
    read(() => {
      const shared = tables
        .select({ id: connections.uid })
        .from(connections)
        .where(
          or(
            eq(connections.ownerRemoved, true),
            inArray(connections.id, tables.select({ of: connectionShares.connection }).from(connectionShares))
          )
        )
        .all()
        .map(({ id }) => id)
      const uses =
        shared.length === 0
          ? sql`false`
          : sql`s.terms ->> '$.connectionId' in (select value from json_each(${JSON.stringify(shared)}))
              or s.id in (select a.subscription from subscription_actions a where a.connection in (
                select unhex(replace(value, '-', '')) from json_each(${JSON.stringify(shared)})))`
      return tables
        .select({ id: flows.uid })
        .from(flows)
        .where(
          inArray(
            flows.id,
            sql`(select flow from subscriptions where hold is not null
              union select s.flow from subscriptions s where s.wanted = 1 and (${uses}))`
          )
        )
        .all()
        .map(({ id }) => id)
    }),
  flowsOn: connectionId =>
    read(() =>
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
        .all()
        .map(({ id }) => id)
    )
})
