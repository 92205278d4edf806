import { shownFlowName } from '@hookwright/model'
import { eq, type SQL, sql } from 'drizzle-orm'
import { flows } from '../../schema/schema.ts'
import type { Tables } from '../../schema/tables.ts'
import { newestOfKey } from '../../statements/rows-of-key.ts'
import { rawValues, type Steps } from '../../statements/steps.ts'
import type { UserFlowFilter } from '../../store.ts'

/** Flow with the data needed to find and sort it. All of the data is read from the index `flows_listed`. */
export interface Candidate {
  id: number
  /** Name of the flow; null if neither order nor search need it. */
  name: string | null
  /** Time when the flow was created; 0 if not needed. */
  createdAt: number
  /** Version of the flow's event; null without a search. */
  eventVersion: string | null
  eventFlow: string | null
  /** Time when the flow's last run began; 0 if not needed. */
  ranAt: number
  isOnlyChanged: boolean
}

/** Columns of a candidate, in the order in which they are selected. */
type CandidateValues = [
  id: number,
  name: string | null,
  createdAt: number,
  eventVersion: string | null,
  eventFlow: string | null,
  ranAt: number,
  isOnlyChanged: number
]

/**
 * SQL condition of users' flows. It repeats the condition of the index `flows_listed`, so that the index is
 * used.
 */
export const isListed = sql`connector is null and deleted_at is null`

export const wanted = sql`exists (select 1 from subscriptions s where s.flow = flows.id and s.wanted = 1)`

const lastRunOf = (flow: SQL): SQL => newestOfKey({ table: 'runs', column: 'flow', key: flow })

/**
 * SQL condition of flows with a problem: the registration failed, the last run failed or is on hold, or an
 * entry of the cleanup list is open.
 */
const isTroubled = sql`(
  (select s.status = 'ended' and s.how not in ('turned-off', 'replaced') from subscriptions s where s.flow = flows.id
    order by s.wanted desc, s.since desc, s.id desc limit 1)
  or (select r.status in ('failed', 'on-hold') from runs r where r.id = ${lastRunOf(sql`flows.id`)})
  or exists (select 1 from cleanup_entries c join subscriptions s on s.id = c.subscription
    where s.flow = flows.id and c.status = 'open'))`

const isChanged = sql`(${wanted} and flows.updated_at >= (select v.created_at from revisions v
  where v.flow = flows.id and v.number > 0 order by v.number desc limit 1))`

/** Number of newest failed runs in which the search for failing flows looks. */
const MOST_FAILURES = 1_000

/** SQL for the list of users' flows that differs between the databases. */
export interface UserFlowSql {
  /** Table `runs` as `r`, with a hint to use the index of failures. */
  failures: SQL
  /** Returns these keys as rows with one column, `value`. */
  keys: (keys: number[]) => SQL
}

/**
 * Returns the SQL condition that a flow's last run failed or is on hold. The search starts from the failures,
 * so that successful flows cost nothing.
 */
export const isFailing = ({ failures }: UserFlowSql): SQL => sql`flows.id in (select r.flow from (
    select id from (select id from ${failures} where status in ('failed', 'on-hold')
      and delivery is not null order by delivery desc limit ${sql.raw(String(MOST_FAILURES))}) received
    union all select id from (select id from ${failures} where status in ('failed', 'on-hold')
      and delivery is null order by id desc limit ${sql.raw(String(MOST_FAILURES))}) begun) f
  cross join runs r where r.id = f.id and r.id = ${lastRunOf(sql`r.flow`)})`

const lastRan = sql<number>`coalesce((select r.started_at from runs r where r.id = ${lastRunOf(sql`flows.id`)}), 0)`

const isStanding = (status: NonNullable<UserFlowFilter['status']>, own: UserFlowSql): SQL => {
  switch (status) {
    case 'on':
      return wanted
    case 'off':
      return sql`not ${wanted}`
    case 'failing':
      return isFailing(own)
    case 'attention':
      return sql`(${isTroubled} or ${isChanged})`
  }
}

/**
 * Returns the candidates that match a filter. Rows are arrays, since there may be many. Columns that neither
 * order nor search need are not read.
 */
export function* candidatesOf(
  reading: Tables,
  { ownerId, flowId, status, by, words = [] }: UserFlowFilter,
  own: UserFlowSql
): Steps<Candidate[]> {
  const isSearched = words.length > 0
  const columns = [
    sql`flows.id`,
    by === 'name' || isSearched ? sql`name` : sql`null`,
    by === 'newest' ? sql`created_at` : sql`0`,
    isSearched ? sql`event_version` : sql`null`,
    isSearched ? sql`event_flow` : sql`null`,
    by === 'last-run' ? lastRan : sql`0`,
    status === 'attention' ? sql`case when ${isTroubled} then 0 else 1 end` : sql`0`
  ]
  const conditions = [
    isListed,
    ...(ownerId === null ? [] : [sql`owner_id = ${ownerId}`]),
    ...(flowId === undefined ? [] : [eq(flows.uid, flowId)]),
    ...(status === undefined ? [] : [isStanding(status, own)])
  ]
  const rows = yield* rawValues<CandidateValues>(
    reading,
    sql`select ${sql.join(columns, sql`, `)} from flows where ${sql.join(conditions, sql` and `)}`
  )
  return rows.map(([id, name, createdAt, eventVersion, eventFlow, ranAt, isOnlyChanged]) => ({
    ...{ id, name, createdAt, eventVersion, eventFlow, ranAt },
    isOnlyChanged: isOnlyChanged === 1
  }))
}

/** Collator with default options, which compare plain letters quickly. */
const byName = new Intl.Collator('en')

/** Value by which a candidate is sorted, and its rowid to order equal values. */
type Place = [value: string | number, id: number]

export const placeOf = ({ id, name, createdAt, ranAt }: Candidate, by: UserFlowFilter['by']): Place => {
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

/** Returns the first candidates in order, up to a maximum number, without sorting all of them. */
export const firstOf = (
  candidates: Candidate[],
  { by, after }: UserFlowFilter,
  most: number
): Candidate[] => {
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
