import { createRecent, shownFlowName } from '@hookwright/model'
import { and, eq, inArray, type SQL, sql } from 'drizzle-orm'
import { deliveries, flows, runs, subscriptions, versions } from '../../schema/schema.ts'
import type { Tables } from '../../schema/tables.ts'
import { flowOf, selectFlows } from '../../statements/flow-row.ts'
import { runOf, selectRuns } from '../../statements/run-row.ts'
import { selectSubscriptions, subscriptionOf } from '../../statements/subscription-row.ts'
import type { FlowStore, ListedUserFlow, UserFlowFilter } from '../../store.ts'
import type { Reading } from './reader.ts'
import { folded } from './texts.ts'

/** Flow with the data needed to find and sort it, read from the index `flows_listed` alone. */
interface Candidate {
  id: number
  /** Name; null where neither order nor search need it. */
  name: string | null
  /** Time of its creation; 0 where not needed. */
  createdAt: number
  /** Version of its event; null without a search. */
  eventVersion: string | null
  eventFlow: string | null
  /** Time when its last run began; 0 where not needed. */
  ranAt: number
  isOnlyChanged: boolean
}

/** The columns of a candidate in the order in which they are selected. */
type CandidateValues = [
  id: number,
  name: string | null,
  createdAt: number,
  eventVersion: string | null,
  eventFlow: string | null,
  ranAt: number,
  isOnlyChanged: number
]

/** Counts of one flow, with rows. */
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

/** Names of a version and its events. */
interface VersionNames {
  connector: string
  events: Map<string, string>
}

const isListed = sql`connector is null and deleted_at is null`

const wanted = sql`exists (select 1 from subscriptions s where s.flow = flows.id and s.wanted = 1)`

/**
 * SQL condition: the registration failed, the last run failed or is on hold, or something may be
 * left at the service.
 */
const isTroubled = sql`(
  (select s.status = 'ended' and s.how not in ('turned-off', 'replaced') from subscriptions s where s.flow = flows.id
    order by s.wanted desc, s.since desc, s.id desc limit 1)
  or (select r.status in ('failed', 'on-hold') from runs r where r.flow = flows.id order by r.id desc limit 1)
  or exists (select 1 from cleanup_entries c join subscriptions s on s.id = c.subscription
    where s.flow = flows.id and c.status = 'open'))`

const isChanged = sql`(${wanted} and flows.updated_at >= (select v.created_at from revisions v
  where v.flow = flows.id and v.number > 0 order by v.number desc limit 1))`

/** Number of newest failed runs among which failing flows are found. */
const MOST_FAILURES = 1_000

/**
 * SQL condition: its last run failed or is on hold. Found by the failures, so that successful flows
 * cost nothing.
 */
const isFailing = sql`flows.id in (select r.flow from (
    select * from (select id from runs indexed by runs_failed where status in ('failed', 'on-hold')
      and delivery is not null order by delivery desc limit ${sql.raw(String(MOST_FAILURES))})
    union all select * from (select id from runs indexed by runs_failed where status in ('failed', 'on-hold')
      and delivery is null order by id desc limit ${sql.raw(String(MOST_FAILURES))})) f
  cross join runs r on r.id = f.id where r.id = (select max(l.id) from runs l where l.flow = r.flow))`

const lastRan = sql<number>`coalesce((select r.started_at from runs r where r.flow = flows.id
  order by r.id desc limit 1), 0)`

const standing: Record<NonNullable<UserFlowFilter['status']>, SQL> = {
  on: wanted,
  off: sql`not ${wanted}`,
  failing: isFailing,
  attention: sql`(${isTroubled} or ${isChanged})`
}

/**
 * Returns the candidates. Rows are arrays, since there may be many; columns that neither order nor
 * search need are not read.
 */
const candidatesOf = (
  reading: Tables,
  { ownerId, flowId, status, by, words = [] }: UserFlowFilter
): Candidate[] => {
  const isSearched = words.length > 0
  const columns = [
    sql`flows.id`,
    by === 'name' || isSearched ? sql`name` : sql`null`,
    by === 'newest' ? sql`created_at` : sql`0`,
    isSearched ? sql`event_version` : sql`null`,
    isSearched ? sql`event_flow` : sql`null`,
    by === 'last-run' ? lastRan : sql`0`,
    status === 'attention' ? sql`not coalesce(${isTroubled}, 0)` : sql`0`
  ]
  const conditions = [
    isListed,
    ...(ownerId === null ? [] : [sql`owner_id = ${ownerId}`]),
    ...(flowId === undefined ? [] : [eq(flows.uid, flowId)]),
    ...(status === undefined ? [] : [standing[status]])
  ]
  return reading
    .values<CandidateValues>(
      sql`select ${sql.join(columns, sql`, `)} from flows where ${sql.join(conditions, sql` and `)}`
    )
    .map(([id, name, createdAt, eventVersion, eventFlow, ranAt, isOnlyChanged]) => ({
      ...{ id, name, createdAt, eventVersion, eventFlow, ranAt },
      isOnlyChanged: isOnlyChanged === 1
    }))
}

