import { Fault, type Id } from '@hookwright/model'
import { sql } from 'drizzle-orm'
import type { ClientBase } from 'pg'
import type { Tables } from '../../schema/tables.ts'
import { blobOfId, idOfBlob } from '../../schema/uid.ts'
import { rawRows, type Steps } from '../../statements/steps.ts'
import type { WorkClaim } from '../../store.ts'
import { PUT_BACK } from './process-claims.ts'
import { QUEUES, SCHEMA } from './queues.ts'

/** SQL condition for a job `j`: no other job with its key is already first in their order. */
const hasNoFirst = `not exists (select 1 from ${SCHEMA}.job first where first.name = j.name
  and first.singleton_key = j.singleton_key and first.id <> j.id and first.state in ('active', 'retry'))`

/**
 * Returns the delivery that must end before an accepted delivery. It has a waiting run that locks the same
 * order. Returns `null` if nothing locks the order.
 */
export function* predecessorOf(tables: Tables, id: Id): Steps<Id | null> {
  const [found] = yield* rawRows<{ uid: Buffer }>(
    tables,
    sql`select o.uid from deliveries d join subscriptions s on s.id = d.subscription
        join waits w on w.flow = s.flow and w.order_key = d.order_key
        join runs r on r.id = w.run join deliveries o on o.id = r.delivery
      where d.uid = ${blobOfId(id)} and d.status = 'accepted' and o.id <> d.id limit 1`
  )
  return found === undefined ? null : idOfBlob(found.uid)
}

/**
 * Releases the claim of a delivery whose order is locked by another delivery. The other delivery's job
 * becomes first in the order, so this job is not claimed before the other one has ended. If the other
 * delivery has no job, this job is retried after a delay. Throws `run.taken-over`.
 */
export const waitForPredecessor = async (
  client: ClientBase,
  { claim, predecessor, delay }: { claim: WorkClaim; predecessor: Id; delay: number }
): Promise<void> => {
  const { rowCount } = await client.query(
    `update ${SCHEMA}.job set state = 'created', heartbeat_on = null, output = $4, start_after = ${SCHEMA}.job_now()
       where name = $1 and id = $2 and retry_count = $3 and state = 'active'`,
    [claim.queue, claim.id, claim.attempt, PUT_BACK]
  )
  if (rowCount !== 1) throw new Fault('run.taken-over')
  await client.query(
    `update ${SCHEMA}.job j set state = 'retry' where name = $1 and id = $2 and state = 'created' and ${hasNoFirst}`,
    [claim.queue, predecessor]
  )
  await client.query(
    `update ${SCHEMA}.job j set start_after = ${SCHEMA}.job_now() + $3::float8 * interval '1 millisecond'
       where name = $1 and id = $2 and ${hasNoFirst}`,
    [claim.queue, claim.id, delay]
  )
}

/** Moves the jobs of deliveries with a waiting run that locks an order to the start of that order. */
export const lockOrders = async (client: ClientBase): Promise<void> => {
  await client.query(
    `update ${SCHEMA}.job set state = 'retry' where name = $1 and id in (
       select distinct on (j.singleton_key) j.id from waits w join runs r on r.id = w.run
         join deliveries d on d.id = r.delivery join ${SCHEMA}.job j on j.id = encode(d.uid, 'hex')::uuid
       where w.order_key is not null and j.name = $1 and j.state = 'created' and ${hasNoFirst}
       order by j.singleton_key, j.created_on, j.id)`,
    [QUEUES.ordered]
  )
}
