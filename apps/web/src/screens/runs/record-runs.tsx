import type { Id, Run } from '@hookwright/model'
import { buttonClass } from '@hookwright/ui'
import { Link } from '@tanstack/react-router'
import { RunBadge } from '../../features/history/status-badges.tsx'
import { formatRecordRuns } from '../../features/run-view/format-run.ts'

/** Maximum number of listed runs; the list of runs contains all. */
const MOST_NAMED = 12

/** Links to the runs that a run of a list started for its records. */
export const RecordRuns = ({
  runs,
  leftOut,
  deliveryId
}: {
  runs: Pick<Run, 'id' | 'status' | 'recordIndex'>[]
  /** Number of records without a run because they are duplicates. */
  leftOut: number
  deliveryId: Id | null
}) => (
  <nav
    aria-label="Runs for each record"
    className="flex shrink-0 flex-wrap items-center gap-2 border-b border-line bg-surface px-4 py-2"
  >
    <span className="text-label text-ink-2">{formatRecordRuns(runs.length, leftOut)}</span>
    {runs.slice(0, MOST_NAMED).map(({ id, status, recordIndex }) => (
      <Link key={id} to="/runs/$runId" params={{ runId: id }} className={buttonClass({ size: 'card' })}>
        Record {(recordIndex ?? 0) + 1}
        <RunBadge status={status} />
      </Link>
    ))}
    {runs.length > MOST_NAMED && deliveryId !== null && (
      <Link
        to="/runs"
        search={{ delivery: deliveryId }}
        className={buttonClass({ look: 'quiet', size: 'card' })}
      >
        All runs of the delivery
      </Link>
    )}
  </nav>
)
