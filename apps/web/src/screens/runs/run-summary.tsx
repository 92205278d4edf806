import { type Id, runStatusText, valueAt } from '@hookwright/model'
import { Button } from '@hookwright/ui'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { OpenedRun } from '../../features/history/api-types.ts'
import { Facts } from '../../features/history/facts.tsx'
import { runTimes } from '../../features/history/format-run-time.ts'
import { signatureFacts } from '../../features/history/format-signature.ts'
import { exactTime, rowTime } from '../../features/history/format-time.ts'
import { JsonTree } from '../../features/history/json-tree.tsx'
import { MissingNotes } from '../../features/history/missing-notes.tsx'
import { RunBadge } from '../../features/history/status-badges.tsx'
import { formatReplayMode } from '../../features/replays/format-mode.ts'
import { failedStepOf, failureOfRun } from '../../features/run-view/failure.ts'
import { FaultBox } from '../../features/run-view/fault-box.tsx'
import { runKindLabels, unfitOutputsOf } from '../../features/run-view/format-run.ts'
import { formatCount } from '../../kit/page/format-count.ts'
import { addressOfStep } from './address-of-step.ts'
import { formatExecutedVersion } from './format-executed-version.ts'
import { incidentReport } from './incident-report.ts'

const linkClass = 'rounded-xs text-accent-text hover:underline'

/**
 * Returns the rows of the summary that exist only for some statuses, such as “Waits until” for a waiting run.
 */
const moreOf = ({ run: { status }, lines }: OpenedRun): [string, ReactNode][] => {
  switch (status.is) {
    case 'succeeded': {
      const at = status.stoppedAt?.join('/')
      const stopped = at === undefined ? undefined : lines.find(({ path }) => path.join('/') === at)
      const unfit = unfitOutputsOf(status)
      return [
        ...(stopped === undefined ? [] : [['Stopped early at', stopped.name] satisfies [string, ReactNode]]),
        ...(unfit === null ? [] : [['Warning', unfit] satisfies [string, ReactNode]])
      ]
    }
    case 'waiting':
      return [['Waits until', exactTime(status.until)]]
    case 'cancelled':
      return status.why === undefined ? [] : [['Reason', status.why]]
    case 'queued':
    case 'running':
    case 'failed':
    case 'on-hold':
      return []
  }
}

const kindOf = ({ run: { kind, recordIndex }, records, isMakers, ofFlow }: OpenedRun): string => {
  if (isMakers && ofFlow !== null) return 'Run of a connector’s helper flow'
  if (recordIndex !== null) return `${runKindLabels[kind]} for record ${recordIndex + 1}`
  return records === null
    ? runKindLabels[kind]
    : `${runKindLabels[kind]} of the list, which starts one run per record`
}

/** Returns the list of records for which a run started one run each; null for a run without records. */
const listOf = ({ run, records }: OpenedRun): unknown =>
  records === null ? null : valueAt(run.steps?.[0]?.outputs, ['records'])

/** Mode of a replay, with links to the original run and the comparison. */
const Replayed = ({ open: { run }, old }: { open: OpenedRun; old: Id }) => (
  <span className="flex flex-col gap-0.5">
    {run.replay !== null && <span>{formatReplayMode(run.replay)}</span>}
    <Link to="/runs/$runId" params={{ runId: old }} className={linkClass}>
      {old === run.deliveryId ? 'the first run of the delivery' : 'an earlier run'}
    </Link>
    <Link to="/runs/$runId/compare" params={{ runId: run.id }} search={{ with: old }} className={linkClass}>
      Compare both runs
    </Link>
  </span>
)

/** Maximum number of listed replays; the list of runs contains all. */
const MOST_NAMED = 5

