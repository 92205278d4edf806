import { type Millis, runStatusText } from '@hookwright/model'
import { Badge } from '@hookwright/ui'
import { Link } from '@tanstack/react-router'
import { Ban, CircleAlert } from 'lucide-react'
import { needsNothing, runStatusStyles } from '../../features/history/status-badges.tsx'
import { isOn } from '../../features/switch/is-on.ts'
import { minuteOfDay } from '../../features/switch/minute-of-day.ts'
import { formatAgo } from '../../kit/page/format-ago.ts'
import { formatCount } from '../../kit/page/format-count.ts'
import type { ListedUserFlow } from './listed-user-flow.ts'

const className = 'relative inline-flex min-h-6 items-center rounded-pill hover:underline'

/**
 * Describes the last run of a flow: “2 min ago”, “Failed 2 min ago”. If the service responded with an error,
 * the text begins with its HTTP status: “503 · 2 min ago”.
 */
const wordsOf = ({ status, at }: NonNullable<ListedUserFlow['lastRun']>, now: Millis): string => {
  if (status.is === 'running') return 'Running'
  if (status.is !== 'failed') return formatAgo(at, now)
  const { status: replied } = status.fault.details
  return replied === undefined ? `Failed ${formatAgo(at, now)}` : `${replied} · ${formatAgo(at, now)}`
}

/**
 * Link to a flow's last run with its result, or to a later refused request. Without both, shows the flow's
 * problems or status.
 */
export const LastOfFlow = ({
  flow,
  name,
  now
}: {
  flow: Pick<ListedUserFlow, 'id' | 'kind' | 'lastRun' | 'refusedAt' | 'problems' | 'subscription'>
  name: string
  now: Millis
}) => {
  const { id: flowId, lastRun, refusedAt, problems } = flow
  if (refusedAt !== null && refusedAt >= (lastRun?.at ?? 0)) {
    const at = minuteOfDay(refusedAt)
    return (
      <Link
        to="/flows/$flowId/why"
        params={{ flowId }}
        aria-label={`Last request of ${name}: refused, ${at}. Show details`}
        title="The last request was refused"
        className={className}
      >
        <Badge tone="err" icon={<Ban aria-hidden />}>
          Refused {formatAgo(refusedAt, now)}
        </Badge>
      </Link>
    )
  }
  if (problems > 0 && !isOn(flow)) {
    return <Badge icon={<CircleAlert aria-hidden />}>{formatCount(problems, 'problem')}</Badge>
  }
  if (lastRun === null) {
    const since = flow.subscription?.since
    const off = since === undefined ? 'Off' : `Off since ${minuteOfDay(since, now)}`
    return (
      <span className="text-small text-ink-3">
        {isOn(flow) || flow.kind === 'helper' ? 'No runs yet' : off}
      </span>
    )
  }
  const { tone, icon: Icon } = runStatusStyles[lastRun.status.is]
  const at = minuteOfDay(lastRun.at)
  return (
    <Link
      to="/runs/$runId"
      params={{ runId: lastRun.id }}
      aria-label={`Last run of ${name}: ${runStatusText(lastRun.status.is)}, ${at}`}
      title={`The last run: ${runStatusText(lastRun.status.is)}`}
      className={className}
    >
      <Badge tone={tone} plain={needsNothing(tone)} icon={<Icon aria-hidden />}>
        {wordsOf(lastRun, now)}
      </Badge>
    </Link>
  )
}
