import type { ClearingProgress, StillNeeded } from './api-types.ts'

const counted = (count: number, one: string, many: string): string =>
  count === 1 ? `1 ${one}` : `${count.toLocaleString('en')} ${many}`

/** `1 delivery`, `1,204 deliveries`. */
export const formatDeliveries = (count: number): string => counted(count, 'delivery', 'deliveries')

/** `1 run`, `1,204 runs`. */
export const formatRuns = (count: number): string => counted(count, 'run', 'runs')

/** Formats the data that cannot be cleared yet as a sentence, or returns null. */
export const formatNeeded = ({ accepted, open, onHold }: StillNeeded): string | null => {
  const parts = [
    ...(accepted === 0
      ? []
      : [`${formatDeliveries(accepted)} that ${accepted === 1 ? 'waits' : 'wait'} to be run`]),
    ...(open === 0 ? [] : [`${formatDeliveries(open)} with a run under way`]),
    ...(onHold === 0 ? [] : [`${formatDeliveries(onHold)} with a run on hold`])
  ]
  if (parts.length === 0) return null
  const all = parts.length === 1 ? parts[0] : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`
  return `${all} cannot be cleared yet, since the data is still needed to run; clear again once that has ended.`
}

/** Formats the progress of a clearing as a sentence. */
export const formatClearing = ({ status, done }: Pick<ClearingProgress, 'status' | 'done'>): string => {
  const gone = counted(done, 'body or trace is', 'bodies and traces are')
  switch (status.is) {
    case 'running':
      return `Clearing: ${gone} gone so far.`
    case 'done':
      return done === 0 ? 'Cleared: there was nothing to take away.' : `Cleared: ${gone} gone for good.`
    case 'failed':
      return `${status.fault.message} ${gone} gone so far; it goes on soon.`
  }
}
