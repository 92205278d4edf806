import type { RunStatus } from './run.ts'

type Status = Pick<RunStatus, 'is'>

/** Statuses of a run, in the order in which filters offer them. */
export const runStatuses = [
  'queued',
  'running',
  'waiting',
  'succeeded',
  'failed',
  'on-hold',
  'cancelled'
] as const satisfies readonly RunStatus['is'][]

/** Text of a status, as people read it. */
export const runStatusText = (is: RunStatus['is']): string => (is === 'on-hold' ? 'on hold' : is)

/** False while a run may still go on; one on hold may. */
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

/** True while a run continues automatically, be it later; one on hold does not. */
export const isUnderWay = (status: Status): boolean => !hasEnded(status) && status.is !== 'on-hold'
