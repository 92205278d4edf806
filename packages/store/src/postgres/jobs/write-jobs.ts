import { Fault, type Millis } from '@hookwright/model'
import type { ClientBase } from 'pg'
import type { JobAttempt, JobInsert, PgBoss } from 'pg-boss'
import type { JobWriter, NewJob } from '../../statements/job-writer.ts'
import type { WorkClaim } from '../../store.ts'
import type { PostgresTables } from '../tables.ts'
import type { HeldClaims } from './held-claims.ts'
import { dbOf } from './open-boss.ts'
import { byQueue, keyOf, QUEUES, queueNames, queueOf, SCHEMA } from './queues.ts'

/** Highest limit on concurrent runs that is told apart; a higher one counts as this. */
const MOST_AT_ONCE = 100

/** Limits of concurrent runs by the tier of a job's group. Groups without a tier have none. */
export const groupConcurrency = {
  default: 1_000_000_000,
  tiers: Object.fromEntries(Array.from({ length: MOST_AT_ONCE }, (_, at) => [`${at + 1}`, at + 1]))
}

/** Output of a job that was put back or released, which tells it from one whose process was lost. */
export const PUT_BACK = { putBack: true }

/** Data of a job. Its id is that of what it works on. */
export interface JobData {
  kind: NewJob['kind']
  /** Number of processes in a row that were lost while they had it, without the last. */
  losses?: number
}

const secondsOf = (delay: Millis): number => Math.max(0, delay) / 1_000

const insertOf = (job: NewJob): JobInsert<JobData> => {
  const { id, kind, flowId, atOnce, delay = 0 } = job
  return {
    id,
    data: { kind },
    startAfter: secondsOf(delay),
    group: { id: flowId, ...(atOnce !== null && { tier: `${Math.min(atOnce, MOST_AT_ONCE)}` }) },
    ...(queueOf(job) === QUEUES.ordered && { singletonKey: keyOf(job) })
  }
}

export const attemptOf = ({ id, attempt }: WorkClaim): JobAttempt => ({ id, retryCount: attempt })

/** Acts on claims, by queue. Throws `run.taken-over` when one of them is no longer held. */
const affectAll = async (
  claims: readonly WorkClaim[],
  act: (queue: string, attempts: JobAttempt[]) => Promise<object>
): Promise<void> => {
  for (const [queue, own] of byQueue(claims, claim => claim.queue)) {
    const result = await act(queue, own.map(attemptOf))
    if (!('affected' in result) || result.affected !== own.length) throw new Fault('run.taken-over')
  }
}

/** Locks the jobs of claims against a takeover, which deletes them, but not against heartbeats. */
const lockAll = async (client: ClientBase, claims: readonly WorkClaim[]): Promise<void> => {
  const { rowCount } = await client.query(
    `select 1 from ${SCHEMA}.job where name = any($1::text[]) and id = any($2::uuid[]) and state = 'active'
       and id::text || ':' || retry_count = any($3::text[]) for key share`,
    [
      queueNames,
      claims.map(({ id }) => id),
      claims.map(({ id, attempt }) => `${id.toLowerCase()}:${attempt}`)
    ]
  )
  if (rowCount !== claims.length) throw new Fault('run.taken-over')
}

/**
 * Creates the writer of jobs. pg-boss writes them with the connection of the body that yields its
 * steps, and so in its transaction. `added` is called after the commit of work that is due.
 */
export const createJobWriter = (
  boss: PgBoss,
  { withConnection, afterCommit }: Pick<PostgresTables, 'withConnection' | 'afterCommit'>,
  { held, added }: { held: HeldClaims; added: () => void }
): JobWriter => ({
  *add(jobs) {
    if (jobs.length === 0) return
    yield* withConnection(async client => {
      for (const [queue, own] of byQueue(jobs, queueOf)) {
        await boss.insert(queue, own.map(insertOf), { db: dbOf(client) })
      }
    })
    if (jobs.some(({ delay = 0 }) => delay <= 0)) yield* afterCommit(added)
  },
  *hold(claims) {
    if (claims.length > 0) yield* withConnection(client => lockAll(client, claims))
  },
  *finish(claims) {
    if (claims.length === 0) return
    yield* withConnection(client =>
      affectAll(claims, (queue, attempts) => boss.deleteJob(queue, attempts, { db: dbOf(client) }))
    )
    yield* afterCommit(() => held.drop(claims))
  },
  *putBack(claim, delay) {
    yield* withConnection(async client => {
      const db = dbOf(client)
      await affectAll([claim], (queue, attempts) => boss.fail(queue, attempts, PUT_BACK, { db }))
      if (delay <= 0) return
      await boss.update(claim.queue, undefined, { db, id: claim.id, startAfter: secondsOf(delay) })
    })
    yield* afterCommit(() => {
      held.drop([claim])
      if (delay <= 0) added()
    })
  },
  *move(ids, delay) {
    if (ids.length === 0) return
    yield* withConnection(client =>
      client.query(
        `update ${SCHEMA}.job set start_after = ${SCHEMA}.job_now() + $2 * interval '1 millisecond'
           where name = any($3::text[]) and id = any($1::uuid[]) and state < 'active'`,
        [ids, Math.max(0, delay), queueNames]
      )
    )
    if (delay <= 0) yield* afterCommit(added)
  }
})
