import type { OpenedRun } from '../../features/history/api-types.ts'
import { failedStepOf } from '../../features/run-view/failure.ts'

interface Opened {
  flow: Pick<OpenedRun['flow'], 'id'>
  run: Pick<OpenedRun['run'], 'status'>
  lines: readonly Pick<OpenedRun['lines'][number], 'path' | 'step' | 'name' | 'flowId'>[]
}

/**
 * Returns the index of the step that is selected when a run is opened; null without steps.
 *
 * It is the failed step. Without one, it is the last step of the run's own flow that sent a request or called
 * a flow. Otherwise it is the last step that was not skipped.
 */
export const openingStep = (open: Opened): number | null => {
  const { lines, flow } = open
  const failed = failedStepOf(open) ?? lines.findIndex(({ step }) => step.status === 'failed')
  if (failed >= 0) return failed
  const last = (isWanted: (line: Opened['lines'][number], index: number) => boolean): number =>
    lines.findLastIndex((line, index) => line.flowId === flow.id && isWanted(line, index))
  const isCaller = ({ path }: Opened['lines'][number]): boolean =>
    lines.some(
      other => other.path.length > path.length && path.every((part, index) => other.path[index] === part)
    )
  const sent = last(line => (line.step.requests?.length ?? 0) > 0 || isCaller(line))
  const ran = last(({ step }) => step.status !== 'skipped')
  // The card that starts a flow has its values on every other one; what it led to says more.
  const found = sent > 0 ? sent : ran >= 0 ? ran : lines.length - 1
  return found < 0 ? null : found
}
