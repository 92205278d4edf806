import type { IncomingRequest, Verdict } from '@hookwright/model'
import type { Store } from '@hookwright/store'
import type { Effects } from '../kernel/effects.ts'
import type { EventAnswer } from '../subscription-cache/answers.ts'
import type { SubscriptionCache } from '../subscription-cache/subscription-cache.ts'
import { keepCaptured, mayCapture } from './captures.ts'
import { createConfirmations } from './confirmations.ts'
import type { Refusals } from './refusals.ts'
import { type RefusalContext, type RefuseRequest, withoutValues } from './refuse-request.ts'

/** Fetches a URL and stores captured values if the handshake rules require it, then answers the handshake. */
export type AnswerHandshake = (
  at: RefusalContext,
  arrival: IncomingRequest,
  verdict: Extract<Verdict, { is: 'handshake' }>
) => Promise<EventAnswer>

export const createAnswerHandshake = (params: {
  store: Store
  effects: Effects
  subscriptionCache: Pick<SubscriptionCache, 'drop'>
  refusals: Pick<Refusals, 'answered'>
  refusing: RefuseRequest
}): AnswerHandshake => {
  const { store, effects, subscriptionCache, refusals, refusing } = params
  const confirmations = createConfirmations(effects)

  /** Fetches the URL of a handshake. Returns the answer for a failed fetch, or null on success. */
  const confirm = async (at: RefusalContext, url: string): Promise<EventAnswer | null> => {
    const { subscription, policy } = at
    const confirmed = confirmations.of(subscription.id, url)
    if (confirmed === undefined) return refusing.overload(subscription, policy)
    const why = await confirmed
    return why === null
      ? null
      : refusing.refuse(at, 'handshake-unconfirmed', { why }, policy.receiving.answer.overloaded)
  }

  return async (at, arrival, { rule, answer, captures, fetch }) => {
    const { subscription, policy, head } = at
    const { refused } = policy.receiving.answer
    if (fetch !== null) {
      const isLate = captures.length > 0 && !(await mayCapture(store, subscription.id, policy))
      if (isLate) return refusing.refuse(at, 'handshake-captured', {}, refused)
      const unconfirmed = await confirm(at, fetch)
      if (unconfirmed !== null) return unconfirmed
    }
    if (captures.length > 0) {
      const isKept = await keepCaptured(params, subscription.id, policy, captures)
      effects.passing('capture-kept')
      subscriptionCache.drop(each => each.id === subscription.id)
      if (!isKept) return refusing.refuse(at, 'handshake-captured', {}, refused)
    }
    // What was captured is kept sealed, and must not stand in the clear beside that.
    const hide = effects.scrubber(captures.map(({ value }) => value))
    const { headers, query } = hide({ headers: arrival.headers, query: arrival.query })
    const body = captures.length > 0 ? new Uint8Array() : arrival.body
    const redacted = withoutValues(subscription, head, { ...arrival, headers, query, body }).arrival
    const asked = { ...head, headers: redacted.headers, query: redacted.query }
    refusals.answered(subscription.id, policy, asked, { rule, body: redacted.body })
    return { is: 'said', ...answer, deliveryId: null }
  }
}
