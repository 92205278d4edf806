import { hasEnded, isUnderWay, type RunStatus, runStatuses } from '@hookwright/model'

/** Under which the rules that hold for all flows are kept. */
export const KEEPING_RULES = 'keeping'

const forAll = `exists (
  select 1 from settings where name = '${KEEPING_RULES}' and json_array_length(value, '$.redaction') > 0)`

/** SQL condition: a redaction rule applies to flow `f`. */
export const isRuled = `(f.redaction is not null or ${forAll})`

/** SQL condition: a redaction rule applies to any flow. */
export const hasRule = `(${forAll} or exists (select 1 from flows where redaction is not null))`

/** Statuses as SQL looks in a list of them. */
const listOf = (fits: (status: Pick<RunStatus, 'is'>) => boolean): string =>
  `(${runStatuses
    .filter(is => fits({ is }))
    .map(is => `'${is}'`)
    .join(', ')})`

/** Statuses of runs that have ended. */
export const endedStatuses = listOf(hasEnded)

/** Statuses of runs that have not ended, including on hold. */
export const openStatuses = listOf(status => !hasEnded(status))

/** Statuses of runs that continue automatically. */
export const statusesUnderWay = listOf(isUnderWay)

/** Subscriptions, under this name, whose accepted events run: those that are on, and those that were when the events came. */
export const runsEventsOf = (s: string): string =>
  `(${s}.status in ('on', 'deregistering') or (${s}.status = 'ended' and ${s}.how in ('turned-off', 'replaced')))`

export const runsItsEvents = runsEventsOf('s')

/** True for a delivery of a subscription, under these names, unless a run that waits keeps the turn in its order. */
export const hasTurnOf = (d: string, s: string): string =>
  `(${d}.order_key is null or not exists (
    select 1 from waits w where w.flow = ${s}.flow and w.order_key = ${d}.order_key))`

export const hasItsTurn = hasTurnOf('d', 's')
