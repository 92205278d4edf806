import { sql } from 'drizzle-orm'
import type { Tables } from '../../schema/tables.ts'
import { rawRows, type Steps } from '../../statements/steps.ts'
import type { QueueDepth } from '../../store.ts'
import { allQueues, SCHEMA } from './queues.ts'

/** SQL condition that a job is due and unclaimed, by the clock of the database. */
const IS_WAITING = `j.state < 'active' and j.start_after <= t.now`

/** SQL that counts unfinished jobs by queue, with the time since the oldest waiting job was due. */
const COUNT = sql.raw(`with t as materialized (select ${SCHEMA}.job_now() as now)
  select j.name as queue, count(*) filter (where ${IS_WAITING}) as waiting,
    count(*) filter (where j.state < 'active' and j.start_after > t.now) as planned,
    count(*) filter (where j.state = 'active') as running,
    round(extract(epoch from max(t.now - j.start_after) filter (where ${IS_WAITING})) * 1000) as "oldestWaiting"
  from ${SCHEMA}.job j, t where j.state <= 'active' group by j.name`)

/** Counts the jobs of each queue, including empty queues. */
export function* readDepths(tables: Tables): Steps<QueueDepth[]> {
  const found = yield* rawRows<QueueDepth>(tables, COUNT)
  return allQueues.map(
    queue =>
      found.find(each => each.queue === queue) ?? {
        ...{ queue, waiting: 0, planned: 0, running: 0, oldestWaiting: null }
      }
  )
}
