import { valueAt } from '../fields/path.ts'
import { textOf } from '../kernel/text-bytes.ts'
import { doubled, headerOf, parameterOf } from './arriving.ts'
import { formField, jsonOf, MOST_HEADER, type Scope, textOfValue } from './fill.ts'
import type { SignaturePlace } from './receiving.ts'
import type { RefusalFacts, RefusalReason } from './refusal.ts'
import { every, type SchemeRule, type WidePath } from './rules.ts'
import { signatureBytes } from './written.ts'
import { xmlText } from './xml-text.ts'

/**
 * Maximum number of signatures that are tried per request. For a list in which each item has a signature,
 * also the maximum number of items.
 */
const MOST_CANDIDATES = 16
const MOST_ITEMS = 1000

/**
 * Maximum length of a body that is parsed as a JSON Web Token, in characters. Limits the cost of forged
 * tokens.
 */
const MOST_TOKEN = 262_144

/** Reason why a scheme refuses a request. */
export interface VerificationFailure {
  reason: RefusalReason
  facts: RefusalFacts
}

/**
 * Signatures found in a request. One valid signature suffices, but signatures in the items of a list must all
 * be valid.
 */
export interface Candidates {
  texts: readonly string[]
  all: boolean
  /** Parts of the signature value, for `sig` atoms in templates. */
  parts: readonly string[]
}

/** Names the place of a signature or a timestamp in a sentence: “the header X-Signature”. */
export const placeName = ({ from, name }: { from: string; name: string }): string =>
  from === 'header'
    ? `the header ${name}`
    : from === 'query'
      ? `the query parameter ${name}`
      : from === 'signature'
        ? `the part ${name} of the signature`
        : from === 'form'
          ? `the field ${name} of the form`
          : from === 'body'
            ? 'the body'
            : `${name} of the body`

/** Returns the values at a path with list wildcards; `null` for a missing value. */
const valuesAt = (root: unknown, path: WidePath): unknown[] => {
  const at = path.indexOf(every)
  if (at < 0)
    return [
      valueAt(
        root,
        path.filter(key => key !== every)
      )
    ]
  const list = valueAt(
    root,
    path.slice(0, at).filter(key => key !== every)
  )
  return Array.isArray(list) ? list.flatMap(item => valuesAt(item, path.slice(at + 1))) : [null]
}

const numberedHeaders = (headers: readonly string[], prefix: string): string[] | typeof doubled => {
  const found = new Map<string, string>()
  for (let at = 0; at + 1 < headers.length; at += 2) {
    const name = (headers[at] ?? '').toLowerCase()
    if (!name.startsWith(prefix) || !/^\d{1,4}$/.test(name.slice(prefix.length))) continue
    if (found.has(name)) return doubled
    found.set(name, headers[at + 1] ?? '')
  }
  return [...found.values()]
}

/** Returns the raw signature values of a request; `null` for a missing value. */
const valuesOf = (rule: SchemeRule, scope: Scope): (string | null)[] | typeof doubled => {
  const { signature } = rule.scheme
  const { headers, query } = scope.arriving
  switch (signature.from) {
    case 'header': {
      if (rule.numbered) return numberedHeaders(headers, rule.headerName)
      const value = headerOf(headers, rule.headerName)
      return value === doubled ? doubled : [value]
    }
    case 'query': {
      const value = parameterOf(query, signature.name)
      return value === doubled ? doubled : [value]
    }
    case 'form': {
      const value = formField(scope.arriving, signature.name)
      return value === doubled ? doubled : [value]
    }
    case 'body':
      return [textOf(scope.arriving.body)?.trim() ?? null]
    case 'xml':
      return [xmlText(textOf(scope.arriving.body) ?? '', signature.name)]
    case 'json':
      return rule.jsonPath === null ? [] : valuesAt(jsonOf(scope)?.value, rule.jsonPath).map(textOfValue)
  }
}

const piecesBy = (separator: string, value: string): string[] =>
  value.split(separator).map(piece => piece.trim())

const piecesOf = (value: string, { split }: SignaturePlace): string[] =>
  split === '' ? [value] : piecesBy(split, value)

const sentenceStart = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** Creates a failure with the place of the signature. */
const failureAt = (
  place: SignaturePlace,
  reason: RefusalReason,
  facts: RefusalFacts = {}
): VerificationFailure => ({
  reason,
  facts: { place: placeName(place), ...facts }
})

const separators = { ',': 'commas', ' ': 'spaces', ';': 'semicolons' } as const

/** Returns a failure if the signatures are separated by another character than in the rules; otherwise null. */
export const checkSeparator = (
  { scheme }: SchemeRule,
  parts: readonly string[]
): VerificationFailure | null => {
  const { signature, algorithm } = scheme
  const { split, prefix, encoding } = signature
  if (algorithm === 'jwt' || encoding === 'text') return null
  const isSignature = (piece: string): boolean =>
    piece.startsWith(prefix) && signatureBytes(piece.slice(prefix.length), encoding) !== null
  for (const [separator, found] of Object.entries(separators)) {
    const pieces = (separator === split ? [] : parts.flatMap(part => piecesBy(separator, part))).filter(
      piece => piece !== ''
    )
    if (pieces.length <= parts.length || !pieces.some(isSignature)) continue
    const expected = split === '' ? 'one signature' : separators[split]
    const at = sentenceStart(placeName(signature))
    return { reason: 'separator', facts: { at, count: pieces.length, found, expected } }
  }
  return null
}

/** Returns the possible signatures of a request, or the failure that prevents reading them. */
export const candidatesOf = (rule: SchemeRule, scope: Scope): Candidates | VerificationFailure => {
  const { signature } = rule.scheme
  const { prefix } = signature
  const longest = signature.from === 'body' ? MOST_TOKEN : MOST_HEADER
  const values = valuesOf(rule, scope)
  if (values === doubled) return failureAt(signature, 'doubled')
  const parts: string[] = []
  for (const value of values) {
    if (value === null || value === '') return failureAt(signature, 'no-signature')
    if (value.length > longest) return failureAt(signature, 'too-long', { most: longest })
    parts.push(...piecesOf(value, signature))
  }
  if (parts.length === 0) return failureAt(signature, 'no-signature')
  const texts: string[] = []
  for (const part of parts) if (part.startsWith(prefix)) texts.push(part.slice(prefix.length))
  const all = rule.jsonPath?.includes(every) === true
  if (texts.length === 0 || (all && texts.length < parts.length))
    return checkSeparator(rule, parts) ?? failureAt(signature, 'signature-form', { encoding: `${prefix}…` })
  const most = all ? MOST_ITEMS : MOST_CANDIDATES
  if (texts.length > most) return failureAt(signature, 'too-many-signatures', { count: texts.length, most })
  return { texts, all, parts }
}
