import { createRecent, shownFlowName } from '@hookwright/model'
import { and, eq, inArray, sql } from 'drizzle-orm'
import { deliveries, flows, runs, subscriptions, versions } from '../../schema/schema.ts'
import type { Tables } from '../../schema/tables.ts'
import type { Database } from '../../statements/database.ts'
import { flowOf, selectFlows } from '../../statements/flow-row.ts'
import { countOfKey, newestOfKey } from '../../statements/rows-of-key.ts'
import { runOf, selectRuns } from '../../statements/run-row.ts'
import { all, get, rawRows, rawValues, type Steps } from '../../statements/steps.ts'
import { selectSubscriptions, subscriptionOf } from '../../statements/subscription-row.ts'
import type { FlowStore, ListedUserFlow, UserFlowCounts, UserFlowFilter } from '../../store.ts'
import {
  type Candidate,
  candidatesOf,
  firstOf,
  isFailing,
  isListed,
  placeOf,
  type UserFlowSql,
  wanted
} from './user-flow-candidates.ts'

const folded = (text: string): string => text.toLowerCase()

/**
 * Counts of one flow. `current` and `newest` are rowids of subscriptions; `lastRun` and `lastDelivery` are
 * rowids, too.
 */
interface Counted {
  flow: number
  current: number | null
  newest: number | null
  lastRun: number | null
  lastDelivery: number | null
  openCleanup: number
  deliveries: number
  runs: number
}

/** Name of a version's connector, and the names of its events by id. */
interface VersionNames {
  connector: string
  events: Map<string, string>
}

/**
 * Creates the list of users' flows. Finding and sorting read no documents. Details are read for one page
 * only.
 */
