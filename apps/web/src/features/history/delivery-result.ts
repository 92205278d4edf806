import type { RunStatus } from '@hookwright/model'
import { formatCount } from '../../kit/page/format-count.ts'
import type { ListedDelivery } from './api-types.ts'

type DeliveryRuns = Pick<ListedDelivery, 'run' | 'records' | 'hasFailed'>

/**
 * Returns the overall result of a delivery as a run status; null before its first run.
 *
 * If the first run succeeded, the result depends on the runs for the delivery's records and on its replays,
 * as in the chart.
 */
export const deliveryResult = ({ run, records, hasFailed }: DeliveryRuns): RunStatus['is'] | null => {
  if (run === null || run.status.is !== 'succeeded') return run?.status.is ?? null
  if (hasFailed) return 'failed'
  return (records?.open ?? 0) > 0 ? 'running' : 'succeeded'
}

/**
 * Describes failures after a successful first run of a delivery: “2 of 5 records failed”, “a replay failed”.
 * Returns null for none.
 */
export const formatFailed = ({ run, records, hasFailed }: DeliveryRuns): string | null => {
  if (run?.status.is !== 'succeeded' || !hasFailed) return null
  const failed = records?.failed ?? 0
  return failed === 0 ? 'a replay failed' : `${failed} of ${records?.all ?? failed} records failed`
}

/** Formats the results of the runs for a delivery's records: “5 records: 2 failed, 1 open”. */
export const formatRecords = (records: NonNullable<ListedDelivery['records']>): string => {
  const { all, failed, cancelled, open } = records
  if (all === 0) return 'no records'
  const parts = [
    failed > 0 && `${failed} failed`,
    cancelled > 0 && `${cancelled} cancelled`,
    open > 0 && `${open} open`,
    failed + cancelled + open === 0 && 'succeeded'
  ].filter(Boolean)
  return `${formatCount(all, 'record')}: ${parts.join(', ')}`
}
