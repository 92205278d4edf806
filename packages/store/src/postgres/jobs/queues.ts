import { createHash } from 'node:crypto'
import type { QueueOptions, QueuePolicy } from 'pg-boss'
import type { NewJob } from './insert-jobs.ts'

/** Schema of pg-boss, in the database of the store. */
export const SCHEMA = 'pgboss'

const DAY = 86_400

/** Time without a heartbeat after which other processes take over jobs, in milliseconds. */
export const LEASE_MS = 10_000

/**
 * Time for which the run of a called delivery is reserved for the process with the waiting caller, in
 * milliseconds.
 */
export const CALLED_RUN_RESERVATION = 10_000

/**
 * Names of the shared queues. `ordered` contains jobs of flows with order keys or a concurrency limit,
 * `plain` all others. The search in `ordered` is slower and must not delay `plain`. `resumed` contains the
 * few resumptions of subscriptions.
 */
export const QUEUES = { plain: 'work', ordered: 'work-in-order', resumed: 'work-resumed' } as const

export type QueueName = (typeof QUEUES)[keyof typeof QUEUES]

/**
 * Returns the SQL condition for resumptions that are still moving jobs between queues.
 *
 * @param r Alias of the job table.
 */
export const isRouting = (r: string): string => `${r}.data -> 'at' ->> 'part' in ('tiers', 'plain')`

/** Queue of duties. Each duty is one job that never completes. */
export const DUTIES = 'duties'

const policies: Record<string, QueuePolicy> = {
  [QUEUES.plain]: 'standard',
  [QUEUES.ordered]: 'key_strict_fifo',
  [QUEUES.resumed]: 'standard',
  [DUTIES]: 'exclusive'
}

/** Names of the queues of shared work. */
export const queueNames: readonly QueueName[] = Object.values(QUEUES)

/** Names of all queues in pg-boss. */
export const allQueues = Object.keys(policies)

/**
 * Returns the settings of a queue. Jobs are retried without a limit, since the store decides when to give up.
 * Jobs are deleted when they end.
 */
export const optionsOf = (queue: string): QueueOptions & { policy: QueuePolicy } => ({
  policy: policies[queue] ?? 'standard',
  heartbeatSeconds: LEASE_MS / 1_000,
  expireInSeconds: DAY,
  retentionSeconds: 365 * DAY,
  retryLimit: 1_000_000_000,
  retryDelay: 0,
  deleteAfterSeconds: DAY
})

/** Returns the queue for a job. Only flows with an order or a concurrency limit need the slower one. */
export const queueOf = ({
  kind,
  orderKey,
  atOnce
}: Pick<NewJob, 'kind' | 'orderKey' | 'atOnce'>): QueueName => {
  if (kind === 'resume') return QUEUES.resumed
  return orderKey === null && atOnce === null ? QUEUES.plain : QUEUES.ordered
}

/**
 * Returns the singleton key of a job: of several jobs with the same key, only the first can run. It is a hash
 * of the order key, or the job's id without an order.
 */
export const keyOf = ({ id, flowId, orderKey }: Pick<NewJob, 'id' | 'flowId' | 'orderKey'>): string =>
  orderKey === null ? id : createHash('sha256').update(`${flowId} ${orderKey}`).digest('base64url')

/** Groups items by queue. The order of queues is the same in all processes, which prevents deadlocks. */
export const byQueue = <Item>(
  items: readonly Item[],
  nameOf: (item: Item) => string
): [queue: string, items: Item[]][] =>
  queueNames
    .map((queue): [string, Item[]] => [queue, items.filter(item => nameOf(item) === queue)])
    .filter(([, own]) => own.length > 0)
