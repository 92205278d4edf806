import { type Id, type Lifetime, MINUTE, type Millis, type Subscription } from '@hookwright/model'
import { useQuery } from '@tanstack/react-query'
import { useNow } from '../../../features/switch/use-now.ts'
import { useTrpc } from '../../../kit/api/use-api.tsx'

/** How often the time that is left is counted anew. */
const COUNTED = MINUTE / 4

/** How a subscription lives at its service, with the time there. */
export interface Found {
  life: Lifetime
  now: Millis
  subscription: Subscription
}

/** Until when a flow's subscription lives at its service; null while it is not on. */
export const useLife = (flowId: Id): Found | null => {
  const { data, dataUpdatedAt } = useQuery(useTrpc().subscriptions.progress.queryOptions({ flowId }))
  const here = useNow(COUNTED)
  if (!data?.lifetime) return null
  const now = Math.max(here, dataUpdatedAt) + data.now - dataUpdatedAt
  return { life: data.lifetime, now, subscription: data.subscription }
}
