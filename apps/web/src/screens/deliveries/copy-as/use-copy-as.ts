import { useMutation, useQuery } from '@tanstack/react-query'
import type { OpenedDelivery } from '../../../features/history/api-types.ts'
import { uncached } from '../../../features/history/uncached.ts'
import { formatCopied } from '../../../features/switch/test-event/format-signature.ts'
import { alone } from '../../../kit/api/api.ts'
import { useApi } from '../../../kit/api/use-api.tsx'
import { useCopy } from '../../../kit/page/use-copy.ts'
import { usePerson } from '../../../kit/page/use-person.ts'
import { type Format, formatLabels, writeAs } from './formats.ts'
import { type RequestToCopy, requestToCopy } from './request-to-copy.ts'

/**
 * Returns a function that copies the received request with the full Event URL and a new signature. It shows
 * how long the signature is valid and resolves to true on success. Returns null for viewers, and if the
 * request is no longer stored.
 */
export const useCopyAs = ({
  id,
  subscriptionId,
  arrival
}: OpenedDelivery): ((format: Format) => Promise<boolean>) | null => {
  const { role } = usePerson()
  const { queryClient, trpc } = useApi()
  const copy = useCopy()
  const sign = useMutation(trpc.deliveries.signAnew.mutationOptions(alone))
  if (arrival === null || role === 'viewer') return null
  return async format => {
    const options = trpc.subscriptions.eventUrl.queryOptions({ subscriptionId })
    const url = await queryClient.fetchQuery({ ...options, ...uncached })
    const { signature, ...request } = await sign.mutateAsync({ deliveryId: id })
    return copy(
      writeAs[format](requestToCopy(url, request)),
      formatCopied(signature, formatLabels[format].what)
    )
  }
}

/** Returns the received request for display, with a masked Event URL, or the error if it cannot be loaded. */
export const useShownRequest = ({
  subscriptionId,
  arrival,
  method
}: OpenedDelivery): { request: RequestToCopy | null; error: unknown } => {
  const { data, error } = useQuery({
    ...useApi().trpc.subscriptions.get.queryOptions({ subscriptionId }),
    enabled: arrival !== null
  })
  if (data === undefined || arrival === null) return { request: null, error }
  const { query, headers, text, base64 } = arrival
  const body = text === null && base64 !== null ? { base64 } : { text: text ?? '' }
  const url = `…/e/…${data.subscription.tokenTail}`
  return { request: requestToCopy(url, { method, query, headers, body }), error: null }
}
