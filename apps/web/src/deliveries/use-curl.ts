import { useQuery } from '@tanstack/react-query'
import { useTrpc } from '../api/use-api.tsx'
import type { OpenDeliveryTold } from '../history/told.ts'
import { usePerson } from '../shell/use-person.ts'
import { commandOf, maskedUrl } from './command-of.ts'

/** The command that sends what arrived again, to be copied and, with a masked address, to be read. Null while it is not known. */
export const useCurl = (delivery: OpenDeliveryTold): { whole: string | null; shown: string | null } => {
  const { subscriptionId, arrival, method } = delivery
  const { role } = usePerson()
  const { data: url } = useQuery({
    ...useTrpc().subscriptions.eventUrl.queryOptions({ subscriptionId }),
    enabled: role !== 'viewer' && arrival !== null,
    staleTime: Number.POSITIVE_INFINITY
  })
  if (url === undefined || arrival === null) return { whole: null, shown: null }
  return {
    whole: commandOf({ method, arrival }, url),
    shown: commandOf({ method, arrival }, maskedUrl(url))
  }
}
