import type { NewDelivery } from '@hookwright/store'
import type { Effects } from '../kernel/effects.ts'

const CONTENT_TYPE = 'application/json'

/** Creates an accepted delivery for a built-in event, without an incoming request. */
export const builtInDelivery = (
  effects: Pick<Effects, 'newId' | 'clock'>,
  params: {
    subscriptionId: NewDelivery['subscriptionId']
    method: NewDelivery['method']
    body: Uint8Array
    /** Header lines in addition to the content type, with names and values alternating. */
    headers?: string[]
    /** True if the flow's receiving rules redact some values. */
    isRedacted: boolean
  }
): NewDelivery => {
  const { subscriptionId, method, body, headers = [], isRedacted } = params
  return {
    id: effects.newId(),
    subscriptionId,
    receivedAt: effects.clock(),
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
