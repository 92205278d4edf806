import type { Id, Millis } from '@hookwright/model'
import { sql } from 'drizzle-orm'
import type { JobWithMetadata, PgBoss } from 'pg-boss'
import type { Tables } from '../../schema/tables.ts'
import { blobOfId } from '../../schema/uid.ts'
import { runsEventsOf } from '../../statements/conditions.ts'
import { rawRows, type Steps } from '../../statements/steps.ts'
import type { SharedWork, WorkClaim } from '../../store.ts'
import { type Connections, execute, query } from '../connections.ts'
import type { PostgresDatabase } from '../postgres-database.ts'
import { toStorageFault } from '../storage-fault.ts'
import { groupConcurrency, type JobData } from './insert-jobs.ts'
import { dbOf } from './open-boss.ts'
import { predecessorOf, waitForPredecessor } from './predecessors.ts'
import type { ProcessClaims } from './process-claims.ts'
import { CALLED_RUN_RESERVATION, isRouting, QUEUES, queueNames, SCHEMA } from './queues.ts'
import { readDepths } from './read-depths.ts'

/**
 * Time after which an ordered job that cannot run is checked again, in milliseconds. A change of its
 * subscription takes effect immediately.
 */
const PARKED_MS = 3_600_000

/** Approximate number of bytes written when a claim ends. */
const SETTLE_BYTES = 200

/**
 * Starts a search in the ordered queue under a lock, since two concurrent searches could exceed a limit. If a
 * process stalls during a search, the server rolls the search back after four seconds.
 */
const BEGIN_SEARCH = `begin; set local idle_in_transaction_session_timeout = 4000;
select pg_advisory_xact_lock(1752133483, 3)`

/** Returns the SQL condition that a queue has a due job. The job may still have to wait for other jobs. */
const hasDue = (queue: string): string => `exists (select 1 from ${SCHEMA}.job j
  where j.name = '${queue}' and j.state < 'active' and not j.blocked and j.start_after <= ${SCHEMA}.job_now())`

/**
 * Query for due jobs in all queues. The queue names are written into it, so that its plan can be cached. It
 * returns one row for each resumption, or a row without a flow if there are none.
 */
const LOOK = `select due.*, r.group_id as flow, r.state < 'active' as is_free, ${isRouting('r')} as is_routing
  from (select ${hasDue(QUEUES.plain)} as plain, ${hasDue(QUEUES.ordered)} as ordered) due
    left join ${SCHEMA}.job r on r.name = '${QUEUES.resumed}'`

/**
 * Group id that no job has. It makes the list of excluded groups non-empty, so that all searches share one
 * cached plan.
 */
const NO_FLOW = 'none'

type Job = Pick<JobWithMetadata<JobData>, 'id' | 'name' | 'data' | 'retryCount' | 'groupId' | 'output'>

/**
 * Returns the number of consecutive processes that died while they had a job. The job's output shows whether
 * its last claim was lost to a crash or put back.
 */
const lossesOf = ({ data, retryCount, output }: Job): number =>
  retryCount === 0 || (output !== null && 'putBack' in output) ? 0 : (data.losses ?? 0) + 1

const claimOf = (job: Job): WorkClaim => ({
  kind: job.data.kind,
  id: job.id,
  flowId: job.groupId ?? '',
  queue: job.name,
  attempt: job.retryCount,
  losses: lossesOf(job),
  holdsOthers: job.name !== QUEUES.plain
})

/** Stores in each job how many processes died while they had it, so that later crashes add up. */
const setLosses = (
  { withOne }: Pick<Connections, 'withOne'>,
  claims: readonly Pick<WorkClaim, 'queue' | 'id' | 'attempt' | 'losses'>[]
): Promise<unknown> =>
  withOne(async client => {
    for (const { queue, id, attempt, losses } of claims) {
      await client.query(
        `update ${SCHEMA}.job set data = data || jsonb_build_object('losses', $4::int)
           where name = $1 and id = $2 and retry_count = $3 and state = 'active'`,
        [queue, id, attempt, losses]
      )
    }
  })

/**
 * Result row of the query for due jobs. It says which queues have some, and contains a resumption if there is
 * one.
 */
interface CheckedDelivery {
  plain: boolean
  ordered: boolean
  flow: Id | null
  is_free: boolean | null
  is_routing: boolean | null
}

/**
 * Remaining work of a delivery or run when its claim ends. `may_run`: there is some. `is_ordered`: it has an
 * order key.
 */
