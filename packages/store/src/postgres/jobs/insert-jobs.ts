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

/** Highest concurrency limit of a pg-boss tier. Higher limits are lowered to this one. */
const MOST_AT_ONCE = 100

/** Returns the pg-boss tier for a flow's concurrency limit, such as “5”; `null` without a limit. */
export const tierOf = (atOnce: number | null): string | null =>
  atOnce === null ? null : `${Math.min(atOnce, MOST_AT_ONCE)}`

/** Concurrency limits by tier, for the groups of pg-boss. Groups without a tier have no limit. */
export const groupConcurrency = {
  default: 1_000_000_000,
  tiers: Object.fromEntries(Array.from({ length: MOST_AT_ONCE }, (_, at) => [`${at + 1}`, at + 1]))
}

/**
 * Progress of resuming a subscription, which has these parts in order: jobs with an outdated limit in both
 * queues (`tiers`, `plain`), waiting deliveries, queued records, waiting runs, and jobs that were put back
 * (`parked`). `after` is the last processed item of the part; each part is processed in ascending order.
 */
export interface ResumePosition {
  part: 'tiers' | 'plain' | 'deliveries' | 'records' | 'waits' | 'parked'
  after: string | null
}

/** Job to be inserted. */
export interface NewJob extends Pick<Route, 'flowId' | 'atOnce'> {
  kind: WorkKind
  id: Id
  orderKey: string | null
  /** Delay until the job is due. Defaults to none. */
  delay?: Millis
  /** Point from which to start. Only for a job that resumes a subscription. */
  at?: ResumePosition
  /** True if this process claims the job as it is inserted. */
  isClaimed?: true
}

/** Data of a job. The job has the same id as the delivery, run or subscription that it processes. */
export interface JobData {
  kind: WorkKind
  /** Number of consecutive processes that died while they had the job, as of its last claim. */
  losses?: number
  /** Progress of the resumption. Only for a job that resumes a subscription. */
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
 * Statement that inserts jobs into the plain queue as already claimed. This avoids a search and an update per
 * job. Jobs of a flow that is being rerouted are inserted unclaimed.
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

/** Inserts jobs into the plain queue and claims them. Returns the claims. */
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
 * Creates the function that inserts missing jobs. After the commit, this function calls `added` if any of
 * them are due, and `claimed` with the claims of jobs that this process runs immediately.
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

/** Changes the delays of jobs that no process has claimed. */
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
 * Changes the tier of a flow's next unclaimed jobs, and returns their ids. The ids are passed as an array,
 * since PostgreSQL could evaluate a subquery in `in` again for each row and update the wrong page.
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

/** Removes the next unclaimed jobs of a flow from the plain queue, and returns them. */
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
