import { formatFullTime } from '../../../features/history/format-time.ts'
import { formatCount, formatNumber } from '../../../kit/page/format-count.ts'
import type { BulkReplay, ReplayCount } from './bulk-replay.ts'

const formatDeliveries = (count: number): string => formatCount(count, 'delivery', 'deliveries')

/** Formats the preview of a bulk replay: “12 deliveries of 3 flows can be replayed.” */
export const formatReplayCount = ({ deliveries, flows, isFull, lookedBackTo }: ReplayCount): string => {
  const behind =
    lookedBackTo === null ? '' : ` Deliveries older than ${formatFullTime(lookedBackTo)} were not searched.`
  if (deliveries === 0)
    return `None of the matching deliveries can be replayed. A delivery can be replayed if its data is stored and its runs have ended.${behind}`
  const of = `${formatDeliveries(deliveries)} of ${formatCount(flows, 'flow')}`
  if (isFull) return `The newest ${of} will be replayed, the maximum for one replay.`
  return `${of} can be replayed.${behind}`
}

/** Returns the label of the button that starts a bulk replay: “Replay 12 deliveries”. */
export const formatReplayButton = (count: number): string => `Replay ${formatDeliveries(count)}`

/** Formats the minimum duration of a bulk replay: “about 2 minutes”. */
export const formatReplayDuration = (count: number, perSecond: number): string => {
  const seconds = Math.ceil(count / perSecond)
  if (seconds < 60) return `about ${formatCount(seconds, 'second')}`
  const minutes = Math.round(seconds / 60)
  return `about ${formatCount(minutes, 'minute')}`
}

const formatSkipped = (skipped: number): string =>
  skipped === 0 ? '' : ` ${formatNumber(skipped)} could not be replayed.`

/** Formats the progress of a bulk replay: “8 of 12 deliveries replayed so far, at most 5 per second.” */
export const formatProgress = ({ of, begun, skipped, perSecond, status }: BulkReplay): string => {
  const part = `${formatNumber(begun)} of ${formatDeliveries(of)}`
  switch (status.is) {
    case 'running':
      return `${part} replayed so far, at most ${perSecond} per second.${formatSkipped(skipped)}`
    case 'done':
      return begun === of ? `${formatDeliveries(of)} replayed.` : `${part} replayed.${formatSkipped(skipped)}`
    case 'stopped':
      return `Stopped: ${part} replayed. Runs that have started will finish.${formatSkipped(skipped)}`
    case 'failed':
      return `The replay stopped after ${part}: ${status.fault.message}`
  }
}
