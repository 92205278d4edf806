import { Fault, type Header, headersIn, type Id } from '@hookwright/model'
import type { Store } from '@hookwright/store'
import type { Effects } from '../kernel/effects.ts'
import type { Shown } from '../retention/shown.ts'
import type { SubscriptionCache } from '../subscription-cache/subscription-cache.ts'
import { isNewEachTime, partsOf, signTestEvent, type TestSignature } from './sign-test-event.ts'

/** Delivery as a request that another client can send again. */
export interface ResendableRequest {
  method: string
  /** Query string of the Event URL; usually empty. */
  query: string
  headers: Header[]
  /** Body of the request. Binary bodies are base64-encoded. */
  body: { text: string } | { base64: string }
  signature: TestSignature
}

const asItCame = 'it contains the original signature, which may have expired'

/**
 * Creates the function that turns deliveries into requests. Requests get a new signature, or the original one
 * if signing is not possible. Secrets in requests are replaced by a placeholder.
 */
export const createRequestSigner = (params: {
  store: Store
  effects: Effects
  subscriptionCache: Pick<SubscriptionCache, 'byId' | 'policyOf'>
  shown: Shown
}): ((id: Id) => Promise<ResendableRequest>) => {
  const { store, effects, subscriptionCache } = params
  return async id => {
    const stored = await store.deliveries.find(id)
    const found = stored && (await params.shown(stored))
    const subscription = found && (await subscriptionCache.byId(found.delivery.subscriptionId))
    if (!found?.arrival || !subscription) throw new Fault('delivery.gone')
    const { method, query, headers: lines, body } = found.arrival
    const headers = headersIn(lines)
    const policy = await subscriptionCache.policyOf(subscription)
    const bytes = Buffer.from(body)
    const text = bytes.toString('utf8')
    if (!Buffer.from(text, 'utf8').equals(bytes)) {
      const signature: TestSignature =
        policy.rules.schemes.length === 0
          ? { is: 'unsigned' }
          : { is: 'not', why: `its body is no text; ${asItCame}` }
      return { method, query, headers, body: { base64: bytes.toString('base64') }, signature }
    }
    const fresh = headers.filter(({ name }) => !isNewEachTime(policy.rules, name))
    const { shown, signature } = signTestEvent(
      policy,
      { method, query, headers: fresh, body: text },
      { ...effects, now: effects.clock() }
    )
    if (signature.is === 'not') {
      const why = `${signature.why}; ${asItCame}`
      return { method, query, headers, body: { text }, signature: { is: 'not', why } }
    }
    const { body: signed, ...parts } = partsOf(shown)
    return { method, ...parts, body: { text: signed }, signature }
  }
}
