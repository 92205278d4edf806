import { runStatusText } from '@hookwright/model'
import { Badge } from '@hookwright/ui'
import { Link } from '@tanstack/react-router'
import { Ban } from 'lucide-react'
import { runLooks } from '../../features/history/status-badges.tsx'
import { minuteOfDay } from '../../features/switch/minute-of-day.ts'
import type { ListedUserFlow } from './listed-user-flow.ts'

const className = 'relative inline-flex min-h-6 items-center rounded-full'

/** Link to a flow's last run with its result, or to a later refusal. */
export const LastOfFlow = ({
  flow: { id: flowId, lastRun, refusedAt },
  name
}: {
  flow: Pick<ListedUserFlow, 'id' | 'lastRun' | 'refusedAt'>
  name: string
}) => {
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
          {at}
        </Badge>
      </Link>
    )
  }
  if (lastRun === null) return null
  const { tone, icon: Icon } = runLooks[lastRun.status.is]
  const at = minuteOfDay(lastRun.at)
  return (
    <Link
      to="/runs/$runId"
      params={{ runId: lastRun.id }}
      aria-label={`Last run of ${name}: ${runStatusText(lastRun.status.is)}, ${at}`}
      title={`The last run: ${runStatusText(lastRun.status.is)}`}
      className={className}
    >
      <Badge tone={tone} icon={<Icon aria-hidden />}>
        {at}
      </Badge>
    </Link>
  )
}
