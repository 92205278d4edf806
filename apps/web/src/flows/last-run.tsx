import { Badge } from '@hookwright/ui'
import { Link } from '@tanstack/react-router'
import { runLooks } from '../history/status-badges.tsx'
import { minuteOfDay } from '../switch/minute-of-day.ts'
import type { ListedUserFlow } from './find-user-flows.ts'

type Run = NonNullable<ListedUserFlow['lastRun']>

/** How the last run of a flow came out and when; it leads to the run. */
export const LastRun = ({ run, name }: { run: Run; name: string }) => {
  const { tone, icon: Icon } = runLooks[run.status.is]
  return (
    <Link
      to="/runs/$runId"
      params={{ runId: run.id }}
      aria-label={`Last run of ${name}: ${run.status.is}, ${minuteOfDay(run.at)}`}
      className="relative inline-flex min-h-6 items-center rounded-full"
    >
      <Badge tone={tone} icon={<Icon aria-hidden />}>
        {minuteOfDay(run.at)}
      </Badge>
    </Link>
  )
}
