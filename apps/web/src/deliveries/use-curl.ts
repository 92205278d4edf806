import { useQuery } from '@tanstack/react-query'
import { useApi } from '../api/use-api.tsx'
import type { OpenDeliveryTold } from '../history/told.ts'
import { unkept } from '../history/unkept.ts'
import { usePerson } from '../shell/use-person.ts'
import { commandOf } from './command-of.ts'

/**
 * Gives the command that sends what arrived again, with the whole Event URL: that is asked for when it is wanted, and not
 * kept. Null for those who may not have it, and where what arrived is not kept.
 */
export const useWholeCurl = ({
  subscriptionId,
  arrival,
  method
}: OpenDeliveryTold): (() => Promise<string>) | null => {
  const { role } = usePerson()
  const { queryClient, trpc } = useApi()
  if (arrival === null || role === 'viewer') return null
  return async () => {
    const options = trpc.subscriptions.eventUrl.queryOptions({ subscriptionId })
    return commandOf({ method, arrival }, await queryClient.fetchQuery({ ...options, ...unkept }))
  }
}

/** The same command to be read, its Event URL masked but for its end; and why it cannot be shown, if so. */
export const useShownCurl = ({
  subscriptionId,
  arrival,
  method
}: OpenDeliveryTold): { command: string | null; error: unknown } => {
  const { data, error } = useQuery({
    ...useApi().trpc.subscriptions.get.queryOptions({ subscriptionId }),
    enabled: arrival !== null
  })
  if (data === undefined || arrival === null) return { command: null, error }
  return { command: commandOf({ method, arrival }, `…/e/…${data.subscription.tokenTail}`), error: null }
}
