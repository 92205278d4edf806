import type { Run } from '@hookwright/model'

/**
 * The newest run of a flow that has come to an end, of runs newest first. A run that only begins one for each record has
 * those after it, which have the values.
 */
export const newestEnded = <Listed extends Pick<Run, 'kind' | 'finishedAt'>>(
  runs: readonly Listed[]
): Listed | null => runs.find(({ kind, finishedAt }) => kind === 'flow' && finishedAt !== null) ?? null
