import { type Arriving, headerOf, mediaTypeOf } from './arriving.ts'
import type { VerificationFailure } from './candidates.ts'
import { allHold } from './conditions.ts'
import type { Cryptography } from './cryptography.ts'
import { fillText, type Scope, scopeOf } from './fill.ts'
import { type Answering, answerHandshake, type Handshaken, type RuleAnswer } from './handshake.ts'
import { type RefusalFacts, type RefusalReason, refusalText } from './refusal.ts'
import type { MaybeParts, Rules } from './rules.ts'
import { type Matched, verify } from './verify.ts'

/** Verdict of the receiving rules on a request. `matched` is null if the rules require no signature. */
export type Verdict =
  | { is: 'accepted'; matched: Matched | null; deliveryId: string | null; orderKey: string | null }
  | { is: 'filtered'; why: string; matched: Matched | null; deliveryId: string | null }
  | {
      is: 'handshake'
      /** Handshake rule that answered; `null` for a HEAD or OPTIONS request without a matching rule. */
      rule: string | null
      answer: RuleAnswer
      captures: { name: string; value: string }[]
      /** URL that must be fetched once to confirm the subscription; `null` if the service requires none. */
      fetch: string | null
    }
  | {
      is: 'refused'
      reason: RefusalReason
      facts: RefusalFacts
      sentence: string
      advice: string
      status: number
    }
  /** URL of a key that must be fetched before judging again. */
  | { is: 'fetch'; url: string }

/** Input of `judge` in addition to rules and request. */
export interface Judging extends Answering {
  cryptography: Cryptography
  /** Registration Data of the subscription. Absent before the registration. */
  registration?: unknown
}

/** Maximum length of delivery ids, record ids and order keys, in characters. Longer values are hashed. */
const MOST_KEY = 512

const statuses: Partial<Record<RefusalReason, number>> = {
  method: 405,
  encoding: 415,
  'content-type': 415,
  'too-large': 413,
  'handshake-echo': 400,
  'handshake-token': 400,
  'handshake-key': 400,
  'handshake-part': 400
}

const statusOf = (rules: Rules, { reason }: VerificationFailure): number => {
  const { refused, overloaded } = rules.receiving.answer
  return reason === 'key-not-yet' || reason === 'key-not-found' ? overloaded : (statuses[reason] ?? refused)
}

const refuse = (rules: Rules, failure: VerificationFailure, status = statusOf(rules, failure)): Verdict => ({
  is: 'refused',
  ...failure,
  ...refusalText(failure.reason, failure.facts),
  status
})

const handshaken = (found: Handshaken): Verdict => ({ is: 'handshake', ...found })

const takesType = (types: readonly string[], type: string): boolean =>
  types.length === 0 ||
  types.some(wanted => wanted === type || (wanted.endsWith('/*') && type.startsWith(wanted.slice(0, -1))))

/** Returns a failure that can be found without parsing the body. */
const checkShape = (rules: Rules, { headers, body }: Arriving): VerificationFailure | null => {
  const encoding = headerOf(headers, 'content-encoding')
  if (encoding !== null && encoding !== 'identity')
    return {
      reason: 'encoding',
      facts: { encoding: typeof encoding === 'string' ? encoding : 'more than once' }
    }
  const { maxBytes } = rules.receiving.limits
  return body.length > maxBytes ? { reason: 'too-large', facts: { size: body.length, most: maxBytes } } : null
}

/** Returns the response to a HEAD or OPTIONS request without a matching rule. */
const bare = (method: string, rules: Rules): Verdict => ({
  is: 'handshake',
  rule: null,
  answer: {
    status: method === 'HEAD' ? 200 : 204,
    headers: [{ name: 'allow', value: [...rules.methods, 'HEAD', 'OPTIONS'].join(', ') }],
    body: ''
  },
  captures: [],
  fetch: null
})

const keyText = (parts: MaybeParts, scope: Scope): string | null => {
  const text = parts?.length === 0 ? null : fillText(parts, scope)
  return text === '' || text === null ? null : text.length > MOST_KEY ? hashed(text, scope) : text
}

const hashed = (text: string, { cryptography }: Scope): string =>
  `sha256:${cryptography.hash('sha256', [text], 'hex')}`

const mismatchedHandshake = (
  rules: Rules,
  { failure, unmet }: { failure: VerificationFailure; unmet: number }
): Verdict => refuse(rules, failure, failure.reason === 'handshake-unmet' ? unmet : undefined)

/**
 * Judges a request: its sender, its kind and the response. Pure and fail closed: a part that cannot be read,
 * compared or found leads to a refusal. Reads only the parts of the request that the rules use.
 *
 * `Checking.fetched` returns keys by URL. If a key was not fetched yet, the verdict is `fetch`.
 */
export const judge = (rules: Rules, arriving: Arriving, judging: Judging): Verdict => {
  const failure = checkShape(rules, arriving)
  if (failure !== null) return refuse(rules, failure)
  const scope = scopeOf(arriving, judging)
  const asked = rules.first.length === 0 ? null : answerHandshake(rules.first, scope, judging, rules.schemes)
  if (asked !== null) return 'failure' in asked ? mismatchedHandshake(rules, asked) : handshaken(asked)
  const { method } = arriving
  const takesMethod = rules.methods.has(method)
  const verified = rules.schemes.length === 0 ? [] : rules.verified
  if (!takesMethod && !verified.some(({ when }) => allHold(when, scope))) {
    if (method === 'HEAD' || method === 'OPTIONS') return bare(method, rules)
    return refuse(rules, { reason: 'method', facts: { method } })
  }
  const { contentTypes } = rules.receiving.limits
  if (contentTypes.length > 0 && !takesType(contentTypes, mediaTypeOf(arriving.headers)))
    return refuse(rules, {
      reason: 'content-type',
      facts: { type: mediaTypeOf(arriving.headers) || 'no content type' }
    })
  let matched: Matched | null = null
  if (rules.schemes.length > 0) {
    const checked = verify(rules, scope, judging)
    if (checked.is === 'fetch') return checked
    if (checked.is === 'failure') return refuse(rules, checked.failure)
    matched = checked.matched
  }
  const answered = verified.length === 0 ? null : answerHandshake(verified, scope, judging, rules.schemes)
  if (answered !== null)
    return 'failure' in answered ? mismatchedHandshake(rules, answered) : handshaken(answered)
  if (!takesMethod) return refuse(rules, { reason: 'method', facts: { method } })
  const deliveryId = keyText(rules.deliveryId, scope)
  const filter = rules.filters.find(({ when }) => allHold(when, scope))
  if (filter !== undefined) return { is: 'filtered', why: filter.why, matched, deliveryId }
  const { mode } = rules.receiving.order
  const orderKey = mode === 'none' ? null : mode === 'serial' ? '' : keyText(rules.orderKey, scope)
  return { is: 'accepted', matched, deliveryId, orderKey }
}

/**
 * Request without content, for filling the template of a record id. A record id depends only on the record.
 */
const noRequest: Arriving = { method: '', eventUrl: '', query: '', headers: [], body: new Uint8Array() }

/** Returns the dedup id of a record; `null` if the record has none. */
export const recordIdOf = (rules: Rules, item: unknown, cryptography: Cryptography): string | null => {
  if (rules.recordId?.length === 0) return null
  const scope = scopeOf(noRequest, { cryptography })
  scope.item = item
  return keyText(rules.recordId, scope)
}
