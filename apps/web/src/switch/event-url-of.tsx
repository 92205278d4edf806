import type { Id } from '@hookwright/model'
import { useQuery } from '@tanstack/react-query'
import { useTrpc } from '../api/use-api.tsx'
import { EventUrl } from './event-url.tsx'

const open = ['registering', 'on', 'paused']

/** The Event URL of a flow, masked and to be copied; nothing while it is off. */
export const EventUrlOf = ({ flowId }: { flowId: Id }) => {
  const { data: progress } = useQuery(useTrpc().subscriptions.progress.queryOptions({ flowId }))
  const subscription = progress?.subscription
  if (subscription === undefined || !open.includes(subscription.status.is)) return null
  return <EventUrl subscription={subscription} />
}
