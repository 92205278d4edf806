import { formatDuration, type RunStatus, type StepPath } from '@hookwright/model'
import { Notice } from '@hookwright/ui'
import type { ReactNode } from 'react'
import type { RunWithTrace } from '../../features/history/api-types.ts'
import { Facts } from '../../features/history/facts.tsx'
import { runTimes } from '../../features/history/format-run-time.ts'
import { exactTime } from '../../features/history/format-time.ts'
import { RunBadge } from '../../features/history/status-badges.tsx'
import { runKindLabels } from '../../features/run-view/format-run.ts'
import { formatWaiting } from '../../features/run-view/format-waiting.ts'

const failureOf = (status: RunStatus): string | null => {
  if (status.is === 'failed') return status.fault.message
  if (status.is === 'waiting') return formatWaiting(status, Date.now())
  return status.is === 'on-hold' ? `The run is on hold: ${status.why}` : null
}

/** Returns the nesting depth of a step. */
const depthOf = (path: StepPath): number => path.filter(part => typeof part === 'string').length - 1

/** Name of a step's card, indented by depth. If the name is unknown, shows the ids of the step's path. */
const StepName = ({ path, name }: { path: StepPath; name: string | undefined }) =>
  name === undefined ? (
    <span className="min-w-0 grow truncate font-code text-small text-ink">{path.join(' › ')}</span>
  ) : (
    <span className="min-w-0 grow truncate text-ink" style={{ paddingLeft: `${depthOf(path) * 16}px` }}>
      {name}
    </span>
  )

/**
 * Text view of a run without a canvas. It is shown to members who may not see values, and if the run's flow
 * is no longer stored.
 */
export const RunInText = ({ run, why }: { run: RunWithTrace; why: string }) => {
  const failure = failureOf(run.status)
  const facts: [string, ReactNode][] = [
    ['Status', <RunBadge key="status" status={run.status} />],
    ['Kind', runKindLabels[run.kind]],
    ['Started', exactTime(run.startedAt)],
    ...runTimes(run)
  ]
  return (
    <div className="flex w-full max-w-3xl flex-col gap-4 overflow-y-auto px-8 py-6 max-md:p-4">
      <h1 className="m-0 text-h1">{runKindLabels[run.kind]}</h1>
      <Notice tone="info">{why}</Notice>
      {failure !== null && <Notice tone="err">{failure}</Notice>}
      <Facts label="The run" facts={facts} />
      <section aria-label="Steps">
        <h2 className="m-0 mb-1 text-small font-semibold text-ink-2">Steps</h2>
        <ol className="m-0 list-none rounded-m border border-line bg-surface p-0">
          {(run.steps ?? []).map(({ path, status, from, to }, index) => (
            <li
              key={path.join('/')}
              className="flex items-center gap-3 border-b border-line px-3 py-2 text-body last:border-b-0"
            >
              <StepName path={path} name={run.stepNames?.[index]} />
              <span className="text-ink-2">{status}</span>
              <span className="tabular min-w-14 text-right text-small text-ink-3">
                {formatDuration(to - from)}
              </span>
            </li>
          ))}
        </ol>
      </section>
    </div>
  )
}
