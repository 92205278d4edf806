/** Subscriptions `s` whose accepted events run: those that are on, and those that were when the events came. */
export const runsItsEvents = `(s.status in ('on', 'deregistering')
  or (s.status = 'ended' and s.how in ('turned-off', 'replaced')))`

/** True for a delivery `d` of a subscription `s` unless a run that waits keeps the turn in its order. */
export const hasItsTurn = `(d.order_key is null or not exists (
  select 1 from waits w where w.flow = s.flow and w.order_key = d.order_key))`
