import {
  Fault,
  type Header,
  type Id,
  type Receiving,
  type RefusalFacts,
  type RefusalReason,
  type RuleAnswer
} from '@hookwright/model'

/** Response to the sender of an event. */
export type EventAnswer = (
  | ({ is: 'said' } & RuleAnswer)
  /** Response with a fault in the common format. `retryAfter` is in seconds. */
  | {
      is: 'fault'
      fault: Fault
      status: number | null
      retryAfter: number | null
      /** True for a response without a body, as the card specifies. */
      bare?: boolean
    }
) & {
  /** Id of the stored delivery. `null` if the request was only counted or is stored later. */
  deliveryId: Id | null
}

/** Returns headers that keep browsers from showing a response as a page. */
const safe = (type: string): Header[] => [
  { name: 'content-type', value: type },
  { name: 'x-content-type-options', value: 'nosniff' },
  { name: 'content-security-policy', value: 'sandbox' }
]

/**
 * Returns the card's response to an accepted event, with this status. Without a body, it has no headers
 * either.
 */
export const acceptedResponseOf = ({ answer: { accepted } }: Receiving, status: number): RuleAnswer =>
  accepted.body === ''
    ? { status, headers: [], body: '' }
    : { status, headers: safe(`${accepted.type}; charset=utf-8`), body: accepted.body }

/**
 * Returns the answer to a refused request, without details that would help a forger. A 2xx answer
 * is empty, as the card specifies.
 */
export const refusedAnswer = (params: {
  reason: RefusalReason
  facts: RefusalFacts
  status: number
  receiving: Receiving
}): EventAnswer => {
  const { reason, facts, status, receiving } = params
  if (status < 300) return { is: 'said', status, headers: [], body: '', deliveryId: null }
  const seconds = typeof facts.seconds === 'number' ? facts.seconds : null
  const retryAfter =
    reason === 'busy' || reason === 'network-busy' ? seconds : saysAgain.includes(status) ? AGAIN_IN : null
  const bare = receiving.answer.refusedBody === 'empty'
  const common = { is: 'fault', status, retryAfter, bare, deliveryId: null } as const
  switch (reason) {
    case 'off':
      return { ...common, fault: new Fault('event-url.off') }
    case 'busy':
    case 'network-busy':
      return { ...common, fault: new Fault('event-url.busy', { seconds: seconds ?? AGAIN_IN }) }
    case 'paused':
      return { ...common, fault: new Fault('endpoint.paused', { seconds: RESUME_IN }), retryAfter: RESUME_IN }
    case 'encoding':
      return { ...common, fault: new Fault('event-url.encoding', { encoding: facts.encoding ?? '' }) }
    case 'too-large':
      return { ...common, fault: new Fault('event-url.too-large', { bytes: facts.most ?? 0 }) }
    case 'method': {
      const methods = [...receiving.methods, 'HEAD', 'OPTIONS'].join(', ')
      return { ...common, fault: new Fault('event-url.method', { methods }) }
    }
    default:
      return { ...common, fault: new Fault('event-url.refused') }
  }
}

/** Statuses that ask a sender to retry (RFC 6585, 4 and RFC 9110, 15.6.4). */
const saysAgain = [429, 503]

/** Retry-After value while the flow is paused, in seconds. */
const RESUME_IN = 60

/** Default Retry-After value, in seconds. */
const AGAIN_IN = 5
