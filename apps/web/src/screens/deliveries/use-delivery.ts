import type { Id } from '@hookwright/model'
import { useQuery } from '@tanstack/react-query'
import { useTrpc } from '../../kit/api/use-api.tsx'

/** A delivery with all that is known of it, as it is now. */
export const useDelivery = (deliveryId: Id) => useQuery(useTrpc().deliveries.get.queryOptions({ deliveryId }))
