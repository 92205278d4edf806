import { formatDuration, type Run, timeOfRun } from '@hookwright/model'

type Timed = Pick<Run, 'id' | 'startedAt' | 'finishedAt'>

/**
 * Formats the duration of a run, without the time in the queue.
 *
 * @param open text for a run that has not ended
 */
export const runTook = (run: Timed, open: string): string => {
  const { took } = timeOfRun(run)
  return took === null ? open : formatDuration(took)
}

/** Returns the times of a run with labels: “Duration” and, unless it is zero, “Queued”. */
export const runTimes = (run: Timed): [name: string, time: string][] => {
  const { waited } = timeOfRun(run)
  return [
    ['Duration', runTook(run, 'Running')],
    ...(waited === 0 ? [] : [['Queued', formatDuration(waited)] as [string, string]])
  ]
}
