import { hasEventUrl, type Id } from '@hookwright/model'
import { lazyPart, useLazy } from '@hookwright/ui'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { isOn } from '../../../features/switch/is-on.ts'
import { useTrpc } from '../../../kit/api/use-api.tsx'

const lazyMenu = lazyPart(() => import('./hook-menu.tsx'))

/**
 * Returns the label above the start card: the end of the flow's Event URL (“/e/…x9Q4”) with a menu. Undefined
 * while the flow is off or has no such URL.
 */
export const useHookAddress = (flowId: Id): ReactNode | undefined => {
  const { data: progress } = useQuery(useTrpc().subscriptions.progress.queryOptions({ flowId }))
  const subscription = progress != null && isOn(progress) ? progress.subscription : null
  const hasUrl = subscription !== null && hasEventUrl(subscription.terms)
  const parts = useLazy(lazyMenu, hasUrl)
  if (!hasUrl) return undefined
  return (
    <>
      <span className="truncate font-code text-small">/e/…{subscription.tokenTail}</span>
      {parts !== null && <parts.HookMenu subscription={subscription} />}
    </>
  )
}
