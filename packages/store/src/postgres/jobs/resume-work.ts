import type { Id } from '@hookwright/model'
import { sql } from 'drizzle-orm'
import type { ClientBase } from 'pg'
import { blobOfId } from '../../schema/uid.ts'
import type { JobWriter } from '../../statements/job-writer.ts'
import { rawRows, type Steps } from '../../statements/steps.ts'
import type { PostgresTables } from '../tables.ts'
import {
  idsWithJob,
  type JobData,
  type NewJob,
  type ResumePosition,
  setTier,
  takePlain,
  tierOf
} from './insert-jobs.ts'
import { QUEUES, SCHEMA } from './queues.ts'
import {
  PAGE,
  readQueuedRecords,
  readWaitingDeliveries,
  readWaitingOf,
  type WaitingWork
} from './read-work.ts'
import type { Route, RoutesOf } from './routes.ts'

/**
 * Returns the point from which a resumption continues after a page of items. It is after the last item, or
 * the next part if the page was not full. Returns `null` after the last part.
 */
const behind = (
  part: ResumePosition['part'],
  page: readonly { position: string }[],
  next: ResumePosition['part'] | null
): ResumePosition | null => {
  const last = page.at(-1)
  if (page.length === PAGE && last !== undefined) return { part, after: last.position }
  return next === null ? null : { part: next, after: null }
}

const byPosition = (one: { position: string }, other: { position: string }): number =>
  one.position < other.position ? -1 : 1

/**
 * Makes jobs due that were put back while their flow was not running: the next ones in the ordered queue.
 * Returns their ids as positions. Runs that still wait are put back again later.
 */
const unpark = async (
  client: ClientBase,
  flowId: Id,
  after: string | null
): Promise<{ position: string }[]> => {
  const { rows } = await client.query<{ position: string }>(
    `update ${SCHEMA}.job set start_after = ${SCHEMA}.job_now() where name = $2 and id = any(array(
       select id from ${SCHEMA}.job where name = $2 and group_id = $1 and state = 'retry'
         and start_after > ${SCHEMA}.job_now() and ($3::uuid is null or id > $3::uuid) order by id limit $4))
     returning id as position`,
    [flowId, QUEUES.ordered, after, PAGE]
  )
  return rows.toSorted(byPosition)
}

/**
 * Stores the progress of a resumption in its job, even if another process has claimed the job. Returns false
 * if there is no job.
 */
const moveResumption = async (client: ClientBase, id: Id, at: ResumePosition): Promise<boolean> => {
  const { rowCount } = await client.query(
    `update ${SCHEMA}.job set data = data || jsonb_build_object('at', $3::jsonb) where name = $1 and id = $2`,
    [QUEUES.resumed, id, JSON.stringify(at)]
  )
  return rowCount === 1
}

/**
 * Locks the job of a claimed resumption and returns its progress. The progress starts over if the
 * subscription was resumed again.
 */
const positionOf = async (client: ClientBase, id: Id): Promise<ResumePosition> => {
  const { rows } = await client.query<{ data: JobData }>(
    `select data from ${SCHEMA}.job where name = $1 and id = $2 for no key update`,
    [QUEUES.resumed, id]
  )
  return rows[0]?.data.at ?? { part: 'deliveries', after: null }
}

/**
 * Creates the functions that resume subscriptions, so that their deliveries run again. The transaction that
 * resumes a subscription adds only the first jobs. A resumption job adds the others in separate transactions,
 * so that a backlog does not block the rows of the subscription. No job of a flow is claimed until all of its
 * jobs match its concurrency limit.
 */
export const createResumeWork = (
  { tables, withConnection }: Pick<PostgresTables, 'tables' | 'withConnection'>,
  params: {
    routesOf: RoutesOf
    insert: (jobs: readonly NewJob[]) => Steps<void>
    writer: Pick<JobWriter, 'enqueue' | 'hold' | 'finish'>
    /**
     * Adds jobs for waiting runs, or reschedules their unclaimed jobs. `pick` selects the runs that get a new
     * job.
     */
    wakeAll: (
      waiting: readonly WaitingWork[],
      pick: <Work extends { id: Id }>(work: readonly Work[]) => Steps<Work[]>
    ) => Steps<void>
  }
): { begin: (subscription: number, route: Route) => Steps<void>; next: JobWriter['resumeNext'] } => {
  const { routesOf, insert, writer, wakeAll } = params

  /**
   * Returns the deliveries or runs that have no job yet. A second job in the other queue would run the same
   * work twice.
   */
  function* withoutJobs<Work extends { id: Id }>(work: readonly Work[]): Steps<Work[]> {
    const ids = work.map(({ id }) => id)
    const taken = yield* withConnection(client => idsWithJob(client, ids))
    return work.filter(({ id }) => !taken.has(id))
  }

  /** Adds the jobs of one page and returns the next position; `null` at the end. */
  function* addPage(
    subscription: number,
    { flowId, atOnce }: Route,
    { part, after }: ResumePosition
  ): Steps<ResumePosition | null> {
    switch (part) {
      case 'tiers': {
        const most = PAGE
        const tier = tierOf(atOnce)
        const ids = yield* withConnection(client => setTier(client, { flowId, tier, after, most }))
        const page = ids.map(position => ({ position })).toSorted(byPosition)
        return behind(part, page, tier === null ? 'deliveries' : 'plain')
      }
      case 'plain': {
        const jobs = yield* withConnection(client => takePlain(client, flowId, PAGE))
        yield* insert(jobs.map(job => ({ ...job, flowId, atOnce, orderKey: null })))
        const page = jobs.map(({ id: position }) => ({ position })).toSorted(byPosition)
        return behind(part, page, 'deliveries')
      }
      case 'deliveries':
      case 'records': {
        const read = part === 'deliveries' ? readWaitingDeliveries : readQueuedRecords
        const page = yield* read(tables, subscription, after)
        const missing = yield* withoutJobs(page)
        yield* writer.enqueue(
          missing.map(({ id, orderKey }) => ({ id, orderKey, subscription, kind: 'delivery' as const }))
        )
        return behind(part, page, part === 'deliveries' ? 'records' : 'waits')
      }
      case 'waits': {
        const page = yield* readWaitingOf(tables, subscription, after)
        yield* wakeAll(page, withoutJobs)
        return behind(part, page, 'parked')
      }
      case 'parked':
        return behind(part, yield* withConnection(client => unpark(client, flowId, after)), null)
    }
  }

  return {
    *begin(subscription, route) {
      let at: ResumePosition | null = { part: route.isWanted ? 'tiers' : 'deliveries', after: null }
      // The first page of each part that is not full, so that little work is due at once.
      while (at !== null && at.after === null) at = yield* addPage(subscription, route, at)
      if (at === null) return
      const { subscriptionId: id, flowId } = route
      const left: ResumePosition = at
      const isMoved = yield* withConnection(client => moveResumption(client, id, left))
      if (!isMoved) yield* insert([{ kind: 'resume', id, flowId, atOnce: null, orderKey: null, at: left }])
    },
    *next(claim) {
      const { id } = claim
      const [found] = yield* rawRows<{ id: number }>(
        tables,
        sql`select id from subscriptions where uid = ${blobOfId(id)} for share`
      )
      yield* writer.hold([claim])
      const route = found === undefined ? undefined : (yield* routesOf([found.id])).get(found.id)
      const at = yield* withConnection(client => positionOf(client, id))
      const next = found && route?.runs === true ? yield* addPage(found.id, route, at) : null
      if (next === null) yield* writer.finish([claim])
      else yield* withConnection(client => moveResumption(client, id, next))
      return next !== null
    }
  }
}
