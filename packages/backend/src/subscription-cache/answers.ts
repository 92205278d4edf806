import {
  Fault,
  type Header,
  type Id,
  type Receiving,
  type RefusalFacts,
  type RefusalReason,
  type RuleAnswer
} from '@hookwright/model'

/** Answer to the sender of a request. */
export type EventAnswer = (
  | ({ is: 'said' } & RuleAnswer)
  /** Response with a fault in the common format. `retryAfter` is in seconds. */
  | {
      is: 'fault'
      fault: Fault
      status: number | null
      retryAfter: number | null
      /** True for an answer without a body, as the card wants it. */
      bare?: boolean
    }
) & {
  /** The delivery that was kept of it; null where it was only counted, or is kept later. */
  deliveryId: Id | null
}

/** Returns headers that keep browsers from showing a response as a page. */
const safe = (type: string): Header[] => [
  { name: 'content-type', value: type },
  { name: 'x-content-type-options', value: 'nosniff' },
  { name: 'content-security-policy', value: 'sandbox' }
]

/** The words of a card's answer to an event, for a status: without headers when there is nothing to say. */
export const saidOf = ({ answer: { accepted } }: Receiving, status: number): RuleAnswer =>
  accepted.body === ''
    ? { status, headers: [], body: '' }
    : { status, headers: safe(`${accepted.type}; charset=utf-8`), body: accepted.body }

/** A refusal, told without what would help a forger; 2xx is said without words, as the card wants it. */
export const refusedAnswer = (given: {
  reason: RefusalReason
  facts: RefusalFacts
  status: number
  receiving: Receiving
}): EventAnswer => {
  const { reason, facts, status, receiving } = given
  if (status < 300) return { is: 'said', status, headers: [], body: '', deliveryId: null }
  const seconds = typeof facts.seconds === 'number' ? facts.seconds : null
  const retryAfter =
    reason === 'busy' || reason === 'network-busy' ? seconds : saysAgain.includes(status) ? AGAIN_IN : null
  const bare = receiving.answer.refusedBody === 'empty'
  const told = { is: 'fault', status, retryAfter, bare, deliveryId: null } as const
  switch (reason) {
    case 'off':
      return { ...told, fault: new Fault('event-url.off') }
    case 'busy':
    case 'network-busy':
      return { ...told, fault: new Fault('event-url.busy', { seconds: seconds ?? AGAIN_IN }) }
    case 'paused':
      return { ...told, fault: new Fault('endpoint.paused', { seconds: RESUME_IN }), retryAfter: RESUME_IN }
    case 'encoding':
      return { ...told, fault: new Fault('event-url.encoding', { encoding: facts.encoding ?? '' }) }
    case 'too-large':
      return { ...told, fault: new Fault('event-url.too-large', { bytes: facts.most ?? 0 }) }
    case 'method': {
      const methods = [...receiving.methods, 'HEAD', 'OPTIONS'].join(', ')
      return { ...told, fault: new Fault('event-url.method', { methods }) }
    }
    default:
      return { ...told, fault: new Fault('event-url.refused') }
  }
}

/** The statuses that ask a sender to come again (RFC 6585, 4 and RFC 9110, 15.6.4). */
const saysAgain = [429, 503]

/** Seconds after which a caller may try again while the flow is paused. */
const RESUME_IN = 60

/** Seconds after which a sender may try again when nothing better is known. */
const AGAIN_IN = 5
