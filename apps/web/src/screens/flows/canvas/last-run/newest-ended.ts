import type { Run } from '@hookwright/model'

/**
 * Returns the newest ended run of a flow, from runs sorted newest first. If a list was split into records,
 * this is the run of a record, which has the values.
 */
export const newestEnded = <Listed extends Pick<Run, 'kind' | 'finishedAt'>>(
  runs: readonly Listed[]
): Listed | null => runs.find(({ kind, finishedAt }) => kind === 'flow' && finishedAt !== null) ?? null