interface Remaining {
  may_run: 0 | 1
  is_ordered: 0 | 1
}

/**
 * Returns the work that a delivery or run still has. First locks its subscription and delivery, so that a
 * concurrent change happens either before or after this. A later change adds the missing jobs itself.
 */
function* remainingOf(tables: Tables, id: Id): Steps<Remaining> {
  const uid = blobOfId(id)
  yield* rawRows(
    tables,
    sql`select 1 from subscriptions where id in (select subscription from deliveries where uid = ${uid}
      union all select subscription from runs where uid = ${uid}) order by id for share`
  )
  yield* rawRows(tables, sql`select 1 from deliveries where uid = ${uid} for share`)
  const found = yield* rawRows<Remaining>(
    tables,
    sql`select case when ${sql.raw(runsEventsOf('s'))} then 1 else 0 end as may_run,
        case when w.order_key is null then 0 else 1 end as is_ordered
      from (
        select d.subscription, d.order_key from deliveries d where d.uid = ${uid} and (d.status = 'accepted'
          or exists (select 1 from runs r where r.delivery = d.id and r.status = 'queued'))
        union all select w.subscription, w.order_key from waits w join runs r on r.id = w.run
          join deliveries d on d.id = r.delivery where d.uid = ${uid} and w.order_key is not null
        union all select w.subscription, null from waits w join runs r on r.id = w.run
          where r.uid = ${uid} and w.order_key is null
        union all select r.subscription, null from runs r
          where r.uid = ${uid} and r.replay is not null and r.status in ('queued', 'running')
      ) w join subscriptions s on s.id = w.subscription`
  )
  return found.reduce<Remaining>(
    (all, { may_run, is_ordered }) => ({
      may_run: all.may_run === 1 ? 1 : may_run,
      is_ordered: all.is_ordered === 1 ? 1 : is_ordered
    }),
    { may_run: 0, is_ordered: 0 }
  )
}

