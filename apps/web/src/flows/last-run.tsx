import { Badge, type Tone } from '@hookwright/ui'
import { Link } from '@tanstack/react-router'
import { Check, Clock, LoaderCircle, OctagonPause, X } from 'lucide-react'
import { minuteOfDay } from '../switch/minute-of-day.ts'
import type { ListedUserFlow } from './find-user-flows.ts'

type Run = NonNullable<ListedUserFlow['lastRun']>

const looks: Record<Run['status']['is'], { tone: Tone; Icon: typeof Check; words: string }> = {
  queued: { tone: 'neutral', Icon: Clock, words: 'queued' },
  running: { tone: 'busy', Icon: LoaderCircle, words: 'running' },
  waiting: { tone: 'busy', Icon: Clock, words: 'waiting' },
  succeeded: { tone: 'ok', Icon: Check, words: 'succeeded' },
  failed: { tone: 'err', Icon: X, words: 'failed' },
  parked: { tone: 'warn', Icon: OctagonPause, words: 'parked' },
  cancelled: { tone: 'neutral', Icon: X, words: 'cancelled' }
}

/** How the last run of a flow came out and when; it leads to the run. */
export const LastRun = ({ run, name }: { run: Run; name: string }) => {
  const { tone, Icon, words } = looks[run.status.is]
  return (
    <Link
      to="/runs/$runId"
      params={{ runId: run.id }}
      aria-label={`Last run of ${name}: ${words}, ${minuteOfDay(run.at)}`}
      className="relative inline-flex min-h-6 items-center rounded-full"
    >
      <Badge tone={tone} icon={<Icon aria-hidden />}>
        {minuteOfDay(run.at)}
      </Badge>
    </Link>
  )
}
