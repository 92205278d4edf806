import { parseJson } from '../fields/parse-json.ts'
import type { Path } from '../fields/path.ts'
import { base64UrlOf } from '../kernel/base64.ts'
import { isJsonObject } from '../kernel/json.ts'
import type { Millis } from '../kernel/millis.ts'
import { bytesOf, textOf } from '../kernel/text-bytes.ts'
import type { Arriving } from './arriving.ts'
import type { Content, Cryptography } from './cryptography.ts'
import { fillContent, fillText, type Missing, type Scope, scopeOf } from './fill.ts'
import { makeJwt } from './jwt.ts'
import type { Keys } from './keys.ts'
import { every, type MaybeParts, type Rules, type SchemeRule, type WidePath } from './rules.ts'
import { writtenTime } from './signed-time.ts'
import type { Atom } from './template.ts'
import { written, writtenHmac } from './written.ts'
import { withXmlText } from './xml-text.ts'

/** Input for signing a request as the service would. */
export interface Signing {
  keys: Keys
  now: Millis
  cryptography: Cryptography
  /** Private key in PEM, for algorithms with a public key. */
  privateKey?: string
  registration?: unknown
  /** Id of the scheme that signs. Defaults to the first scheme. */
  scheme?: string
}

const withHeader = (arriving: Arriving, name: string, value: string): Arriving => {
  const kept = arriving.headers.flatMap((line, at) =>
    at % 2 === 0 && line.toLowerCase() !== name.toLowerCase() ? [line, arriving.headers[at + 1] ?? ''] : []
  )
  return { ...arriving, headers: [...kept, name, value] }
}

const withParameter = (arriving: Arriving, name: string, value: string): Arriving => {
  const query = new URLSearchParams(arriving.query)
  const kept = [...query].filter(([key]) => key !== name)
  const next = new URLSearchParams()
  for (const [key, text] of [...kept, [name, value] as const]) next.append(key, text)
  return { ...arriving, query: next.toString() }
}

/**
 * Sets the text at a path in a value. The path may contain wildcards for list items. A number stays a number.
 */
const put = (value: unknown, path: WidePath, text: string): unknown => {
  const [key, ...rest] = path
  if (key === undefined) return typeof value === 'number' ? Number(text) : text
  if (Array.isArray(value))
    return value.map((item, at) => (key === every || key === at ? put(item, rest, text) : item))
  const object = isJsonObject(value) ? value : {}
  return { ...object, [String(key)]: put(object[String(key)], rest, text) }
}

const withJson = (arriving: Arriving, path: WidePath, text: string): Arriving => {
  const parsed = parseJson(textOf(arriving.body) ?? '')
  const value = put(parsed.ok ? parsed.value : {}, path, text)
  return { ...arriving, body: bytesOf(JSON.stringify(value)) }
}

const withField = (arriving: Arriving, name: string, value: string): Arriving => {
  const fields = [...new URLSearchParams(textOf(arriving.body) ?? '')].filter(([key]) => key !== name)
  return { ...arriving, body: bytesOf(new URLSearchParams([...fields, [name, value]]).toString()) }
}

const withTime = (arriving: Arriving, rule: SchemeRule, time: string): Arriving => {
  const place = rule.scheme.time
  switch (place?.from) {
    case 'header':
      return withHeader(arriving, place.name, time)
    case 'query':
      return withParameter(arriving, place.name, time)
    case 'form':
      return withField(arriving, place.name, time)
    case 'json':
      return withJson(arriving, rule.timePath ?? [], time)
    case 'signature':
    case undefined:
      return arriving
  }
}

/** Returns the single part of a template; null for any other template. */
const soleAtom = (parts: MaybeParts): Atom | null => {
  const only = parts?.[0]
  return parts?.length === 1 && typeof only === 'object' && only.filters.length === 0 ? only : null
}

/**
 * Returns the request, changed so that it passes the comparisons of the rules: each compared part gets the
 * expected text.
 */
const withCompared = (arriving: Arriving, rule: SchemeRule, scope: Scope): Arriving =>
  rule.also.reduce((request, { left, right }) => {
    const atom = soleAtom(left)
    const text = fillText(right, { ...scope, arriving: request })
    if (text === null) return request
    if (atom?.kind === 'query') return withParameter(request, atom.name, text)
    if (atom?.kind === 'header') return withHeader(request, atom.name, text)
    return atom?.kind === 'json' ? withJson(request, atom.path, text) : request
  }, arriving)

/**
 * Returns the claims of a token: the event, a validity of five minutes, and the values that the rules
 * compare.
 */
const claimsOf = (rule: SchemeRule, scope: Scope, now: Millis): Record<string, unknown> => {
  const seconds = Math.floor(now / 1000)
  const body = rule.scheme.signature.from === 'body' ? parseJson(textOf(scope.arriving.body) ?? '') : null
  const event = body?.ok === true && isJsonObject(body.value) ? body.value : {}
  const claims: Record<string, unknown> = { ...event, iat: seconds, exp: seconds + 300 }
  for (const { left, right } of rule.also) {
    const path: Path = soleAtom(left)?.kind === 'jwt' ? (soleAtom(left)?.path ?? []) : []
    const text = fillText(right, scope)
    const [name] = path
    if (path.length === 1 && name !== undefined && text !== null) claims[String(name)] = text
  }
  return claims
}

