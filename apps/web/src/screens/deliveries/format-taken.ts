import type { OpenedDelivery } from '../../features/history/api-types.ts'
import { formatFailed } from '../../features/history/came-to.ts'
import { formatWaiting } from '../../features/run-view/format-waiting.ts'

type Told = Pick<OpenedDelivery, 'event' | 'run' | 'records' | 'hasFailed'>

/** Formats the outcome of a dispatched delivery as a sentence. */
export const formatTaken = (delivery: Told, now: number): string => {
  const { event, run, records } = delivery
  if (run?.status.is === 'waiting') return formatWaiting(run.status, now)
  if (run?.status.is === 'on-hold') return 'It was accepted, and its run is on hold: it waits for somebody.'
  if (run?.status.is === 'queued' || run?.status.is === 'running')
    return 'It was accepted, and its run is under way.'
  if ((records?.open ?? 0) > 0) return 'It was accepted, and runs for its records are not at their end yet.'
  if (event === null) return 'It was run.'
  const failed = formatFailed(delivery)
  return failed === null
    ? 'It was accepted, and its run has ended.'
    : `It was accepted, and its run has ended; but ${failed}.`
}
