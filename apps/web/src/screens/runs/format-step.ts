import { formatDuration } from '@hookwright/model'
import type { OpenedRun } from '../../features/history/api-types.ts'
import { formatIteration } from './iterations.ts'
import { stepMarks } from './step-marks.ts'

type Line = OpenedRun['lines'][number]

/** Formats a step: “Step 3 of 8, Greet, succeeded, 4 ms”. */
export const formatStep = (lines: readonly Line[], index: number): string => {
  const line = lines[index]
  if (line === undefined) return 'The whole run'
  const { name, step, path } = line
  const iteration = formatIteration(path)
  const named = iteration === null ? name : `${name} in ${iteration}`
  const unfit = step.conversionErrors === undefined ? '' : ', with invalid outputs'
  return `Step ${index + 1} of ${lines.length}, ${named}, ${stepMarks[step.status].word}${unfit}, ${formatDuration(step.to - step.from)}`
}
