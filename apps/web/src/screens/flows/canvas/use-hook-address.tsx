import { hasEventUrl, type Id } from '@hookwright/model'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { isOn } from '../../../features/switch/is-on.ts'
import { useTrpc } from '../../../kit/api/use-api.tsx'

/** The end of a flow's Event URL for the label of its hook; undefined while the flow is off or has no such URL. */
export const useHookAddress = (flowId: Id): ReactNode | undefined => {
  const { data: progress } = useQuery(useTrpc().subscriptions.progress.queryOptions({ flowId }))
  const subscription = progress != null && isOn(progress) ? progress.subscription : null
  if (subscription === null || !hasEventUrl(subscription.terms)) return undefined
  return <span className="font-code text-small">/e/…{subscription.tokenTail}</span>
}
