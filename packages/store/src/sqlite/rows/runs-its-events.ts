/** Subscriptions, under this name, whose accepted events run: those that are on, and those that were when the events came. */
export const runsEventsOf = (s: string): string =>
  `(${s}.status in ('on', 'deregistering') or (${s}.status = 'ended' and ${s}.how in ('turned-off', 'replaced')))`

export const runsItsEvents = runsEventsOf('s')

/** True for a delivery of a subscription, under these names, unless a run that waits keeps the turn in its order. */
export const hasTurnOf = (d: string, s: string): string =>
  `(${d}.order_key is null or not exists (
    select 1 from waits w where w.flow = ${s}.flow and w.order_key = ${d}.order_key))`

export const hasItsTurn = hasTurnOf('d', 's')
