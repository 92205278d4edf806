import type { Run } from '@hookwright/model'

/**
 * Returns the newest ended run of a flow, from runs sorted newest first. Runs of records are newer than the
 * run of their list, so they are returned first; they have the values.
 */
export const newestEnded = <Listed extends Pick<Run, 'kind' | 'finishedAt'>>(
  runs: readonly Listed[]
): Listed | null => runs.find(({ kind, finishedAt }) => kind === 'flow' && finishedAt !== null) ?? null
