import { type Run, timeOfRun, tookWords } from '@hookwright/model'

type Timed = Pick<Run, 'id' | 'startedAt' | 'finishedAt'>

/**
 * How long a run took behind its wait for its turn.
 * @param open what is said of one that has not ended
 */
export const runTook = (run: Timed, open: string): string => {
  const { took } = timeOfRun(run)
  return took === null ? open : tookWords(took)
}

/** How long a run took, and how long it waited for its turn before that, where it did. */
export const runTimes = (run: Timed): [name: string, time: string][] => {
  const { waited } = timeOfRun(run)
  return [
    ['Took', runTook(run, 'Under way')],
    ...(waited === 0 ? [] : [['Waited', `${tookWords(waited)} for its turn`] as [string, string]])
  ]
}
