import type { ReceivedRequest, Workbench } from '@hookwright/cards/views'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useCallback, useMemo } from 'react'
import { withSentence } from '../../kit/api/fault-of.ts'
import { useTrpc } from '../../kit/api/use-api.tsx'
import { minuteTime } from '../../kit/page/clock-time.ts'
import type { Canvas } from './canvas.ts'

/** Returns the requests received for the event so far, byte for byte. */
export const useReceived = (canvas: Canvas): ReceivedRequest[] => {
  const trpc = useTrpc()
  const { data } = useQuery(trpc.receiving.requests.queryOptions({ flowId: canvas.flowId }))
  return useMemo(
    () =>
      (data ?? []).map(({ deliveryId, at, ...request }) => ({
        id: deliveryId,
        name: `Delivery, ${minuteTime(at)}`,
        at,
        ...request
      })),
    [data]
  )
}

/**
 * Returns the last request that each signature scheme accepted: its time and the signing key that matched.
 */
export const useLastMatches = (canvas: Canvas): ReturnType<Workbench['useLastMatches']> => {
  const trpc = useTrpc()
  const { data } = useQuery(trpc.receiving.lastMatches.queryOptions({ flowId: canvas.flowId }))
  return useMemo(
    () => Object.fromEntries((data ?? []).map(({ scheme, key, at }) => [scheme, { key, at }])),
    [data]
  )
}

/** Returns a function that checks a request against the rules of an Event URL. */
export const useExplainReceiving = (): Workbench['explainReceiving'] => {
  const trpc = useTrpc()
  const { mutateAsync: ask } = useMutation(trpc.receiving.explain.mutationOptions())
  return useCallback(params => withSentence(ask(params)), [ask])
}
