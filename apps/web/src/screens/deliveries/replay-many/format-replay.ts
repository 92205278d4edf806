import { wholeTime } from '../../../features/history/format-time.ts'
import type { ReplayCount, ReplaysTold } from './replays-told.ts'

const deliveriesWords = (count: number): string =>
  count === 1 ? '1 delivery' : `${count.toLocaleString('en')} deliveries`

/** Formats the preview of a bulk replay in one or two sentences. */
export const countWords = ({ deliveries, flows, isFull, lookedBackTo }: ReplayCount): string => {
  const behind = lookedBackTo === null ? '' : ` Older than ${wholeTime(lookedBackTo)} was not looked at.`
  if (deliveries === 0)
    return `No delivery that fits can be run again: it must have run, be kept with what arrived, and have no run under way.${behind}`
  const of = `${deliveriesWords(deliveries)} of ${flows === 1 ? '1 flow' : `${flows} flows`}`
  if (isFull) return `The newest ${of} are run again, as many as go at once; there are more.`
  return `${of} can be run again.${behind}`
}

/** Returns the label of the start button. */
export const replayWords = (count: number): string => `Replay ${deliveriesWords(count)}`

/** Formats the minimum duration of a bulk replay. */
export const lastingWords = (count: number, perSecond: number): string => {
  const seconds = Math.ceil(count / perSecond)
  if (seconds < 60) return `about ${seconds === 1 ? '1 second' : `${seconds} seconds`}`
  const minutes = Math.round(seconds / 60)
  return `about ${minutes === 1 ? '1 minute' : `${minutes} minutes`}`
}

const skippedWords = (skipped: number): string =>
  skipped === 0 ? '' : ` ${skipped} could not be run again when their turn came.`

/** Formats the progress of a bulk replay in one or two sentences. */
export const progressWords = ({ of, begun, skipped, perSecond, status }: ReplaysTold): string => {
  const part = `${begun.toLocaleString('en')} of ${deliveriesWords(of)}`
  switch (status.is) {
    case 'running':
      return `${part} run again so far, ${perSecond} a second at most.${skippedWords(skipped)}`
    case 'done':
      return begun === of
        ? `${begun === 1 ? '1 delivery runs' : `All ${deliveriesWords(of)} run`} again.`
        : `${part} run again.${skippedWords(skipped)}`
    case 'stopped':
      return `Stopped: ${part} run again, and what has begun goes on to its end.${skippedWords(skipped)}`
    case 'failed':
      return `Ended early, ${part} run again: ${status.fault.message}`
  }
}

/** Formats the message for a bulk replay that the server has lost. */
export const lostWords = ({ of, begun }: Pick<ReplaysTold, 'of' | 'begun'>): string =>
  `The server was started anew while deliveries were run again, which ended that: ${begun.toLocaleString('en')} of ${deliveriesWords(of)} had begun when this browser last looked. What had begun goes on; replay those that are left.`
