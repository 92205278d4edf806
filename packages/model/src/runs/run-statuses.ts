import type { RunStatus } from './run.ts'

type Status = Pick<RunStatus, 'is'>

/** Statuses of a run, in the order in which filters offer them. */
export const runStatuses = [
  'queued',
  'running',
  'waiting',
  'succeeded',
  'failed',
  'parked',
  'cancelled'
] as const satisfies readonly RunStatus['is'][]

/** False while a run may still go on; a parked one may. */
export const hasEnded = ({ is }: Status): boolean => {
  switch (is) {
    case 'succeeded':
    case 'failed':
    case 'cancelled':
      return true
    case 'queued':
    case 'running':
    case 'waiting':
    case 'parked':
      return false
  }
}

/** True while a run goes on by itself, be it later; a parked one does not. */
export const isUnderWay = (status: Status): boolean => !hasEnded(status) && status.is !== 'parked'
