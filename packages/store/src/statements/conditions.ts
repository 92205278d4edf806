import { hasEnded, isInProgress, type RunStatus, runStatuses } from '@hookwright/model'

/** Name of the setting with the retention rules for all flows. */
export const KEEPING_RULES = 'keeping'

const forAll = `exists (
  select 1 from settings where name = '${KEEPING_RULES}' and json_array_length(value, '$.redaction') > 0)`

/** SQL condition: a redaction rule applies to flow `f`. */
export const hasRedactionRule = `(f.redaction is not null or ${forAll})`

/** SQL condition: a redaction rule applies to any flow. */
export const hasRule = `(${forAll} or exists (select 1 from flows where redaction is not null))`

/** Returns the run statuses that `fits` accepts as an SQL list, such as `('queued', 'running')`. */
const listOf = (fits: (status: Pick<RunStatus, 'is'>) => boolean): string =>
  `(${runStatuses
    .filter(is => fits({ is }))
    .map(is => `'${is}'`)
    .join(', ')})`

/** SQL list of the statuses of ended runs. */
export const endedStatuses = listOf(hasEnded)

/** SQL list of the statuses of runs that have not ended, including on hold. */
export const openStatuses = listOf(status => !hasEnded(status))

/** SQL list of the statuses of runs that continue automatically. */
export const statusesInProgress = listOf(isInProgress)

/**
 * Returns the SQL condition for subscriptions whose events may run. They are on, or were on when the events
 * arrived.
 * @param s alias of the table of subscriptions
 */
export const runsEventsOf = (s: string): string =>
  `(${s}.status in ('on', 'deregistering') or (${s}.status = 'ended' and ${s}.how in ('turned-off', 'replaced')))`

export const runsItsEvents = runsEventsOf('s')

/**
 * Returns the SQL condition for deliveries that no waiting run blocks by an order lock.
 *
 * @param d alias of the table of deliveries
 * @param s alias of the table of subscriptions
 */
export const isNotOrderLockedIn = (d: string, s: string): string =>
  `(${d}.order_key is null or not exists (
    select 1 from waits w where w.flow = ${s}.flow and w.order_key = ${d}.order_key))`

export const isNotOrderLocked = isNotOrderLockedIn('d', 's')
