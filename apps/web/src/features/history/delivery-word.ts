import type { DeliveryTold } from './told.ts'

type Told = Pick<DeliveryTold, 'status' | 'run' | 'records'>

/** Whether all that a delivery has set off is at its end, as far as its first run and the runs for its records tell. */
const isAtEnd = ({ run, records }: Told): boolean => {
  if ((records?.open ?? 0) > 0) return false
  switch (run?.status.is) {
    case 'queued':
    case 'running':
    case 'waiting':
    case 'parked':
      return false
    case 'succeeded':
    case 'failed':
    case 'cancelled':
    case undefined:
      return true
  }
}

/** Where a delivery stands, in a word: one that was dispatched is taken, and done once its runs are at their end. */
export const deliveryWord = (told: Told): Told['status']['is'] | 'taken' =>
  told.status.is === 'done' && !isAtEnd(told) ? 'taken' : told.status.is
