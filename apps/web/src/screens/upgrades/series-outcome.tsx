import type { AppRouter } from '@hookwright/api'
import { shownFlowName } from '@hookwright/model'
import { Notice } from '@hookwright/ui'
import type { inferRouterOutputs } from '@trpc/server'
import { formatSeries } from './format-series.ts'

type Progress = inferRouterOutputs<AppRouter>['subscriptions']['moved']['progress']

/** Progress of registering several flows again, and the failures. */
export const SeriesOutcome = ({ progress }: { progress: Progress }) => {
  if (progress === null || (progress.of === 0 && progress.failed.length === 0)) return null
  const { of, done, isRunning, failed } = progress
  return (
    <Notice tone={isRunning ? 'info' : failed.length > 0 ? 'warn' : 'ok'} className="rounded-none">
      {formatSeries({ of, done: done - failed.length, isRunning })}
      {failed.map(({ flowId, flowName, fault }) => (
        <span key={flowId} className="block">
          “{shownFlowName(flowName)}” was not changed: {fault.message}
        </span>
      ))}
    </Notice>
  )
}
