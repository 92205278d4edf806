import type { Id } from '@hookwright/model'
import { useQuery } from '@tanstack/react-query'
import { useTrpc } from '../../kit/api/use-api.tsx'

/** Returns a delivery with all its details, updated live. */
export const useDelivery = (deliveryId: Id) => useQuery(useTrpc().deliveries.get.queryOptions({ deliveryId }))
