import type { EventDrift } from '@hookwright/cards/views'
import type { Id } from '@hookwright/model'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useTrpc } from '../../kit/api/use-api.tsx'
import { useNotifier } from '../../kit/page/use-notifier.ts'
import type { Canvas } from './canvas.ts'

/**
 * Returns the differences between incoming data and the declaration of the open event. `null` while there is
 * no drift data.
 */
export const useDrift = ({ flowId }: Canvas, connectorId: Id): EventDrift | null => {
  const trpc = useTrpc()
  const queries = useQueryClient()
  const router = useRouter()
  const notifier = useNotifier()
  const { data } = useQuery(trpc.drift.list.queryOptions({ connectorId }))
  const { mutate } = useMutation(
    trpc.drift.ignore.mutationOptions({
      onError: notifier.failed,
      onSettled: () => queries.invalidateQueries({ queryKey: trpc.drift.pathKey() })
    })
  )
  const event = data?.find(({ eventFlowId }) => eventFlowId === flowId)
  return useMemo(
    () =>
      event === undefined
        ? null
        : {
            ...event,
            ignore: (key, ignored) => mutate({ flowId, key, ignored }),
            hrefOf: deliveryId =>
              router.buildLocation({
                to: '/deliveries/$deliveryId',
                params: { deliveryId },
                search: { tab: 'outputs' }
              }).href
          },
    [event, flowId, mutate, router]
  )
}
