import type { AttemptKind, Millis } from '@hookwright/model'
import {
  and,
  asc,
  count,
  desc,
  eq,
  exists,
  inArray,
  lt,
  ne,
  not,
  notExists,
  or,
  type SQL,
  sql
} from 'drizzle-orm'
import { attempts, cleanupEntries, flows, subscriptions } from '../../schema/schema.ts'
import type { Tables } from '../../schema/tables.ts'
import { blobOfId, idOfBlob } from '../../schema/uid.ts'
import type { Database } from '../../statements/database.ts'
import { newestOfKey } from '../../statements/rows-of-key.ts'
import { all, get, rawRows, type Steps } from '../../statements/steps.ts'
import {
  attemptOf,
  isRenewed,
  isRunning,
  isTrueTerm,
  selectAttempts,
  selectSubscriptions,
  subscriptionOf,
  subscriptionRowOf
} from '../../statements/subscription-row.ts'
import type { SubscriptionRow, SubscriptionStore } from '../../store.ts'

/** Read-only part of the subscription store. */
type Finding = Pick<
  SubscriptionStore,
  | 'find'
  | 'findByTokenHash'
  | 'known'
  | 'knownOf'
  | 'uncertain'
  | 'list'
  | 'currentOf'
  | 'otherActiveOf'
  | 'wasOn'
  | 'countByStatus'
  | 'countInDoubt'
  | 'runningOf'
  | 'sharersOf'
  | 'wantedOf'
  | 'attemptsOf'
  | 'newestAttempts'
  | 'timesOf'
  | 'interrupted'
  | 'forsaken'
>

/**
 * SQL condition of subscriptions that have not ended although their flow no longer wants them. The values are
 * literals, so that the partial index is used.
 */
const isBeside = sql`(${subscriptions.wanted} = 0 and ${subscriptions.status} <> 'ended')`

const deliveriesOf = { table: 'deliveries', column: 'subscription', key: sql`s.id` } as const

/** Kinds of attempts that count as the service's confirmation of a subscription. */
const CONFIRMING: AttemptKind[] = ['registration', 'renewal', 'reconciliation', 'probe', 'adoption']

const isOpen = inArray(subscriptions.status, ['registering', 'on', 'paused'])

/**
 * SQL condition of subscriptions with an open gap, which may be missing events now. Matches only a member of
 * the JSON, since quotes inside a text are escaped.
 */
const hasOpenGap = sql`(${subscriptions.status} in ('on', 'paused')
  and ${subscriptions.gaps} like '%"to":null%')`

const isOpenEntry = eq(cleanupEntries.status, 'open')

/** Creates the subquery of a subscription's cleanup entries, for use in a condition. */
const entriesIn = (tables: Tables, ...narrowed: SQL[]) =>
  tables
    .select({ id: cleanupEntries.id })
    .from(cleanupEntries)
    .where(and(eq(cleanupEntries.subscription, subscriptions.id), ...narrowed))

