import type { Run } from '@hookwright/model'

/**
 * Returns the newest ended run of a flow, from runs sorted newest first. A run that only starts one per record is
 * followed by those, which have the values.
 */
export const newestEnded = <Listed extends Pick<Run, 'kind' | 'finishedAt'>>(
  runs: readonly Listed[]
): Listed | null => runs.find(({ kind, finishedAt }) => kind === 'flow' && finishedAt !== null) ?? null
