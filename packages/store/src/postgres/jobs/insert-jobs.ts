import type { Id, Millis } from '@hookwright/model'
import type { ClientBase } from 'pg'
import type { JobInsert, PgBoss } from 'pg-boss'
import type { Steps } from '../../statements/steps.ts'
import type { WorkClaim, WorkKind } from '../../store.ts'
import { query } from '../connections.ts'
import type { PostgresTables } from '../tables.ts'
import { dbOf } from './open-boss.ts'
import { byQueue, isRouting, keyOf, QUEUES, queueNames, queueOf, SCHEMA } from './queues.ts'
import type { Route } from './routes.ts'

/** Highest distinct limit on concurrent runs; a higher one counts as this. */
const MOST_AT_ONCE = 100

/** Returns the tier of a flow's jobs; null without a limit. */
export const tierOf = (atOnce: number | null): string | null =>
  atOnce === null ? null : `${Math.min(atOnce, MOST_AT_ONCE)}`

/** Limits of concurrent runs by the tier of a job's group. Groups without a tier have none. */
export const groupConcurrency = {
  default: 1_000_000_000,
  tiers: Object.fromEntries(Array.from({ length: MOST_AT_ONCE }, (_, at) => [`${at + 1}`, at + 1]))
}

/**
 * Position in the work of a subscription that has begun to run its deliveries. First come jobs of its flow that its limit
 * wants to be otherwise, in both queues, then deliveries that wait, records and runs that do, and jobs that were put back
 * meanwhile, each by rising keys.
 */
export interface ResumePosition {
  part: 'tiers' | 'plain' | 'deliveries' | 'records' | 'waits' | 'parked'
  after: string | null
}

/** Job to insert. */
export interface NewJob extends Pick<Route, 'flowId' | 'atOnce'> {
  kind: WorkKind
  id: Id
  orderKey: string | null
  /** Time until it is due. */
  delay?: Millis
  /** Position of the resumption of a subscription. */
  at?: ResumePosition
  /** True when this process claims it at once. */
  isClaimed?: true
}

/** Data of a job. Its id is that of what it works on. */
export interface JobData {
  kind: WorkKind
  /** Number of processes in a row that were lost while they had it, without the last. */
  losses?: number
  /** Position up to which a subscription is resumed. */
  at?: ResumePosition
}

const secondsOf = (delay: Millis): number => Math.max(0, delay) / 1_000

const insertOf = (job: NewJob): JobInsert<JobData> => {
  const { id, kind, flowId, atOnce, delay = 0, at } = job
  const tier = tierOf(atOnce)
  return {
    id,
    data: { kind, ...(at !== undefined && { at }) },
    startAfter: secondsOf(delay),
    group: { id: flowId, ...(tier !== null && { tier }) },
    ...(queueOf(job) === QUEUES.ordered && { singletonKey: keyOf(job) })
  }
}

/**
 * Inserts jobs into the queue without an order as pg-boss does, but claimed, which saves a search and an update of each.
 * Those of a flow whose jobs are being rerouted are not claimed.
 */
const INSERT_CLAIMED = `
  insert into ${SCHEMA}.job (id, name, data, state, start_after, created_on, started_on, heartbeat_on, group_id,
    expire_seconds, deletion_seconds, keep_until, retry_limit, retry_delay, retry_backoff, retry_delay_max, policy,
    dead_letter, heartbeat_seconds)
  select new.id, q.name, jsonb_build_object('kind', new.kind),
    case when may_run then 'active' else 'created' end::${SCHEMA}.job_state, now + delay, now,
    case when may_run then now end, case when may_run then now end, new.flow, q.expire_seconds, q.deletion_seconds,
    now + delay + q.retention_seconds * interval '1s', q.retry_limit, q.retry_delay, q.retry_backoff,
    q.retry_delay_max, q.policy, q.dead_letter, q.heartbeat_seconds
  from unnest($3::uuid[], $4::text[], $5::text[], $6::float8[]) as new (id, kind, flow, delay_ms)
    join ${SCHEMA}.queue q on q.name = $1
    cross join lateral (
      select ${SCHEMA}.job_now() as now, new.delay_ms * interval '1 millisecond' as delay, not exists (
        select 1 from ${SCHEMA}.job r where r.name = $2 and r.group_id = new.flow and ${isRouting('r')}) as may_run) own
  on conflict do nothing returning id, state`

