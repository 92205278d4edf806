import { createHash } from 'node:crypto'
import type { QueueOptions, QueuePolicy } from 'pg-boss'
import type { NewJob } from './insert-jobs.ts'

/** Schema of pg-boss, in the database of the store. */
export const SCHEMA = 'pgboss'

const DAY = 86_400

/** Milliseconds without a heartbeat after which other processes take work over. */
export const LEASE_MS = 10_000

/** Time for which the run of a delivery is left to the process in which its caller waits, in milliseconds. */
export const LEFT_TO_CALLED = 10_000

/**
 * Queues of shared work. `ordered` has the works of flows with order keys or a limit on concurrent
 * runs, `plain` all others, so that the costlier search through the first delays none of the second.
 * `resumed` has the resumptions of subscriptions, which are few.
 */
export const QUEUES = { plain: 'work', ordered: 'work-in-order', resumed: 'work-resumed' } as const

export type QueueName = (typeof QUEUES)[keyof typeof QUEUES]

/**
 * Returns the SQL condition for resumptions that still assign queues to the jobs of their flow.
 * @param r alias of the table of jobs
 */
export const isRouting = (r: string): string => `${r}.data -> 'at' ->> 'part' in ('tiers', 'plain')`

/** Queue of the duties that one process has for all. Each is one job, which is never done. */
export const DUTIES = 'duties'

const policies: Record<string, QueuePolicy> = {
  [QUEUES.plain]: 'standard',
  [QUEUES.ordered]: 'key_strict_fifo',
  [QUEUES.resumed]: 'standard',
  [DUTIES]: 'exclusive'
}

/** Queues of shared work. */
export const queueNames: readonly QueueName[] = Object.values(QUEUES)

/** All queues that pg-boss keeps. */
export const allQueues = Object.keys(policies)

/**
 * Settings of a queue. Work is tried without end and never expires: whether to give it up is decided
 * by its rows. Its jobs are deleted when they end.
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

/** Returns the queue of work: only a flow with an order or a limit needs the costlier one. */
export const queueOf = ({
  kind,
  orderKey,
  atOnce
}: Pick<NewJob, 'kind' | 'orderKey' | 'atOnce'>): QueueName => {
  if (kind === 'resume') return QUEUES.resumed
  return orderKey === null && atOnce === null ? QUEUES.plain : QUEUES.ordered
}

/**
 * Returns the key that serializes jobs: only the first job with a key runs. It is the key of an order, which may be
 * long, or of the work alone.
 */
export const keyOf = ({ id, flowId, orderKey }: Pick<NewJob, 'id' | 'flowId' | 'orderKey'>): string =>
  orderKey === null ? id : createHash('sha256').update(`${flowId} ${orderKey}`).digest('base64url')

/** Groups items by their queue, in the same order in all processes, since they lock jobs in it. */
export const byQueue = <Item>(
  items: readonly Item[],
  nameOf: (item: Item) => string
): [queue: string, items: Item[]][] =>
  queueNames
    .map((queue): [string, Item[]] => [queue, items.filter(item => nameOf(item) === queue)])
    .filter(([, own]) => own.length > 0)