/** Collator with default options, which compare plain letters quickly. */
const byName = new Intl.Collator('en')

/** Sort key of a candidate. Ties are ordered by row. */
type Place = [value: string | number, id: number]

const placeOf = ({ id, name, createdAt, ranAt }: Candidate, by: UserFlowFilter['by']): Place => {
  switch (by) {
    case 'name':
      return [shownFlowName(name), id]
    case 'newest':
      return [-createdAt, id]
    case 'last-run':
      return [-ranAt, id]
  }
}

const comparePlaces = ([one, oneId]: Place, [other, otherId]: Place): number => {
  const order =
    typeof one === 'string' || typeof other === 'string'
      ? byName.compare(String(one), String(other))
      : one - other
  return order || oneId - otherId
}

const readCursor = (text: string | undefined): Place | null => {
  if (text === undefined) return null
  try {
    const [value, id]: unknown[] = JSON.parse(Buffer.from(text, 'base64url').toString())
    const isPlace = (typeof value === 'string' || typeof value === 'number') && typeof id === 'number'
    return isPlace ? [value, id] : null
  } catch {
    return null
  }
}

/** Returns the first of these in order, up to a maximum number, without sorting the rest. */
const firstOf = (candidates: Candidate[], { by, after }: UserFlowFilter, most: number): Candidate[] => {
  const start = readCursor(after)
  const first: { candidate: Candidate; place: Place }[] = []
  for (const candidate of candidates) {
    const place = placeOf(candidate, by)
    const last = first.length < most ? undefined : first.at(-1)
    if (last !== undefined && comparePlaces(place, last.place) > 0) continue
    if (start !== null && comparePlaces(place, start) <= 0) continue
    let [low, high] = [0, first.length]
    while (low < high) {
      const middle = (low + high) >> 1
      const there = first[middle]
      if (there !== undefined && comparePlaces(there.place, place) < 0) low = middle + 1
      else high = middle
    }
    first.splice(low, 0, { candidate, place })
    if (first.length > most) first.pop()
  }
  return first.map(({ candidate }) => candidate)
}

/**
 * Creates the list of users' flows. Finding and sorting read no documents; details are read for one
 * page only.
 */
