import { wholeTime } from '../../../features/history/format-time.ts'
import type { ReplayCount, ReplaysTold } from './replays-told.ts'

const formatDeliveries = (count: number): string =>
  count === 1 ? '1 delivery' : `${count.toLocaleString('en')} deliveries`

/** Formats the preview of a bulk replay in one or two sentences. */
export const formatReplayCount = ({ deliveries, flows, isFull, lookedBackTo }: ReplayCount): string => {
  const behind = lookedBackTo === null ? '' : ` Older than ${wholeTime(lookedBackTo)} was not looked at.`
  if (deliveries === 0)
    return `No delivery that fits can be run again: it must have run, be kept with what arrived, and have no run under way.${behind}`
  const of = `${formatDeliveries(deliveries)} of ${flows === 1 ? '1 flow' : `${flows} flows`}`
  if (isFull) return `The newest ${of} are run again, as many as go at once; there are more.`
  return `${of} can be run again.${behind}`
}

/** Returns the label of the start button. */
export const formatReplayButton = (count: number): string => `Replay ${formatDeliveries(count)}`

/** Formats the minimum duration of a bulk replay. */
export const formatReplayDuration = (count: number, perSecond: number): string => {
  const seconds = Math.ceil(count / perSecond)
  if (seconds < 60) return `about ${seconds === 1 ? '1 second' : `${seconds} seconds`}`
  const minutes = Math.round(seconds / 60)
  return `about ${minutes === 1 ? '1 minute' : `${minutes} minutes`}`
}

const formatSkipped = (skipped: number): string =>
  skipped === 0 ? '' : ` ${skipped} could not be run again when their turn came.`

/** Formats the progress of a bulk replay in one or two sentences. */
export const formatProgress = ({ of, begun, skipped, perSecond, status }: ReplaysTold): string => {
  const part = `${begun.toLocaleString('en')} of ${formatDeliveries(of)}`
  switch (status.is) {
    case 'running':
      return `${part} run again so far, ${perSecond} a second at most.${formatSkipped(skipped)}`
    case 'done':
      return begun === of
        ? `${begun === 1 ? '1 delivery runs' : `All ${formatDeliveries(of)} run`} again.`
        : `${part} run again.${formatSkipped(skipped)}`
    case 'stopped':
      return `Stopped: ${part} run again, and what has begun goes on to its end.${formatSkipped(skipped)}`
    case 'failed':
      return `Ended early, ${part} run again: ${status.fault.message}`
  }
}

/** Formats the message for a bulk replay that the server has lost. */
export const formatLost = ({ of, begun }: Pick<ReplaysTold, 'of' | 'begun'>): string =>
  `The server was started anew while deliveries were run again, which ended that: ${begun.toLocaleString('en')} of ${formatDeliveries(of)} had begun when this browser last looked. What had begun goes on; replay those that are left.`