/** Inserts jobs into the queue without an order and claims them. Returns those that were claimed. */
const insertClaimed = async (client: ClientBase, jobs: readonly NewJob[]): Promise<WorkClaim[]> => {
  if (jobs.length === 0) return []
  const { rows } = await query(client, INSERT_CLAIMED, [
    ...[QUEUES.plain, QUEUES.resumed],
    jobs.map(({ id }) => id),
    jobs.map(({ kind }) => kind),
    jobs.map(({ flowId }) => flowId),
    jobs.map(({ delay = 0 }) => Math.max(0, delay))
  ])
  const claimed = new Set(rows.filter(({ state }) => state === 'active').map(({ id }) => id))
  return jobs.flatMap(({ kind, id, flowId }) =>
    claimed.has(id)
      ? [{ kind, id, flowId, queue: QUEUES.plain, attempt: 0, losses: 0, holdsOthers: false }]
      : []
  )
}

const isToClaim = (job: NewJob): boolean => job.isClaimed === true && queueOf(job) === QUEUES.plain

/**
 * Creates the insertion of jobs that do not exist yet. After the commit, `added` is called when any of them are due, and
 * `claimed` with the claims of those that this process runs at once.
 */
export const createInsertJobs = (
  boss: Pick<PgBoss, 'insert'>,
  { withConnection, afterCommit }: Pick<PostgresTables, 'withConnection' | 'afterCommit'>,
  { added, claimed }: { added: () => void; claimed: (claims: readonly WorkClaim[]) => void }
) =>
  function* (jobs: readonly NewJob[]): Steps<void> {
    if (jobs.length === 0) return
    const claims = yield* withConnection(async client => {
      const others = jobs.filter(job => !isToClaim(job))
      for (const [queue, own] of byQueue(others, queueOf)) {
        await boss.insert(queue, own.map(insertOf), { db: dbOf(client) })
      }
      return insertClaimed(client, jobs.filter(isToClaim))
    })
    if (claims.length > 0) yield* afterCommit(() => claimed(claims))
    const own = new Set(claims.map(({ id }) => id))
    const others = jobs.filter(({ id }) => !own.has(id))
    if (others.some(({ delay = 0 }) => delay <= 0)) yield* afterCommit(added)
  }

/** Reschedules jobs to start after their delay, unless they are claimed. */
export const moveJobs = async (
  client: ClientBase,
  jobs: readonly Pick<NewJob, 'id' | 'delay'>[]
): Promise<void> => {
  await query(
    client,
    `update ${SCHEMA}.job set start_after = ${SCHEMA}.job_now() + moved.delay * interval '1 millisecond'
       from unnest($1::uuid[], $2::float8[]) as moved (id, delay)
       where job.id = moved.id and name = any($3::text[]) and state < 'active'`,
    [jobs.map(({ id }) => id), jobs.map(({ delay = 0 }) => Math.max(0, delay)), queueNames]
  )
}

/**
 * Gives the next jobs of a flow that are not claimed another tier, and returns their ids. Here and below, an array is read
 * once: a nested loop would evaluate `in` again for each row, and find the next page each time.
 */
export const setTier = async (
  client: ClientBase,
  { flowId, tier, after, most }: { flowId: Id; tier: string | null; after: Id | null; most: number }
): Promise<Id[]> => {
  const { rows } = await client.query<{ id: Id }>(
    `update ${SCHEMA}.job set group_tier = $3 where name = $1 and id = any(array(
       select id from ${SCHEMA}.job where name = $1 and group_id = $2 and state < 'active'
         and group_tier is distinct from $3 and ($4::uuid is null or id > $4::uuid) order by id limit $5 for update))
     returning id`,
    [QUEUES.ordered, flowId, tier, after, most]
  )
  return rows.map(({ id }) => id)
}

/** Removes the next jobs of a flow from the queue without an order that are not claimed, and returns them. */
export const takePlain = async (
  client: ClientBase,
  flowId: Id,
  most: number
): Promise<Pick<NewJob, 'kind' | 'id' | 'delay'>[]> => {
  const { rows } = await client.query<{ kind: WorkKind; id: Id; delay: number }>(
    `delete from ${SCHEMA}.job where name = $1 and id = any(array(
       select id from ${SCHEMA}.job where name = $1 and group_id = $2 and state < 'active' order by id limit $3 for update))
     returning id, data ->> 'kind' as kind,
       (extract(epoch from start_after - ${SCHEMA}.job_now()) * 1000)::float8 as delay`,
    [QUEUES.plain, flowId, most]
  )
  return rows
}

/** Returns the ids that have a job in any queue. */
export const idsWithJob = async (client: ClientBase, ids: readonly Id[]): Promise<Set<Id>> => {
  const { rows } = await client.query<{ id: Id }>(
    `select id from ${SCHEMA}.job where name = any($1::text[]) and id = any($2::uuid[])`,
    [queueNames, ids]
  )
  return new Set(rows.map(({ id }) => id))
}
