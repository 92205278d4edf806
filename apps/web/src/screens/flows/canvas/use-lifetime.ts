import { type Id, type Lifetime, MINUTE, type Millis, type Subscription } from '@hookwright/model'
import { useQuery } from '@tanstack/react-query'
import { useNow } from '../../../features/switch/use-now.ts'
import { useTrpc } from '../../../kit/api/use-api.tsx'

/** Interval between updates of the remaining time, in milliseconds. */
const COUNTED = MINUTE / 4

/** Expiry and renewal of a subscription at its service. `now` is the current time of the server. */
export interface Found {
  life: Lifetime
  now: Millis
  subscription: Subscription
}

/** Returns when the flow's subscription expires and is renewed at its service. Null while the flow is off. */
export const useLifetime = (flowId: Id): Found | null => {
  const { data, dataUpdatedAt } = useQuery(useTrpc().subscriptions.progress.queryOptions({ flowId }))
  const here = useNow(COUNTED)
  if (!data?.lifetime) return null
  const now = Math.max(here, dataUpdatedAt) + data.now - dataUpdatedAt
  return { life: data.lifetime, now, subscription: data.subscription }
}
