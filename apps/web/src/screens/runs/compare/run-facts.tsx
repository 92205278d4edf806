import { Link } from '@tanstack/react-router'
import type { OpenedRun } from '../../../features/history/api-types.ts'
import { exactTime, rowTime } from '../../../features/history/format-time.ts'
import { RunBadge } from '../../../features/history/status-badges.tsx'
import { formatReplayMode } from '../../../features/replays/format-mode.ts'
import { formatExecutedVersion } from '../format-executed-version.ts'

/** Header of one side of a comparison: link to the run, result, and revision. */
export const RunFacts = ({ title, open }: { title: string; open: OpenedRun }) => {
  const { run } = open
  return (
    <section
      aria-label={title}
      className="flex min-w-0 flex-[1_1_18rem] flex-col gap-1 rounded-m border border-line bg-surface p-3"
    >
      <div className="flex flex-wrap items-center gap-2">
        <span className="text-small font-semibold text-ink-2">{title}</span>
        <RunBadge status={run.status} />
        <Link
          to="/runs/$runId"
          params={{ runId: run.id }}
          className="inline-flex min-h-6 items-center rounded-xs text-label text-accent-text hover:underline"
        >
          <time dateTime={new Date(run.startedAt).toISOString()} title={exactTime(run.startedAt)}>
            Run of {rowTime(run.startedAt, Date.now())}
          </time>
        </Link>
      </div>
      <p className="m-0 text-small text-ink-2 first-letter:uppercase">{formatExecutedVersion(open)}</p>
      {run.replay !== null && <p className="m-0 text-small text-ink-2">{formatReplayMode(run.replay)}</p>}
      {run.replay === null && run.replayOf !== null && <p className="m-0 text-small text-ink-2">Replay</p>}
    </section>
  )
}