export const findSubscriptions = ({
  tables,
  read,
  list,
  isGone
}: Pick<Database, 'tables' | 'read' | 'list' | 'isGone'>): Finding => {
  /**
   * Creates a query that finds one subscription by the condition `where`. The statement is prepared once,
   * since building it takes longer than running it.
   */
  const finder = (where: SQL | undefined) => {
    const select = selectSubscriptions(tables).where(where).prepare()
    return (bytes: Uint8Array) =>
      read(function* () {
        const row = yield* get(select, { bytes })
        return row === undefined ? null : subscriptionRowOf(row)
      })
  }
  const bytes = sql.placeholder('bytes')
  const findById = finder(eq(subscriptions.uid, bytes))
  const findByTokenHash = finder(eq(subscriptions.tokenHash, bytes))
  const findWanted = finder(and(eq(flows.uid, bytes), eq(subscriptions.wanted, true)))
  function* rowsOf(where: ReturnType<typeof and>): Steps<SubscriptionRow[]> {
    return (yield* all(selectSubscriptions(tables).where(where).orderBy(asc(subscriptions.id)))).map(
      subscriptionRowOf
    )
  }
  return {
    find: id => findById(blobOfId(id)),
    findByTokenHash: hash => findByTokenHash(Buffer.from(hash)),
    known: ({ ownerId = null, eventFlowId, part, before, limit } = {}) =>
      list(function* (reading) {
        const isLeftover = or(
          and(eq(subscriptions.how, 'uncertain'), notExists(entriesIn(reading))),
          exists(entriesIn(reading, isOpenEntry))
        )
        const isNeedy = sql`case when ${or(isLeftover, hasOpenGap)} then 1 else 0 end`
        const wantedRowid =
          before === undefined
            ? undefined
            : (yield* get(
                reading
                  .select({ id: subscriptions.id })
                  .from(subscriptions)
                  .where(eq(subscriptions.uid, before))
              ))?.id
        const found = selectSubscriptions(reading)
          .where(
            and(
              or(ne(subscriptions.status, 'ended'), isLeftover),
              ownerId === null ? undefined : eq(flows.ownerId, ownerId),
              eventFlowId === undefined ? undefined : sql`terms ->> '$.eventFlowId' = ${eventFlowId}`,
              part === undefined ? undefined : sql`${isNeedy} = ${part === 'needy' ? 1 : 0}`,
              wantedRowid === undefined ? undefined : lt(subscriptions.id, wantedRowid)
            )
          )
          .orderBy(desc(subscriptions.id))
        return (yield* all(limit === undefined ? found : found.limit(limit))).map(subscriptionRowOf)
      }),
    knownOf: flowId =>
      read(function* () {
        return yield* all(
          tables
            .select({ id: subscriptions.uid })
            .from(subscriptions)
            .innerJoin(flows, eq(subscriptions.flow, flows.id))
            .where(
              and(
                eq(flows.uid, flowId),
                or(
                  ne(subscriptions.status, 'ended'),
                  eq(subscriptions.how, 'uncertain'),
                  exists(entriesIn(tables, isOpenEntry))
                )
              )
            )
            .orderBy(desc(subscriptions.id))
        )
      }),
    uncertain: () =>
      list(function* (reading) {
        return yield* all(
          reading
            .select({ id: subscriptions.uid, flowId: flows.uid })
            .from(subscriptions)
            .innerJoin(flows, eq(subscriptions.flow, flows.id))
            .where(
              and(
                eq(subscriptions.status, 'ended'),
                eq(subscriptions.how, 'uncertain'),
                notExists(entriesIn(reading))
              )
            )
            .orderBy(desc(subscriptions.id))
        )
      }),
    list: flowId =>
      list(function* (reading) {
        return (yield* all(
          selectSubscriptions(reading)
            .where(flowId === null ? undefined : eq(flows.uid, flowId))
            .orderBy(desc(subscriptions.id))
        )).map(subscriptionOf)
      }),
    currentOf: flowId =>
      list(function* (reading) {
        const row = yield* get(
          selectSubscriptions(reading)
            .where(eq(flows.uid, flowId))
            .orderBy(desc(subscriptions.wanted), desc(subscriptions.since), desc(subscriptions.id))
            .limit(1)
        )
        return row === undefined ? null : subscriptionOf(row)
      }),
    otherActiveOf: flowId => read(() => rowsOf(and(eq(flows.uid, flowId), isBeside, isOpen))),
    countByStatus: () =>
      list(function* (reading) {
        const counted = yield* all(
          reading
            .select({ is: subscriptions.status, subscriptions: count() })
            .from(subscriptions)
            .where(inArray(subscriptions.status, ['registering', 'on', 'paused', 'deregistering']))
            .groupBy(subscriptions.status)
        )
        return new Map(counted.map(each => [each.is, each.subscriptions]))
      }),
    wasOn: ownerId =>
      read(function* () {
        const found = yield* get(
          tables
            .select({ id: subscriptions.id })
            .from(subscriptions)
            .innerJoin(flows, eq(subscriptions.flow, flows.id))
            .where(
              and(
                ownerId === null ? undefined : eq(flows.ownerId, ownerId),
                or(
                  inArray(subscriptions.status, ['on', 'paused', 'deregistering']),
                  inArray(subscriptions.how, ['turned-off', 'replaced'])
                )
              )
            )
            .limit(1)
        )
        return found !== undefined
      }),
    countInDoubt: (flowId, but) =>
      read(function* () {
        const counted = yield* get(
          tables
            .select({ count: count() })
            .from(subscriptions)
            .innerJoin(flows, eq(subscriptions.flow, flows.id))
            .where(
              and(
                eq(flows.uid, flowId),
                ne(subscriptions.uid, but),
                // Literal, so that its partial index is used.
                sql`${subscriptions.how} = 'uncertain'`,
                notExists(entriesIn(tables))
              )
            )
        )
        return counted?.count ?? 0
      }),
    runningOf: flowId =>
      read(function* () {
        return (yield* all(
          tables
            .select({ id: subscriptions.uid })
            .from(subscriptions)
            .innerJoin(flows, eq(subscriptions.flow, flows.id))
            .where(
              and(
                eq(flows.uid, flowId),
                or(
                  ne(subscriptions.status, 'ended'),
                  sql`${subscriptions.id} in (select subscription from deliveries where status = 'accepted')`
                )
              )
            )
        )).map(({ id }) => id)
      }),
    sharersOf: ({ connectorId, connectionId }) =>
      read(function* () {
        return yield* all(
          tables
            .select({ id: subscriptions.uid, flowId: flows.uid })
            .from(subscriptions)
            .innerJoin(flows, eq(subscriptions.flow, flows.id))
            .where(
              sql`wanted = 1 and terms ->> '$.connectorId' = ${connectorId}
              and terms ->> '$.connectionId' is not distinct from ${connectionId} and ${isTrueTerm('sharesAddress')}`
            )
        )
      }),
    wantedOf: flowId => findWanted(blobOfId(flowId)),
    attemptsOf: id =>
      read(function* () {
        return (yield* all(
          selectAttempts(tables).where(eq(subscriptions.uid, id)).orderBy(asc(attempts.id))
        )).map(attemptOf)
      }),
    newestAttempts: (id, most) =>
      list(function* (reading) {
        const newest = yield* all(
          selectAttempts(reading).where(eq(subscriptions.uid, id)).orderBy(desc(attempts.id)).limit(most)
        )
        const counted = yield* get(
          reading
            .select({ total: count() })
            .from(attempts)
            .innerJoin(subscriptions, eq(attempts.subscription, subscriptions.id))
            .where(eq(subscriptions.uid, id))
        )
        return { attempts: newest.map(attemptOf).toReversed(), total: counted?.total ?? 0 }
      }),
    timesOf: ids =>
      list(function* (reading) {
        if (ids.length === 0) return new Map()
        const rows = yield* rawRows<{ uid: Buffer; received: Millis | null; confirmed: Millis | null }>(
          reading,
          sql`
          select s.uid,
            (select d.received_at from deliveries d where d.id = ${newestOfKey(deliveriesOf)}) as received,
            (select a.ended_at from attempts a where a.subscription >= s.id and a.subscription <= s.id
              and a.outcome = 'succeeded' and a.kind in ${CONFIRMING}
              order by a.subscription desc, a.id desc limit 1) as confirmed
          from subscriptions s where s.uid in ${ids.map(blobOfId)}`
        )
        return new Map(
          rows.map(({ uid, received, confirmed }) => [
            idOfBlob(uid),
            { receivedAt: received, confirmedAt: confirmed }
          ])
        )
      }),
    interrupted: () =>
      read(() =>
        rowsOf(
          or(
            inArray(subscriptions.status, ['registering', 'deregistering']),
            isBeside,
            inArray(
              subscriptions.id,
              tables
                .select({ of: attempts.subscription })
                .from(attempts)
                .where(and(isRunning, eq(attempts.kind, 'compensation')))
            )
          )
        )
      ),
    forsaken: () =>
      read(function* () {
        return (yield* all(
          selectAttempts(tables)
            .where(
              and(
                isRunning,
                isGone(attempts.process),
                or(
                  inArray(attempts.kind, ['reconciliation', 'probe']),
                  and(eq(attempts.kind, 'renewal'), not(isRenewed))
                )
              )
            )
            .orderBy(asc(attempts.id))
        )).map(attemptOf)
      })
  }
}
