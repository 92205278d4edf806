import type { Header } from '../deliveries/header.ts'
import type { VerificationFailure } from './candidates.ts'
import { allHold, allSame } from './conditions.ts'
import { fillText, type Scope } from './fill.ts'
import { pinnedUrl } from './hosts.ts'
import type { FillableJson, HandshakeParts, SchemeRule } from './rules.ts'
import type { Checking } from './verify.ts'

/** Response to a request, produced by the receiving rules. */
export interface RuleAnswer {
  status: number
  headers: Header[]
  body: string
}

/** Answered handshake: the response, the captured values, and the URL to fetch afterwards. */
export interface Handshaken {
  rule: string
  answer: RuleAnswer
  captures: { name: string; value: string }[]
  fetch: string | null
}

/** Maximum length of an echoed text, in characters. */
const MOST_ECHO = 2048

const isPrintable = (text: string): boolean => text.length <= MOST_ECHO && /^[\x20-\x7e]*$/.test(text)
const isToken = (text: string): boolean =>
  text.length <= MOST_ECHO && /^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/.test(text)

/**
 * Returns security headers for answers that echo parts of the request, so that no browser renders the answer
 * as a page.
 */
const safeHeaders = (type: string | null): Header[] => [
  ...(type === null ? [] : [{ name: 'content-type', value: type }]),
  { name: 'x-content-type-options', value: 'nosniff' },
  { name: 'content-security-policy', value: 'sandbox' }
]

const partMissing: VerificationFailure = { reason: 'handshake-part', facts: { part: 'a part of the answer' } }
const unsafeEcho: VerificationFailure = { reason: 'handshake-echo', facts: {} }

/** Encodes JSON without characters that open or close HTML elements. */
const harmlessJson = (value: string | number | boolean | null): string =>
  JSON.stringify(value).replace(/[<>&]/g, sign => `\\u00${sign.charCodeAt(0).toString(16)}`)

const joined = (
  texts: (string | VerificationFailure)[],
  open: string,
  close: string
): string | VerificationFailure => {
  const failure = texts.find(text => typeof text !== 'string')
  return failure ?? `${open}${texts.join(',')}${close}`
}

const fillJson = (json: FillableJson, scope: Scope): string | VerificationFailure => {
  switch (json.is) {
    case 'value':
      return harmlessJson(json.value)
    case 'text': {
      const text = fillText(json.parts, scope)
      if (text === null) return partMissing
      return isPrintable(text) ? harmlessJson(text) : unsafeEcho
    }
    case 'list':
      return joined(
        json.items.map(item => fillJson(item, scope)),
        '[',
        ']'
      )
    case 'object':
      return joined(
        json.members.map(([name, inner]) => {
          const value = fillJson(inner, scope)
          return typeof value === 'string' ? `${harmlessJson(name)}:${value}` : value
        }),
        '{',
        '}'
      )
  }
}

const fillBody = (
  parts: HandshakeParts,
  scope: Scope
): { type: string | null; text: string } | VerificationFailure => {
  const { body } = parts.rule.respond
  switch (body.is) {
    case 'empty':
      return { type: null, text: '' }
    case 'text': {
      const text = fillText(parts.text, scope)
      if (text === null) return partMissing
      return isPrintable(text) ? { type: 'text/plain; charset=utf-8', text } : unsafeEcho
    }
    case 'json': {
      const text = fillJson(parts.json, scope)
      return typeof text === 'string' ? { type: 'application/json', text } : text
    }
  }
}

/** Returns the headers of the answer. Headers with an empty value are omitted. */
const fillHeaders = (parts: HandshakeParts, scope: Scope): Header[] | VerificationFailure => {
  const headers: Header[] = []
  for (const { name, value } of parts.headers) {
    const text = fillText(value, scope)
    if (text === null) return { reason: 'handshake-part', facts: { part: `the value of ${name}` } }
    if (text === '') continue
    if (!isToken(text)) return unsafeEcho
    headers.push({ name, value: text })
  }
  return headers
}

/**
 * Returns true if the request passes the rule's comparisons, either without a key or with one of the rule's
 * keys. That key is stored in `scope`.
 */
const meets = (parts: HandshakeParts, scope: Scope, { keys }: Checking): boolean => {
  const own = parts.rule.key === null ? [] : (keys.get(parts.rule.id) ?? [])
  const shared = own.flatMap(key => (key.is === 'shared' ? [key.bytes] : []))
  return [...shared, null].some(key => {
    scope.key = key
    return allSame(parts.require, scope)
  })
}

