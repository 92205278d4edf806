import type { OpenedDelivery } from '../../features/history/api-types.ts'
import { formatFailed } from '../../features/history/delivery-result.ts'
import { formatWaiting } from '../../features/run-view/format-waiting.ts'

type TakenDelivery = Pick<OpenedDelivery, 'event' | 'run' | 'records' | 'hasFailed'>

/**
 * Describes the progress of an accepted delivery's runs: “Accepted. The run has ended, but 2 of 5 records
 * failed.”
 */
export const formatTaken = (delivery: TakenDelivery, now: number): string => {
  const { event, run, records } = delivery
  if (run?.status.is === 'waiting') return formatWaiting(run.status, now)
  if (run?.status.is === 'on-hold')
    return 'Accepted. The run is on hold until someone retries or closes the run.'
  if (run?.status.is === 'queued' || run?.status.is === 'running') return 'Accepted. The run is in progress.'
  if ((records?.open ?? 0) > 0) return 'Accepted. Runs for its records are still in progress.'
  if (event === null) return 'The delivery was processed.'
  const failed = formatFailed(delivery)
  return failed === null ? 'Accepted. The run has ended.' : `Accepted. The run has ended, but ${failed}.`
}
