import { Badge } from '@hookwright/ui'
import { minuteTime } from '../../kit/page/clock-time.ts'
import type { ListedEndpoint } from './api-types.ts'

/**
 * Badge for an endpoint that does not receive alerts: “Stopped” or “Failing since 14:02”. The endpoint's
 * switch does not show this.
 */
export const EndpointStatus = ({ endpoint: { status, failingSince } }: { endpoint: ListedEndpoint }) => {
  if (status.is === 'stopped') return <Badge tone="err">Stopped</Badge>
  return status.is === 'on' && failingSince !== null ? (
    <Badge tone="warn">Failing since {minuteTime(failingSince)}</Badge>
  ) : null
}
