import type { RunStatus } from './run.ts'

type Status = Pick<RunStatus, 'is'>

/** Statuses of a run, in the order of filters. */
export const runStatuses = [
  'queued',
  'running',
  'waiting',
  'succeeded',
  'failed',
  'on-hold',
  'cancelled'
] as const satisfies readonly RunStatus['is'][]

/** Returns the display text of a status. */
export const runStatusText = (is: RunStatus['is']): string => (is === 'on-hold' ? 'on hold' : is)

/** Returns true for a final status. A run on hold may still continue. */
export const hasEnded = ({ is }: Status): boolean => {
  switch (is) {
    case 'succeeded':
    case 'failed':
    case 'cancelled':
      return true
    case 'queued':
    case 'running':
    case 'waiting':
    case 'on-hold':
      return false
  }
}

/** Reason why a delivery cannot be replayed yet, as the end of a sentence. */
export const RUN_IN_PROGRESS = 'one of its runs is still in progress'

/** Returns true while a run will continue without a person. A run on hold will not. */
export const isInProgress = (status: Status): boolean => !hasEnded(status) && status.is !== 'on-hold'
