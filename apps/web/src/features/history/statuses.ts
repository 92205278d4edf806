import type { DeliveryStatus } from '@hookwright/model'

/** Statuses of a delivery, in filter order. */
export const deliveryStatuses = [
  'accepted',
  'done',
  'filtered',
  'refused',
  'duplicate'
] as const satisfies readonly DeliveryStatus['is'][]

/**
 * Returns the filter label of a delivery status.
 *
 * Unlike the list, the filter does not distinguish “taken” from “done”, which depends on the runs.
 */
export const formatStatus = (status: DeliveryStatus['is']): string =>
  status === 'done' ? 'done or accepted' : status

/** Results of a delivery's runs, in filter order. */
export const results = ['failed', 'succeeded', 'open'] as const

/**
 * Filter labels for the states of deliveries. The state is the result of a delivery's runs, or without runs
 * the delivery's own status.
 */
export const stateLabels = {
  succeeded: 'Succeeded',
  failed: 'Failed',
  open: 'In progress',
  accepted: 'Accepted',
  filtered: 'Filtered',
  refused: 'Refused',
  duplicate: 'Duplicate'
} as const satisfies Record<(typeof results)[number] | Exclude<DeliveryStatus['is'], 'done'>, string>

/** Lengths of the time spans of a list, in milliseconds. */
export const spans = {
  '15m': 900_000,
  '1h': 3_600_000,
  '24h': 86_400_000,
  '7d': 604_800_000
} as const

/** Name of a time span: a fixed duration, or `today`, which starts at midnight. */
export type SpanOfTime = keyof typeof spans | 'today'

/** Labels of the time spans, in filter order. */
export const spanLabels = {
  '15m': 'Last 15 minutes',
  '1h': 'Last hour',
  today: 'Today',
  '24h': 'Last 24 hours',
  '7d': 'Last 7 days'
} as const satisfies Record<SpanOfTime, string>

export const spanNames = ['15m', '1h', 'today', '24h', '7d'] as const satisfies readonly SpanOfTime[]