export const createUserFlowList = (
  { list }: Pick<Database, 'list'>,
  own: UserFlowSql
): FlowStore['listUsers'] => {
  const known = createRecent<string, VersionNames | null>(500)

  /** Returns the names of a version's connector and events. Cached, because a version never changes. */
  function* namesOf(reading: Tables, versionId: string): Steps<VersionNames | null> {
    const found = known.get(versionId)
    if (found !== undefined) return found
    const version = /^[0-9a-f-]{36}$/.test(versionId)
      ? yield* get(
          reading.select({ snapshot: versions.snapshot }).from(versions).where(eq(versions.uid, versionId))
        )
      : undefined
    const snapshot = version?.snapshot
    const names = snapshot
      ? { connector: snapshot.name, events: new Map(snapshot.flows.map(({ id, name }) => [id, name])) }
      : null
    known.set(versionId, names)
    return names
  }

  /**
   * Returns the candidates that match the words. Descriptions are read in one query, only for flows whose
   * names do not match.
   */
  function* withWords(reading: Tables, candidates: Candidate[], words: string[]): Steps<Candidate[]> {
    const sought = words.map(folded)
    const missing = new Map<number, string[]>()
    for (const { id, name, eventVersion, eventFlow } of candidates) {
      const names = eventVersion === null ? null : yield* namesOf(reading, eventVersion)
      const event = eventFlow === null ? undefined : names?.events.get(eventFlow)
      const text = folded([shownFlowName(name), names?.connector ?? '', event ?? ''].join('\n'))
      const left = sought.filter(word => !text.includes(word))
      if (left.length > 0) missing.set(id, left)
    }
    if (missing.size > 0) {
      const described = yield* rawValues<[id: number, description: string]>(
        reading,
        sql`select id, description from flows where id in ${own.keys([...missing.keys()])} and description <> ''`
      )
      for (const [id, description] of described) {
        const text = folded(description)
        if (missing.get(id)?.every(word => text.includes(word))) missing.delete(id)
      }
    }
    return candidates.filter(({ id }) => !missing.has(id))
  }

  /**
   * Returns the details of candidates. Uses a few queries for all, since one query per candidate would be
   * slow.
   */
  function* listed(
    reading: Tables,
    candidates: Candidate[],
    filter: UserFlowFilter
  ): Steps<ListedUserFlow[]> {
    const ids = candidates.map(({ id }) => id)
    const rows = new Map(
      (yield* all(selectFlows(reading).where(inArray(flows.id, ids)))).map(row => [row.id, flowOf(row)])
    )
    const runsOf = { table: 'runs', column: 'flow', key: sql`f.value` } as const
    const deliveriesOf = { table: 'deliveries', column: 'subscription', key: sql`s.id` } as const
    const counted = new Map(
      (yield* rawRows<Counted>(
        reading,
        sql`
          select f.value as flow,
            (select s.id from subscriptions s where s.flow = f.value
              order by s.wanted desc, s.since desc, s.id desc limit 1) as current,
            (select max(s.id) from subscriptions s where s.flow = f.value) as newest,
            ${newestOfKey(runsOf)} as "lastRun",
            (select max(${newestOfKey(deliveriesOf)}) from subscriptions s where s.flow = f.value) as "lastDelivery",
            (select count(*) from cleanup_entries c join subscriptions s on s.id = c.subscription
              where s.flow = f.value and c.status = 'open') as "openCleanup",
            (select coalesce(sum(${countOfKey(deliveriesOf, filter.most)}), 0)
              from subscriptions s where s.flow = f.value) as deliveries,
            ${countOfKey(runsOf, filter.most)} as runs
          from ${own.keys(ids)} f`
      )).map(row => [row.flow, row])
    )
    const keysOf = (pick: (row: Counted) => number | null): number[] =>
      [...counted.values()].flatMap(row => pick(row) ?? [])
    const known = new Map(
      (yield* all(
        selectSubscriptions(reading).where(
          inArray(subscriptions.id, [...keysOf(({ current }) => current), ...keysOf(({ newest }) => newest)])
        )
      )).map(row => [row.id, subscriptionOf(row)])
    )
    const lastRuns = new Map(
      (yield* all(
        selectRuns(reading).where(
          inArray(
            runs.id,
            keysOf(({ lastRun }) => lastRun)
          )
        )
      )).map(row => [row.id, runOf(row)])
    )
    const refused = new Map(
      (yield* all(
        reading
          .select({ id: deliveries.id, at: deliveries.receivedAt })
          .from(deliveries)
          .where(
            and(
              inArray(
                deliveries.id,
                keysOf(({ lastDelivery }) => lastDelivery)
              ),
              eq(deliveries.status, 'refused')
            )
          )
      )).map(({ id, at }) => [id, at])
    )
    return candidates.flatMap((candidate): ListedUserFlow[] => {
      const flow = rows.get(candidate.id)
      const of = counted.get(candidate.id)
      if (flow === undefined || of === undefined) return []
      return [
        {
          flow,
          subscription: (of.current === null ? null : known.get(of.current)) ?? null,
          newest: (of.newest === null ? null : known.get(of.newest)) ?? null,
          openCleanup: of.openCleanup,
          tally: {
            deliveries: Math.min(of.deliveries, filter.most),
            runs: of.runs,
            lastRun: (of.lastRun === null ? null : lastRuns.get(of.lastRun)) ?? null,
            refusedAt: (of.lastDelivery === null ? null : refused.get(of.lastDelivery)) ?? null
          },
          isOnlyChanged: candidate.isOnlyChanged,
          cursor: Buffer.from(JSON.stringify(placeOf(candidate, filter.by))).toString('base64url')
        }
      ]
    })
  }

  return filter =>
    list(function* (reading) {
      const { words = [], limit } = filter
      const candidates = yield* candidatesOf(reading, filter, own)
      const fitting = words.length === 0 ? candidates : yield* withWords(reading, candidates, words)
      const first = firstOf(fitting, filter, limit + 1)
      const rows = yield* listed(reading, first.slice(0, limit), filter)
      return { rows, next: first.length > limit ? (rows.at(-1)?.cursor ?? null) : null }
    })
}

/**
 * Creates the counts of users' flows. They use only indexes. Deliveries are counted only up to the requested
 * number.
 */
export const createUserFlowCounts =
  ({ list }: Pick<Database, 'list'>, own: UserFlowSql): FlowStore['countUsers'] =>
  ({ ownerId, most }) =>
    list(function* (reading) {
      const isOf = ownerId === null ? isListed : sql`${isListed} and owner_id = ${ownerId}`
      const [counted] = yield* rawRows<UserFlowCounts>(
        reading,
        sql`
        select
          (select count(*) from flows where ${isOf}) - (select count(*) from flows
            where id in (select id from flows where ${isOf} and name is null)
              and json_array_length(doc, '$.strip') = 0) as flows,
          (select count(*) from flows where ${isOf} and ${wanted}) as "on",
          (select count(*) from flows where ${isOf} and ${isFailing(own)}) as failing,
          (select count(*) from cleanup_entries c
            cross join subscriptions s cross join flows
            where s.id = c.subscription and flows.id = s.flow and c.status = 'open' and ${isOf}) as "openCleanup",
          (select count(*) from (select 1 from flows cross join subscriptions s cross join deliveries d
            where s.flow = flows.id and d.subscription >= s.id and d.subscription <= s.id and ${isOf}
            limit ${most}) counted) as deliveries`
      )
      return counted ?? { flows: 0, on: 0, failing: 0, openCleanup: 0, deliveries: 0 }
    })
