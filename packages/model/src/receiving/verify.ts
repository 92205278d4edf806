import type { Millis } from '../kernel/millis.ts'
import { headerOf } from './arriving.ts'
import {
  type Candidates,
  candidatesOf,
  checkSeparator,
  placeName,
  type VerificationFailure
} from './candidates.ts'
import { allSame } from './conditions.ts'
import type { Content } from './cryptography.ts'
import { fillContent, fillText, MOST_HEADER, type Scope } from './fill.ts'
import { pinnedUrl } from './hosts.ts'
import { claimsOf, isInTime, isSignedBy, readJwt } from './jwt.ts'
import { type Key, type Keys, readFetched } from './keys.ts'
import { isFurther } from './refusal.ts'
import type { Rules, SchemeRule } from './rules.ts'
import { checkTime } from './signed-time.ts'
import { signatureBytes, written, writtenHmac } from './written.ts'

/** Input for a signature check in addition to the request. */
export interface Checking {
  keys: Keys
  now: Millis
  /** Phase of the subscription. `registering` ends when the service has accepted the Event URL. */
  phase: 'registering' | 'live'
  /**
   * Returns the PEM or JWKS texts of a URL: `undefined` if they were not fetched yet, empty after a failed
   * fetch.
   */
  fetched?: (url: string) => readonly string[] | undefined
}

/** Scheme that accepted a request, with the index of the matching key. */
export interface Matched {
  scheme: string
  key: number
}

export type Checked =
  | { is: 'matched'; matched: Matched }
  | { is: 'fetch'; url: string }
  | { is: 'failure'; failure: VerificationFailure }

const hashes = { 'hmac-sha1': 'sha1', 'hmac-sha256': 'sha256', 'hmac-sha512': 'sha512' } as const

/** Input for comparing signatures: one scheme, the signed content, and the request. */
interface Work {
  rule: SchemeRule
  content: Content
  scope: Scope
}

/**
 * Returns true if a key made a signature. Signatures must be in canonical form, so that no other encoding of
 * the same signature passes.
 */
const isMadeBy = (text: string, key: Key, { rule, content, scope }: Work): boolean => {
  const { cryptography } = scope
  const { algorithm, signature } = rule.scheme
  const { encoding } = signature
  switch (algorithm) {
    case 'hmac-sha1':
    case 'hmac-sha256':
    case 'hmac-sha512':
      if (key.is !== 'shared' || encoding === 'text') return false
      return cryptography.sameDigest(
        writtenHmac(cryptography, hashes[algorithm], key.bytes, content, encoding),
        text
      )
    case 'token':
      return key.is === 'shared' && cryptography.same(written(key.bytes, encoding), text)
    case 'ed25519':
    case 'ecdsa-sha256':
    case 'rsa-sha1':
    case 'rsa-sha256': {
      const bytes = signatureBytes(text, encoding)
      if (key.is !== 'public' || bytes === null) return false
      return cryptography.verify({ algorithm, key: key.key, content, signature: bytes, joined: false })
    }
    case 'jwt': {
      const jwt = readJwt(text)
      if (jwt === null || !isSignedBy(jwt, key, cryptography)) return false
      scope.claims = claimsOf(jwt)
      return scope.claims !== null
    }
  }
}

/**
 * Returns the index of the key that made a signature; `null` if no key did. If all signatures must match, one
 * wrong signature also gives `null`. All keys are tried with all signatures, so that timing does not reveal
 * the key.
 */
const keyOf = ({ texts, all }: Candidates, keys: readonly Key[], work: Work): number | null => {
  let found: number | null = null
  let matches = 0
  for (const text of texts) {
    let made = false
    for (const key of keys) {
      if (!isMadeBy(text, key, work)) continue
      made = true
      found ??= key.index
    }
    if (made) matches++
  }
  return all && matches < texts.length ? null : found
}

const keysFor = (
  rule: SchemeRule,
  scope: Scope,
  checking: Checking
): readonly Key[] | VerificationFailure | { fetch: string } => {
  const { id, key } = rule.scheme
  if (key.from === 'certificate' || key.from === 'jwks') {
    const named = key.from === 'jwks' ? key.url : fillText(rule.certificateUrl, scope)
    if (named === null) return { reason: 'part-missing', facts: { part: 'the address of the certificate' } }
    const url = pinnedUrl(named, key.from === 'jwks' ? [hostOf(named)] : key.hosts)
    if (url === null) return { reason: 'key-address', facts: { url: named.slice(0, 200) } }
    const texts = checking.fetched?.(url)
    if (texts === undefined) return { fetch: url }
    const keys = readFetched(key, texts)
    return keys.length === 0 ? { reason: 'key-not-found', facts: { url } } : keys
  }
  const keys = checking.keys.get(id) ?? []
  if (keys.length > 0) return keys
  const comesLater = key.from === 'registration' || key.from === 'captured'
  if (comesLater && checking.phase === 'registering') return { reason: 'key-not-yet', facts: {} }
  return key.from === 'registration'
    ? { reason: 'no-key-of-registration', facts: { path: key.path } }
    : { reason: 'no-key', facts: {} }
}