const tokenOf = (rule: SchemeRule, scope: Scope, signing: Signing): string[] => {
  const { cryptography, now, privateKey } = signing
  const claims = claimsOf(rule, scope, now)
  const keys = signing.keys.get(rule.scheme.id) ?? []
  if (privateKey !== undefined) {
    const byPrivateKey = (signed: string): string =>
      base64UrlOf(cryptography.sign({ algorithm: 'rsa-sha256', privateKey, content: [signed], joined: true }))
    return [makeJwt('RS256', claims, byPrivateKey)]
  }
  return keys.flatMap(key =>
    key.is === 'shared'
      ? [makeJwt('HS256', claims, signed => cryptography.hmac('sha256', key.bytes, [signed], 'base64url'))]
      : []
  )
}

/** Returns one signature for each key, or a single signature if there is a private key. */
const signaturesOf = (rule: SchemeRule, content: Content, scope: Scope, signing: Signing): string[] => {
  const { algorithm, signature, id } = rule.scheme
  const { encoding } = signature
  const { cryptography, privateKey } = signing
  const text = (bytes: Uint8Array): string => {
    const value = written(bytes, encoding)
    return typeof value === 'string' ? value : (textOf(value) ?? '')
  }
  const shared = (signing.keys.get(id) ?? []).flatMap(key => (key.is === 'shared' ? [key.bytes] : []))
  switch (algorithm) {
    case 'token':
      return shared.map(text)
    case 'jwt':
      return tokenOf(rule, scope, signing)
    case 'hmac-sha1':
    case 'hmac-sha256':
    case 'hmac-sha512': {
      const hash = algorithm === 'hmac-sha1' ? 'sha1' : algorithm === 'hmac-sha256' ? 'sha256' : 'sha512'
      return encoding === 'text'
        ? []
        : shared.map(key => writtenHmac(cryptography, hash, key, content, encoding))
    }
    case 'ed25519':
    case 'ecdsa-sha256':
    case 'rsa-sha1':
    case 'rsa-sha256':
      return privateKey === undefined
        ? []
        : [text(cryptography.sign({ algorithm, privateKey, content, joined: false }))]
  }
}

/** Inserts signatures into the request: all of them if the place allows several, otherwise only the first. */
const withSignatures = (
  arriving: Arriving,
  rule: SchemeRule,
  parts: readonly string[],
  signatures: string[]
): Arriving => {
  const { signature } = rule.scheme
  const written = signatures.map(text => signature.prefix + text)
  if (rule.numbered)
    return written.reduce(
      (request, text, at) => withHeader(request, `${signature.name.slice(0, -1)}${at + 1}`, text),
      arriving
    )
  const value = signature.split === '' ? (written[0] ?? '') : [...parts, ...written].join(signature.split)
  switch (signature.from) {
    case 'header':
      return withHeader(arriving, signature.name, value)
    case 'query':
      return withParameter(arriving, signature.name, value)
    case 'form':
      return withField(arriving, signature.name, value)
    case 'body':
      return { ...arriving, body: bytesOf(value) }
    case 'json':
      return withJson(arriving, rule.jsonPath ?? [], value)
    case 'xml':
      return { ...arriving, body: bytesOf(withXmlText(textOf(arriving.body) ?? '', signature.name, value)) }
  }
}

/**
 * Signs a request with the rules that verify it, including timestamp and compared values. Other signed
 * headers (such as a message id) must exist already. Returns the missing part if such a header or a key is
 * missing. Rules without a scheme leave the request unchanged.
 */
export const signRequest = (rules: Rules, arriving: Arriving, signing: Signing): Arriving | Missing => {
  const rule = rules.schemes.find(
    ({ scheme }) => signing.scheme === undefined || scheme.id === signing.scheme
  )
  if (rule === undefined) return arriving
  const { time } = rule.scheme
  const moment = time === null ? '' : writtenTime(signing.now, time.unit)
  const timed = withTime(arriving, rule, moment)
  const request = withCompared(timed, rule, scopeOf(timed, signing))
  const scope = scopeOf(request, signing)
  const parts =
    time?.from === 'signature' && rule.scheme.algorithm !== 'jwt' ? [`${time.name}=${moment}`] : []
  scope.signatureParts = parts
  scope.signatureField = rule.scheme.signature.from === 'form' ? rule.scheme.signature.name : ''
  const signs = rule.scheme.algorithm !== 'token' && rule.scheme.algorithm !== 'jwt'
  const content = signs ? fillContent(rule.content, scope) : []
  if ('missing' in content) return content
  const signatures = signaturesOf(rule, content, scope, signing)
  if (signatures.length === 0) return { missing: 'a key' }
  return withSignatures(request, rule, parts, signatures)
}