/** Links to the replays of this run. */
const ReplayedBy = ({ replays }: Pick<OpenedRun, 'replays'>) => (
  <ul className="m-0 flex list-none flex-col gap-0.5 p-0">
    {replays.slice(0, MOST_NAMED).map(({ id, startedAt, replay }) => (
      <li key={id}>
        <Link to="/runs/$runId" params={{ runId: id }} className={linkClass}>
          {replay === null ? 'Replay' : formatReplayMode(replay)}, {rowTime(startedAt, Date.now())}
        </Link>
      </li>
    ))}
  </ul>
)

/** Links to the runs that cards of this run started. */
const Begun = ({ runs }: { runs: OpenedRun['calls']['called'] }) => (
  <ul className="m-0 flex list-none flex-col gap-0.5 p-0">
    {runs.slice(0, MOST_NAMED).map(({ id, status, startedAt }) => (
      <li key={id}>
        <Link to="/runs/$runId" params={{ runId: id }} className={linkClass}>
          Run of a helper flow, {runStatusText(status.is)}, {rowTime(startedAt, Date.now())}
        </Link>
      </li>
    ))}
    {runs.length > MOST_NAMED && <li className="text-ink-3">and {runs.length - MOST_NAMED} more</li>}
  </ul>
)

/** Summary of a run: result, flow and output. */
export const RunSummary = ({ open, onStep }: { open: OpenedRun; onStep: (index: number) => void }) => {
  const { run, delivery } = open
  const { status, startedAt, replayOf } = run
  const list = listOf(open)
  const failedAt = failedStepOf(open)
  const failure = failureOfRun(open)
  const facts: [string, ReactNode][] = [
    ['Status', <RunBadge key="status" status={status} />],
    ...moreOf(open),
    ['Kind', kindOf(open)],
    ['Started', exactTime(startedAt)],
    ...runTimes(run),
    ['Version', formatExecutedVersion(open)]
  ]
  if (delivery !== null) {
    facts.push([
      'Delivery',
      <Link
        key="delivery"
        to="/deliveries/$deliveryId"
        params={{ deliveryId: delivery.id }}
        className={linkClass}
      >
        {delivery.event?.name ?? 'Open the delivery'}
      </Link>
    ])
    if (delivery.signed !== null) facts.push(['Signature', signatureFacts[delivery.signed]])
    if (delivery.replays > 0)
      facts.push([
        'Replays',
        <Link key="replays" to="/runs" search={{ delivery: delivery.id }} className={linkClass}>
          {formatCount(delivery.replays, 'replay of the delivery', 'replays of the delivery')}
        </Link>
      ])
  }
  if (replayOf !== null) facts.push(['Replay of', <Replayed key="replayed" open={open} old={replayOf} />])
  if (open.replays.length > 0)
    facts.push(['Replayed by', <ReplayedBy key="replayed-by" replays={open.replays} />])
  const { caller, called } = open.calls
  if (caller !== null)
    facts.push([
      'Started by',
      <Link key="caller" to="/runs/$runId" params={{ runId: caller.id }} className={linkClass}>
        another run, {rowTime(caller.startedAt, Date.now())}
      </Link>
    ])
  if (called.length > 0) facts.push(['Started runs', <Begun key="begun" runs={called} />])
  return (
    <div className="flex flex-col gap-4">
      {failure !== null && (
        <FaultBox
          failure={failure}
          kind={run.kind}
          report={() => incidentReport(open, failure, addressOfStep(run.id, failedAt))}
        >
          {failedAt !== null && (
            <Button size="card" look="primary" onClick={() => onStep(failedAt)}>
              Go to the failed step
            </Button>
          )}
        </FaultBox>
      )}
      <MissingNotes missing={open.missing} />
      <Facts label="The run" facts={facts} />
      {list !== null && (
        <section aria-label="List of records">
          <h3 className="m-0 mb-1 text-small font-semibold text-ink-2">List of records</h3>
          <JsonTree label="List of records" value={list} opensTo={2} />
        </section>
      )}
      {run.result !== null && (
        <section aria-label="Result">
          <h3 className="m-0 mb-1 text-small font-semibold text-ink-2">Result</h3>
          <JsonTree label="Result" value={run.result} />
        </section>
      )}
    </div>
  )
}
