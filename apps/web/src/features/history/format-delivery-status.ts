import type { ListedDelivery } from './api-types.ts'

type DeliveryState = Pick<ListedDelivery, 'status' | 'run' | 'records'>

/** Returns true when all known runs of a delivery have ended: its first run and the runs for its records. */
const isAtEnd = ({ run, records }: DeliveryState): boolean => {
  if ((records?.open ?? 0) > 0) return false
  switch (run?.status.is) {
    case 'queued':
    case 'running':
    case 'waiting':
    case 'on-hold':
      return false
    case 'succeeded':
    case 'failed':
    case 'cancelled':
    case undefined:
      return true
  }
}

/**
 * Returns the status of a delivery as a word. A dispatched delivery is “taken”; once its runs have ended it
 * is “done”.
 */
export const formatDeliveryStatus = (delivery: DeliveryState): DeliveryState['status']['is'] | 'taken' =>
  delivery.status.is === 'done' && !isAtEnd(delivery) ? 'taken' : delivery.status.is
