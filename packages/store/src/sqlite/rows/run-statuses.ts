import { hasEnded, isUnderWay, type RunStatus, runStatuses } from '@hookwright/model'

/** Statuses as SQL looks in a list of them. */
const listOf = (fits: (status: Pick<RunStatus, 'is'>) => boolean): string =>
  `(${runStatuses
    .filter(is => fits({ is }))
    .map(is => `'${is}'`)
    .join(', ')})`

/** Those of runs that do not go on any more. */
export const endedStatuses = listOf(hasEnded)

/** Those of runs that may still go on, those on hold among them. */
export const openStatuses = listOf(status => !hasEnded(status))

/** Those of runs that go on by themselves. */
export const statusesUnderWay = listOf(isUnderWay)
