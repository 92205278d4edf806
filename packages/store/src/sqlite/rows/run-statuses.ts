import { hasEnded, isUnderWay, type RunStatus, runStatuses } from '@hookwright/model'

/** Statuses as SQL looks in a list of them. */
const listOf = (fits: (status: Pick<RunStatus, 'is'>) => boolean): string =>
  `(${runStatuses
    .filter(is => fits({ is }))
    .map(is => `'${is}'`)
    .join(', ')})`

/** Statuses of runs that have ended. */
export const endedStatuses = listOf(hasEnded)

/** Statuses of runs that have not ended, including on hold. */
export const openStatuses = listOf(status => !hasEnded(status))

/** Statuses of runs that continue automatically. */
export const statusesUnderWay = listOf(isUnderWay)
