import { Fault, type Id } from '@hookwright/model'
import type { ClientBase } from 'pg'
import type { JobAttempt, PgBoss } from 'pg-boss'
import type { JobWriter } from '../../statements/job-writer.ts'
import type { Steps } from '../../statements/steps.ts'
import type { WorkClaim } from '../../store.ts'
import { query } from '../connections.ts'
import type { PostgresTables } from '../tables.ts'
import { createInsertJobs, moveJobs } from './insert-jobs.ts'
import { dbOf } from './open-boss.ts'
import { attemptOf, type ProcessClaims, PUT_BACK } from './process-claims.ts'
import { byQueue, queueNames, SCHEMA } from './queues.ts'
import { readWaiting, type WaitingWork } from './read-work.ts'
import { createResumeWork } from './resume-work.ts'
import { type AtOnceOf, createRoutes } from './routes.ts'

/** Calls `act` once per queue with the jobs of these claims. Throws `run.taken-over` if a claim was lost. */
const affectAll = async (
  claims: readonly WorkClaim[],
  act: (queue: string, attempts: JobAttempt[]) => Promise<object>
): Promise<void> => {
  for (const [queue, own] of byQueue(claims, claim => claim.queue)) {
    const result = await act(queue, own.map(attemptOf))
    if (!('affected' in result) || result.affected !== own.length) throw new Fault('run.taken-over')
  }
}

/**
 * Locks the jobs of claims against a takeover, which deletes them, but not against heartbeats. Throws
 * `run.taken-over`.
 */
const lockAll = async (client: ClientBase, claims: readonly WorkClaim[]): Promise<void> => {
  const attempts = new Set(claims.map(({ queue, id, attempt }) => `${queue}:${id.toLowerCase()}:${attempt}`))
  const { rowCount } = await query(
    client,
    `select 1 from ${SCHEMA}.job where name = any($1::text[]) and id = any($2::uuid[]) and state = 'active'
       and name || ':' || id || ':' || retry_count = any($3::text[]) order by id for key share`,
    [queueNames, claims.map(({ id }) => id), [...attempts]]
  )
  if (rowCount !== attempts.size) throw new Fault('run.taken-over')
}

/**
 * Creates the job writer. pg-boss writes the jobs in the transaction of the generator that calls the writer.
 * `added` is called after the commit if jobs are due.
 */
export const createJobWriter = (
  boss: PgBoss,
  { tables, withConnection, afterCommit }: Pick<PostgresTables, 'tables' | 'withConnection' | 'afterCommit'>,
  { held, added, atOnceOf }: { held: ProcessClaims; added: () => void; atOnceOf: AtOnceOf }
): JobWriter => {
  const routesOf = createRoutes(tables, atOnceOf)
  const insert = createInsertJobs(
    boss,
    { withConnection, afterCommit },
    { added, claimed: held.holdAccepted }
  )

  const prepare: JobWriter['prepare'] = function* (subscriptions) {
    const routes = yield* routesOf(subscriptions)
    return work =>
      insert(
        work.flatMap(({ subscription, kind, id, orderKey, delay = 0, isClaimed }) => {
          const route = routes.get(subscription)
          const isIdle = kind === 'delivery' && orderKey === null && route?.runs !== true
          return route === undefined || isIdle
            ? []
            : [{ ...route, kind, id, orderKey, delay, ...(isClaimed && { isClaimed }) }]
        })
      )
  }

  const enqueue: JobWriter['enqueue'] = function* (work) {
    yield* (yield* prepare(work.map(({ subscription }) => subscription)))(work)
  }

  /**
   * Adds jobs for waiting runs, or reschedules their unclaimed jobs. `pick` selects the runs that get a new
   * job.
   */
  function* wakeAll(
    waiting: readonly WaitingWork[],
    pick?: <Work extends { id: Id }>(work: readonly Work[]) => Steps<Work[]>
  ): Steps<void> {
    if (waiting.length === 0) return
    const routes = yield* routesOf(waiting.map(({ subscription }) => subscription))
    const jobs = waiting.flatMap(({ subscription, ...work }) => {
      const route = routes.get(subscription)
      return route === undefined ? [] : [{ ...route, ...work }]
    })
    yield* insert(pick === undefined ? jobs : yield* pick(jobs))
    yield* withConnection(client => moveJobs(client, jobs))
    if (jobs.some(({ delay }) => delay <= 0)) yield* afterCommit(added)
  }

  function* hold(claims: readonly WorkClaim[]): Steps<void> {
    if (claims.length > 0) yield* withConnection(client => lockAll(client, claims))
  }

  function* finish(claims: readonly WorkClaim[]): Steps<void> {
    if (claims.length === 0) return
    yield* withConnection(client =>
      affectAll(claims, (queue, attempts) => boss.deleteJob(queue, attempts, { db: dbOf(client) }))
    )
    yield* afterCommit(() => held.drop(claims))
  }

  const resumption = createResumeWork(
    { tables, withConnection },
    { routesOf, insert, wakeAll, writer: { enqueue, hold, finish } }
  )

  return {
    enqueue,
    prepare,
    *wake(runs) {
      if (runs.length === 0) return
      const delays = new Map(runs.map(({ id, delay }) => [id, delay]))
      const waiting = yield* readWaiting(tables, [...delays.keys()])
      yield* wakeAll(waiting.map(work => ({ ...work, delay: delays.get(work.run) ?? 0 })))
    },
    *resume(subscription) {
      const route = (yield* routesOf([subscription])).get(subscription)
      if (route?.runs !== true) return
      yield* resumption.begin(subscription, route)
    },
    resumeNext: resumption.next,
    hold,
    finish,
    *putBack(ended) {
      if (ended.length === 0) return
      const claims = ended.map(({ claim }) => claim)
      yield* withConnection(async client => {
        const db = dbOf(client)
        await affectAll(claims, (queue, attempts) => boss.fail(queue, attempts, PUT_BACK, { db }))
        const later = ended.filter(({ delay }) => delay > 0)
        await moveJobs(
          client,
          later.map(({ claim, delay }) => ({ id: claim.id, delay }))
        )
      })
      yield* afterCommit(() => {
        held.drop(claims)
        if (ended.some(({ delay }) => delay <= 0)) added()
      })
    }
  }
}