/** Returns true if both keys create the same signatures, even if they are written differently. */
const signAlike = (one: Uint8Array, other: Uint8Array, { cryptography }: Scope): boolean => {
  const signatureOf = (key: Uint8Array) => cryptography.hmac('sha256', key, ['same key?'], 'hex')
  return cryptography.sameDigest(signatureOf(one), signatureOf(other))
}

/**
 * Limits the content that the handshake's key may sign if events use the same key. Otherwise any sender could
 * obtain a valid signature for an event.
 */
const limitSigning = (
  schemes: readonly SchemeRule[],
  { rule }: HandshakeParts,
  scope: Scope,
  { keys }: Checking
): void => {
  const { key } = scope
  scope.maySign = 'anything'
  scope.withheld = null
  if (key === null || rule.verified) return
  for (const { scheme, signsShortTokens } of schemes) {
    const ofEvents = keys.get(scheme.id) ?? []
    if (!ofEvents.some(each => each.is === 'shared' && signAlike(each.bytes, key, scope))) continue
    if (signsShortTokens) scope.maySign = 'nothing'
    else if (scope.maySign === 'anything') scope.maySign = 'short-tokens'
  }
}

const captured = (
  parts: HandshakeParts,
  scope: Scope
): { name: string; value: string }[] | VerificationFailure => {
  const captures: { name: string; value: string }[] = []
  for (const { name, value } of parts.capture) {
    const text = fillText(value, scope)
    if (text === null || text === '') return { reason: 'handshake-part', facts: { part: name } }
    captures.push({ name, value: text })
  }
  return captures
}

/**
 * Returns true if this rule applies to the request. A rule that captures values also applies after
 * registration, so that it can refuse.
 */
const isAsked = (parts: HandshakeParts, scope: Scope, { phase }: Checking): boolean =>
  (parts.rule.phase === 'always' || phase === 'registering' || parts.capture.length > 0) &&
  allHold(parts.when, scope)

const answer = (
  parts: HandshakeParts,
  scope: Scope,
  checking: Answering,
  schemes: readonly SchemeRule[]
): Handshaken | VerificationFailure => {
  const isLate =
    checking.phase !== 'registering' || parts.capture.some(({ name }) => checking.captured.includes(name))
  if (parts.capture.length > 0 && isLate) return { reason: 'handshake-captured', facts: {} }
  if (!meets(parts, scope, checking)) return { reason: 'handshake-unmet', facts: {} }
  limitSigning(schemes, parts, scope, checking)
  const body = fillBody(parts, scope)
  const headers = fillHeaders(parts, scope)
  const captures = captured(parts, scope)
  if (scope.withheld !== null) return { reason: scope.withheld, facts: {} }
  if ('reason' in body) return body
  if ('reason' in headers) return headers
  if ('reason' in captures) return captures
  const named = parts.confirm === null ? '' : fillText(parts.confirm.url, scope)
  const fetch = parts.confirm === null ? null : pinnedUrl(named ?? '', parts.confirm.hosts)
  if (parts.confirm !== null && fetch === null)
    return { reason: 'key-address', facts: { url: (named ?? '').slice(0, 200) } }
  return {
    rule: parts.rule.id,
    answer: {
      status: parts.rule.respond.status,
      headers: [...headers, ...safeHeaders(body.type)],
      body: body.text
    },
    captures,
    fetch
  }
}

export interface Answering extends Checking {
  /** Names of values that earlier handshakes captured. */
  captured: readonly string[]
}

/**
 * Returns the result of the first matching handshake rule; `null` if no rule matches. `unmet` is the status
 * of a refusal.
 *
 * @param schemes Schemes of the events. Their keys sign only short tokens in handshakes, since anyone can
 * request a handshake.
 */
export const answerHandshake = (
  rules: readonly HandshakeParts[],
  scope: Scope,
  answering: Answering,
  schemes: readonly SchemeRule[]
): Handshaken | { failure: VerificationFailure; unmet: number } | null => {
  for (const parts of rules) {
    if (!isAsked(parts, scope, answering)) continue
    const found = answer(parts, scope, answering, schemes)
    scope.key = null
    scope.maySign = 'anything'
    return 'reason' in found ? { failure: found, unmet: parts.rule.unmetStatus } : found
  }
  return null
}