const hostOf = (url: string): string => {
  try {
    return new URL(url).hostname
  } catch {
    return ''
  }
}

const originOf = (url: string): string => {
  try {
    return new URL(url).origin
  } catch {
    return 'an unknown address'
  }
}

/**
 * Returns the failure for a signature that no key made. If the URL is signed, the failure names the expected and
 * the actual host.
 */
const mismatch = (rule: SchemeRule, scope: Scope, keys: number): VerificationFailure => {
  const facts = { place: placeName(rule.scheme.signature), keys }
  const signsUrl = rule.content?.some(part => typeof part === 'object' && part.kind === 'url') === true
  if (!signsUrl) return { reason: 'bad-signature', facts }
  const host = headerOf(scope.arriving.headers, 'host')
  const theirs = typeof host === 'string' ? host.slice(0, 200) : 'an unknown host'
  return {
    reason: 'bad-signature-of-url',
    facts: { ...facts, ours: originOf(scope.arriving.eventUrl), theirs }
  }
}

const isReadable = (text: string, { scheme: { algorithm, signature } }: SchemeRule): boolean => {
  if (algorithm === 'jwt') {
    const jwt = readJwt(text)
    // Of a forged token nothing long is read.
    return jwt !== null && (text.length > MOST_HEADER || claimsOf(jwt) !== null)
  }
  return signature.encoding === 'text' || signatureBytes(text, signature.encoding) !== null
}

const encodingNames = {
  hex: 'hex',
  'hex-upper': 'hex in capitals',
  base64: 'base64',
  base64url: 'base64url',
  text: 'text'
} as const

const noContent: Content = []

const failed = (failure: VerificationFailure): Checked => ({ is: 'failure', failure })

/** Checks a request against one scheme. */
export const checkScheme = (rule: SchemeRule, scope: Scope, checking: Checking): Checked => {
  const { scheme } = rule
  const candidates = candidatesOf(rule, scope)
  if ('reason' in candidates) return failed(candidates)
  scope.signatureParts = candidates.parts
  scope.claims = null
  scope.signatureField = scheme.signature.from === 'form' ? scheme.signature.name : ''
  const signs = scheme.algorithm !== 'token' && scheme.algorithm !== 'jwt'
  const content = signs ? fillContent(rule.content, scope) : noContent
  if ('missing' in content) {
    const isLate = checking.phase === 'registering' && content.missing.startsWith('registration.')
    return failed({ reason: isLate ? 'key-not-yet' : 'part-missing', facts: { part: content.missing } })
  }
  const keys = keysFor(rule, scope, checking)
  if ('fetch' in keys) return { is: 'fetch', url: keys.fetch }
  if ('reason' in keys) return failed(keys)
  const key = keyOf(candidates, keys, { rule, content, scope })
  if (key === null) {
    if (candidates.texts.some(text => isReadable(text, rule)))
      return failed(mismatch(rule, scope, keys.length))
    const encoding = scheme.algorithm === 'jwt' ? 'a token' : encodingNames[scheme.signature.encoding]
    const facts = { place: placeName(scheme.signature), encoding }
    return failed(checkSeparator(rule, candidates.parts) ?? { reason: 'signature-form', facts })
  }
  if (scheme.algorithm === 'jwt' && (candidates.all || !isInTime(scope.claims, checking.now)))
    return failed({ reason: 'token-expired', facts: { place: placeName(scheme.signature) } })
  if (!allSame(rule.also, scope)) return failed({ reason: 'comparison', facts: {} })
  const timeFailure = checkTime(rule, scope, checking.now)
  if (timeFailure !== null) return failed(timeFailure)
  // The claims are the event: what reads JSON of the body from here on reads them.
  if (scheme.signature.from === 'body') scope.json = { value: scope.claims }
  return { is: 'matched', matched: { scheme: scheme.id, key } }
}

/**
 * Checks a request against all schemes. Returns the first match; otherwise the failure of the scheme that passed
 * the most checks.
 */
export const verify = (rules: Rules, scope: Scope, checking: Checking): Checked => {
  let fetch: Checked | null = null
  let failure: VerificationFailure | null = null
  for (const rule of rules.schemes) {
    const checked = checkScheme(rule, scope, checking)
    if (checked.is === 'matched') return checked
    if (checked.is === 'fetch') fetch ??= checked
    else if (failure === null || isFurther(checked.failure.reason, failure.reason)) failure = checked.failure
  }
  return fetch ?? { is: 'failure', failure: failure ?? { reason: 'no-key', facts: {} } }
}