/** Creates the shared work of the processes that use a database. */
export const createSharedWork = (params: {
  boss: PgBoss
  connections: Pick<Connections, 'withOne'>
  database: Pick<PostgresDatabase, 'tables' | 'transactions' | 'hot' | 'jobs' | 'list' | 'write'>
  held: ProcessClaims
  listen: SharedWork['listen']
  duty: SharedWork['duty']
}): SharedWork => {
  const { boss, connections, database, held, listen, duty } = params
  const { tables, transactions, hot, jobs } = database
  let isOrderedFirst = false

  /**
   * Returns which queues have due jobs. One check of all queues is faster than a search for jobs. `routing`
   * are flows with jobs that must not be claimed yet.
   */
  const lookAtQueues = () =>
    connections.withOne(async client => {
      const { rows } = await query(client, LOOK, [])
      const all: CheckedDelivery[] = rows
      return {
        hasResumed: all.some(({ is_free }) => is_free === true),
        hasPlain: all.some(({ plain }) => plain),
        hasOrdered: all.some(({ ordered }) => ordered),
        routing: all.flatMap(({ flow, is_routing }) => (flow !== null && is_routing === true ? [flow] : []))
      }
    })

  const fetchResumed = (most: number, except: readonly Id[]) =>
    boss.fetch<JobData>(QUEUES.resumed, {
      batchSize: most,
      includeMetadata: true,
      ignoreGroups: [NO_FLOW, ...except]
    })

  const fetchPlain = (most: number, except: readonly Id[]) =>
    boss.fetch<JobData>(QUEUES.plain, {
      batchSize: most,
      includeMetadata: true,
      ignoreGroups: [NO_FLOW, ...except]
    })

  const fetchOrdered = (most: number, except: readonly Id[]) =>
    connections.withOne(async client => {
      try {
        await execute(client, BEGIN_SEARCH)
        const fetched = await boss.fetch<JobData>(QUEUES.ordered, {
          batchSize: most,
          includeMetadata: true,
          ignoreGroups: [NO_FLOW, ...except],
          groupConcurrency,
          db: dbOf(client)
        })
        const { command } = await execute(client, 'commit')
        // pg-boss takes a conflict for an empty queue; the transaction is undone then.
        return command === 'COMMIT' ? fetched : []
      } catch (thrown) {
        await execute(client, 'rollback').catch(() => {})
        throw thrown
      }
    })

  const claim: SharedWork['claim'] = async (most, except = []) => {
    if (most <= 0) return []
    const claimed: WorkClaim[] = []
    isOrderedFirst = !isOrderedFirst
    try {
      const { hasResumed, hasPlain, hasOrdered, routing } = await lookAtQueues()
      const plain = hasPlain ? [fetchPlain] : []
      const ordered = hasOrdered ? [fetchOrdered] : []
      const inTurn = isOrderedFirst ? [...ordered, ...plain] : [...plain, ...ordered]
      for (const fetch of hasResumed ? [fetchResumed, ...inTurn] : inTurn) {
        if (claimed.length === most) break
        const others = fetch === fetchResumed ? except : [...except, ...routing]
        const fetched = await fetch(most - claimed.length, others)
        const own = fetched.map(claimOf)
        held.hold(own)
        claimed.push(...own)
        const changed = fetched.filter(job => lossesOf(job) !== (job.data.losses ?? 0))
        if (changed.length > 0) await setLosses(connections, changed.map(claimOf))
      }
    } catch (thrown) {
      // Those of the first queue are claimed already.
      if (claimed.length === 0) throw toStorageFault(thrown)
    }
    return claimed
  }

  const settle = hot.kind<{ claim: WorkClaim; delay: Millis }, void>(function* (ends) {
    for (const { claim, delay } of ends) {
      const { may_run, is_ordered } = yield* remainingOf(tables, claim.id)
      const predecessor = may_run === 1 && is_ordered === 1 ? yield* predecessorOf(tables, claim.id) : null
      if (predecessor !== null) {
        yield* transactions.withConnection(client =>
          waitForPredecessor(client, { claim, predecessor, delay })
        )
        yield* transactions.afterCommit(() => held.drop([claim]))
      } else if (may_run === 1 || claim.kind === 'resume') yield* jobs.putBack([{ claim, delay }])
      else if (is_ordered === 1) yield* jobs.putBack([{ claim, delay: PARKED_MS }])
      else yield* jobs.finish([claim])
    }
    return ends.map(() => undefined)
  })

  /**
   * Claims a job by its id, with a separate statement, since pg-boss can only claim the next jobs of a queue.
   */
  const fetchOwn = (id: Id): Promise<Job[]> =>
    connections.withOne(async client => {
      try {
        await execute(client, BEGIN_SEARCH)
        const { rows } = await query(
          client,
          `update ${SCHEMA}.job j set state = 'active', started_on = ${SCHEMA}.job_now(), heartbeat_on = ${SCHEMA}.job_now(),
             retry_count = case when started_on is null then retry_count else retry_count + 1 end
           where name = any($1::text[]) and id = $2 and state < 'active' and (group_tier is null or group_tier::int > (
             select count(*) from ${SCHEMA}.job a where a.name = j.name and a.state = 'active' and a.group_id = j.group_id))
             and not exists (select 1 from ${SCHEMA}.job r where r.name = $3 and r.group_id = j.group_id and ${isRouting('r')})
           returning id, name, data, retry_count as "retryCount", group_id as "groupId", output`,
          [queueNames, id, QUEUES.resumed]
        )
        await execute(client, 'commit')
        return rows as Job[]
      } catch (thrown) {
        await execute(client, 'rollback').catch(() => {})
        throw toStorageFault(thrown)
      }
    })

  return {
    claim,
    claimOwn: async id => {
      const [job] = await fetchOwn(id)
      if (job === undefined) return null
      const own = claimOf(job)
      held.hold([own])
      return own
    },
    takeAccepted: held.takeAccepted,
    keep: async ids => {
      await connections.withOne(client =>
        query(
          client,
          `update ${SCHEMA}.job set start_after = ${SCHEMA}.job_now() + $3::float8 * interval '1 millisecond'
             where name = any($1::text[]) and id = any($2::uuid[]) and state = 'created'`,
          [queueNames, ids, CALLED_RUN_RESERVATION]
        )
      )
    },
    settle: async (claim, delay) => {
      if (held.has(claim)) await settle({ claim, delay }, SETTLE_BYTES)
    },
    addWaiting: claim => database.write(() => jobs.resumeNext(claim)),
    acquit: async claim => {
      await setLosses(connections, [{ ...claim, losses: 0 }]).catch(thrown => {
        throw toStorageFault(thrown)
      })
    },
    release: claims =>
      held.release(claims).catch(thrown => {
        throw toStorageFault(thrown)
      }),
    duty,
    depths: () => database.list(readDepths),
    listen
  }
}
