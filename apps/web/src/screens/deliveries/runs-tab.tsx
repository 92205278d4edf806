import { Link } from '@tanstack/react-router'
import type { OpenedDelivery } from '../../features/history/api-types.ts'
import { runTook } from '../../features/history/format-run-time.ts'
import { exactTime, rowTime } from '../../features/history/format-time.ts'
import { RunBadge } from '../../features/history/status-badges.tsx'
import { inFamilies } from './run-families.ts'

/** Tab of a delivery's runs. The runs of its records follow the run of the whole list. */
export const RunsTab = ({ delivery: { runs, status } }: { delivery: OpenedDelivery }) =>
  runs.length === 0 ? (
    <p className="text-body text-ink-2">
      {status.is === 'accepted'
        ? 'Not run yet. The run appears here when it starts.'
        : `The delivery is ${status.is} and did not start a run.`}
    </p>
  ) : (
    <ul aria-label="Runs of the delivery" className="m-0 list-none p-0">
      {inFamilies(runs).map(({ run, reason }) => (
        <li
          key={run.id}
          className="relative flex min-h-11 items-center gap-3 border-b border-line px-1 last:border-b-0 hover:bg-hover"
        >
          <RunBadge status={run.status} />
          <Link
            to="/runs/$runId"
            params={{ runId: run.id }}
            className="min-w-0 grow truncate rounded-xs text-label text-ink after:absolute after:inset-0"
          >
            {reason}
          </Link>
          <span className="tabular shrink-0 text-small text-ink-3">{runTook(run, '')}</span>
          <time
            dateTime={new Date(run.startedAt).toISOString()}
            title={exactTime(run.startedAt)}
            className="tabular shrink-0 text-small text-ink-3"
          >
            {rowTime(run.startedAt, Date.now())}
          </time>
        </li>
      ))}
    </ul>
  )
