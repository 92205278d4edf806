import type { Id } from '@hookwright/model'
import { useQuery } from '@tanstack/react-query'
import { useTrpc } from '../api/use-api.tsx'
import { isOn } from '../flows/is-on.ts'
import { EventUrl } from './event-url.tsx'

/** The Event URL of a flow, masked and to be copied; nothing while it is off. */
export const EventUrlOf = ({ flowId }: { flowId: Id }) => {
  const { data: progress } = useQuery(useTrpc().subscriptions.progress.queryOptions({ flowId }))
  return progress && isOn(progress) ? <EventUrl subscription={progress.subscription} /> : null
}
