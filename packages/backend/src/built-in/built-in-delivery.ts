import type { NewDelivery } from '@hookwright/store'
import type { Effects } from '../kernel/effects.ts'

const CONTENT_TYPE = 'application/json'

/** An accepted delivery that the server makes itself for a built-in event. */
export const builtInDelivery = (
  outside: Pick<Effects, 'newId' | 'clock'>,
  given: {
    subscriptionId: NewDelivery['subscriptionId']
    method: NewDelivery['method']
    body: Uint8Array
    /** Header lines besides that of the content type, names and values in turn. */
    headers?: string[]
    /** True if the rules of its flow keep some values from being stored. */
    isRedacted: boolean
  }
): NewDelivery => {
  const { subscriptionId, method, body, headers = [], isRedacted } = given
  return {
    id: outside.newId(),
    subscriptionId,
    receivedAt: outside.clock(),
    method,
    contentType: CONTENT_TYPE,
    size: body.byteLength,
    status: { is: 'accepted' },
    orderKey: null,
    verdict: null,
    ...(isRedacted && { redaction: 'due' as const }),
    arrival: { method, query: '', headers: ['content-type', CONTENT_TYPE, ...headers], body }
  }
}
