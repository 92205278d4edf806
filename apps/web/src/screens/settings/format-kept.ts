import { formatCount, formatList } from '../../kit/page/format-count.ts'
import type { ClearingProgress, StillNeeded } from './api-types.ts'

/** Formats a count: `1 delivery`, `1,204 deliveries`. */
export const formatDeliveries = (count: number): string => formatCount(count, 'delivery', 'deliveries')

/** Formats a count: `1 run`, `1,204 runs`. */
export const formatRuns = (count: number): string => formatCount(count, 'run')

/**
 * Formats the data that cannot be cleared yet: “2 deliveries with a run on hold cannot be cleared yet because
 * …” Null if there is none.
 */
export const formatNeeded = ({ accepted, open, onHold }: StillNeeded): string | null => {
  const parts = [
    ...(accepted === 0 ? [] : [`${formatDeliveries(accepted)} in the queue`]),
    ...(open === 0 ? [] : [`${formatDeliveries(open)} with a run in progress`]),
    ...(onHold === 0 ? [] : [`${formatDeliveries(onHold)} with a run on hold`])
  ]
  if (parts.length === 0) return null
  return `${formatList(parts)} cannot be cleared yet because the data is still needed. Clear the data again after these runs have ended.`
}

/** Formats the progress of clearing stored data: “Cleared 12 bodies and traces.” */
export const formatClearing = ({ status, done }: Pick<ClearingProgress, 'status' | 'done'>): string => {
  const cleared = formatCount(done, 'body or trace', 'bodies and traces')
  switch (status.is) {
    case 'running':
      return `Clearing: ${cleared} so far.`
    case 'done':
      return done === 0 ? 'There was nothing to clear.' : `Cleared ${cleared}.`
    case 'failed':
      return `${status.fault.message} Cleared ${cleared} so far; clearing continues soon.`
  }
}
