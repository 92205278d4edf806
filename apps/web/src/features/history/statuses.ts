import type { DeliveryStatus } from '@hookwright/model'

/** Where a delivery can stand, in the order in which filters offer it. */
export const deliveryStatuses = [
  'accepted',
  'done',
  'filtered',
  'refused',
  'duplicate'
] as const satisfies readonly DeliveryStatus['is'][]

/** What a filter calls a status: to be done is to be taken first, which a list tells apart by the runs. */
export const statusWords = (status: DeliveryStatus['is']): string =>
  status === 'done' ? 'done or taken' : status

/** How the runs of a delivery came out, in the order in which filters offer it. */
export const results = ['failed', 'succeeded', 'open'] as const

/** How far back a list reaches, in milliseconds. */
export const spans = {
  '15m': 900_000,
  '1h': 3_600_000,
  '24h': 86_400_000,
  '7d': 604_800_000
} as const

/** How far back a list reaches: so long, or to the beginning of the day. */
export type SpanOfTime = keyof typeof spans | 'today'

/** What they are called, in the order in which filters offer them. */
export const spanWords = {
  '15m': 'Last 15 minutes',
  '1h': 'Last hour',
  today: 'Today',
  '24h': 'Last 24 hours',
  '7d': 'Last 7 days'
} as const satisfies Record<SpanOfTime, string>

export const spanNames = ['15m', '1h', 'today', '24h', '7d'] as const satisfies readonly SpanOfTime[]