export const createUserFlowList = ({ list }: Reading): FlowStore['listUsers'] => {
  const known = createRecent<string, VersionNames | null>(500)

  /** Returns the names in a version, cached because a version never changes. */
  const namesOf = (reading: Tables, versionId: string): VersionNames | null => {
    const found = known.get(versionId)
    if (found !== undefined) return found
    const snapshot = /^[0-9a-f-]{36}$/.test(versionId)
      ? reading
          .select({ snapshot: versions.snapshot })
          .from(versions)
          .where(eq(versions.uid, versionId))
          .get()?.snapshot
      : undefined
    const names = snapshot
      ? { connector: snapshot.name, events: new Map(snapshot.flows.map(({ id, name }) => [id, name])) }
      : null
    known.set(versionId, names)
    return names
  }

  /**
   * Filters candidates by words. Descriptions are read only for flows whose names do not match, in
   * one query.
   */
  const withWords = (reading: Tables, candidates: Candidate[], words: string[]): Candidate[] => {
    const sought = words.map(folded)
    const missing = new Map<number, string[]>()
    for (const { id, name, eventVersion, eventFlow } of candidates) {
      const names = eventVersion === null ? null : namesOf(reading, eventVersion)
      const event = eventFlow === null ? undefined : names?.events.get(eventFlow)
      const text = folded([shownFlowName(name), names?.connector ?? '', event ?? ''].join('\n'))
      const left = sought.filter(word => !text.includes(word))
      if (left.length > 0) missing.set(id, left)
    }
    if (missing.size > 0) {
      const ids = JSON.stringify([...missing.keys()])
      const described = reading.values<[id: number, description: string]>(
        sql`select id, description from flows where id in (select value from json_each(${ids})) and description <> ''`
      )
      for (const [id, description] of described) {
        const text = folded(description)
        if (missing.get(id)?.every(word => text.includes(word))) missing.delete(id)
      }
    }
    return candidates.filter(({ id }) => !missing.has(id))
  }

  /**
   * Returns the details of candidates in a few queries for all, since a query for each would take
   * most of the time.
   */
  const told = (reading: Tables, candidates: Candidate[], filter: UserFlowFilter): ListedUserFlow[] => {
    const ids = candidates.map(({ id }) => id)
    const among = sql`(select value from json_each(${JSON.stringify(ids)}))`
    const rows = new Map(
      selectFlows(reading)
        .where(inArray(flows.id, ids))
        .all()
        .map(row => [row.id, flowOf(row)])
    )
    const counted = new Map(
      reading
        .all<Counted>(sql`
          select f.value as flow,
            (select s.id from subscriptions s where s.flow = f.value
              order by s.wanted desc, s.since desc, s.id desc limit 1) as current,
            (select max(s.id) from subscriptions s where s.flow = f.value) as newest,
            (select max(r.id) from runs r where r.flow = f.value) as lastRun,
            (select max((select max(d.id) from deliveries d where d.subscription = s.id))
              from subscriptions s where s.flow = f.value) as lastDelivery,
            (select count(*) from cleanup_entries c join subscriptions s on s.id = c.subscription
              where s.flow = f.value and c.status = 'open') as openCleanup,
            (select count(*) from (select 1 from deliveries d
              where d.subscription in (select s.id from subscriptions s where s.flow = f.value)
              limit ${filter.most})) as deliveries,
            (select count(*) from (select 1 from runs r where r.flow = f.value limit ${filter.most})) as runs
          from ${among} f`)
        .map(row => [row.flow, row])
    )
    const keysOf = (pick: (row: Counted) => number | null): number[] =>
      [...counted.values()].flatMap(row => pick(row) ?? [])
    const known = new Map(
      selectSubscriptions(reading)
        .where(
          inArray(subscriptions.id, [...keysOf(({ current }) => current), ...keysOf(({ newest }) => newest)])
        )
        .all()
        .map(row => [row.id, subscriptionOf(row)])
    )
    const lastRuns = new Map(
      selectRuns(reading)
        .where(
          inArray(
            runs.id,
            keysOf(({ lastRun }) => lastRun)
          )
        )
        .all()
        .map(row => [row.id, runOf(row)])
    )
    const refused = new Map(
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
        .all()
        .map(({ id, at }) => [id, at])
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
            deliveries: of.deliveries,
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
    list(reading => {
      const { words = [], limit } = filter
      const all = candidatesOf(reading, filter)
      const fitting = words.length === 0 ? all : withWords(reading, all, words)
      const first = firstOf(fitting, filter, limit + 1)
      const rows = told(reading, first.slice(0, limit), filter)
      return { rows, next: first.length > limit ? (rows.at(-1)?.cursor ?? null) : null }
    })
}

/**
 * Creates the counts of users' flows. They use only indexes, and count deliveries only up to the
 * requested number.
 */
export const createUserFlowCounts =
  ({ list }: Reading): FlowStore['countUsers'] =>
  ({ ownerId, most }) =>
    list(reading => {
      const isOf = ownerId === null ? isListed : sql`${isListed} and owner_id = ${ownerId}`
      const counted = reading.get<{
        flows: number
        on: number
        failing: number
        openCleanup: number
        deliveries: number
      }>(sql`
        select
          (select count(*) from flows where ${isOf}) - (select count(*) from flows
            where id in (select id from flows where ${isOf} and name is null)
              and json_array_length(doc, '$.strip') = 0) as flows,
          (select count(*) from flows where ${isOf} and ${wanted}) as "on",
          (select count(*) from flows where ${isOf} and ${isFailing}) as failing,
          (select count(*) from cleanup_entries c
            cross join subscriptions s on s.id = c.subscription
            cross join flows on flows.id = s.flow
            where c.status = 'open' and ${isOf}) as openCleanup,
          (select count(*) from (select 1 from deliveries d where d.subscription in
            (select s.id from flows cross join subscriptions s on s.flow = flows.id where ${isOf})
            limit ${most})) as deliveries`)
      return counted ?? { flows: 0, on: 0, failing: 0, openCleanup: 0, deliveries: 0 }
    })
