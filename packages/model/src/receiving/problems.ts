import type { Json } from '../json.ts'
import { sameJson } from '../same-json.ts'
import { isHostPattern } from './hosts.ts'
import type { KeyDecoding, KeySource } from './key-source.ts'
import type {
  Comparison,
  Condition,
  HandshakeRule,
  Receiving,
  Scheme,
  SignatureAlgorithm
} from './receiving.ts'
import { type Atom, type AtomKind, parsePath, parseTemplate } from './template.ts'

/** Something to mend in a card's rules: where it stands in them, and a sentence. */
export interface ReceivingProblem {
  path: (string | number)[]
  message: string
}

/** What the rules refer to outside themselves. */
export interface ReceivingSurroundings {
  /** Secret and other fields of the connector's connection; not given, none is checked. */
  connectionFields?: readonly { id: string; label: string }[]
}

type Place = 'content' | 'also' | 'handshake' | 'answer' | 'event' | 'record'

/** Parts that make sense in some places only; all others do everywhere but in a record. */
const placesOf: Partial<Record<AtomKind, readonly Place[]>> = {
  sig: ['content', 'also'],
  jwt: ['also'],
  key: ['handshake', 'answer'],
  item: ['record']
}

const sharedDecodings: readonly KeyDecoding[] = ['text', 'hex', 'base64', 'whsec']
const publicAlgorithms: readonly SignatureAlgorithm[] = ['ed25519', 'ecdsa-sha256', 'rsa-sha1', 'rsa-sha256']

type Path = ReceivingProblem['path']

const isKeyed = ({ filters }: Atom): boolean => filters.some(({ filter }) => filter.startsWith('hmac-'))

const flawOfAtom = (atom: Atom, place: Place, hasKey: boolean): string | null => {
  const places = placesOf[atom.kind]
  const named = `{${atom.kind}${atom.name === '' ? '' : `.${atom.name}`}}`
  if (places !== undefined && !places.includes(place))
    return `${named} means nothing here; it belongs to ${
      atom.kind === 'item' ? 'the record id' : atom.kind === 'key' ? 'a handshake' : 'a signature'
    }.`
  if (place === 'record' && atom.kind !== 'item')
    return `${named} is the same for each record of a delivery; use {item.name}.`
  if (isKeyed(atom) && !hasKey) return 'There is no key for this filter; choose a key for the handshake.'
  if (atom.kind === 'key' && !hasKey) return 'There is no key to take; choose a key for the handshake.'
  if (atom.kind === 'key' && place === 'answer')
    return 'An answer must not hold the key itself; use a filter such as hmac-sha256-hex, or what the request holds.'
  return null
}

/** What is wrong with a text in a place. */
const problemsOfText = (text: string, path: Path, place: Place, hasKey = false): ReceivingProblem[] => {
  const parsed = parseTemplate(text)
  if (!parsed.ok) return [{ path, message: parsed.message }]
  return parsed.parts.flatMap(part => {
    const message = typeof part === 'string' ? null : flawOfAtom(part, place, hasKey)
    return message === null ? [] : [{ path, message }]
  })
}

const atomsOf = (text: string): Atom[] => {
  const parsed = parseTemplate(text)
  return parsed.ok ? parsed.parts.filter(part => typeof part !== 'string') : []
}

const problemsOfComparisons = (
  comparisons: readonly Comparison[],
  path: Path,
  place: Place,
  hasKey = false
): ReceivingProblem[] =>
  comparisons.flatMap(({ left, right }, index) => [
    ...problemsOfText(left, [...path, index, 'left'], place, hasKey),
    ...problemsOfText(right, [...path, index, 'right'], place, hasKey),
    ...(atomsOf(left).length + atomsOf(right).length === 0
      ? [
          {
            path: [...path, index],
            message: 'Neither side holds a part of the request; fill in at least one.'
          }
        ]
      : [])
  ])

const problemsOfConditions = (conditions: readonly Condition[], path: Path): ReceivingProblem[] =>
  conditions.flatMap(({ of }, index) => [
    ...problemsOfText(of, [...path, index, 'of'], 'event'),
    ...(atomsOf(of).length === 0
      ? [
          {
            path: [...path, index, 'of'],
            message: 'Say what to look at, such as {json.type} or {header.Name}.'
          }
        ]
      : [])
  ])

const problemsOfHosts = (hosts: readonly string[], path: Path): ReceivingProblem[] =>
  hosts.flatMap((host, index) =>
    isHostPattern(host)
      ? []
      : [
          {
            path: [...path, index],
            message: `“${host}” is no host to rely on; write its name, with * only in front: *.acme.example.`
          }
        ]
  )

const isHttps = (text: string): boolean => {
  try {
    return new URL(text).protocol === 'https:'
  } catch {
    return false
  }
}

const problemsOfKey = (
  key: KeySource,
  path: Path,
  receiving: Receiving,
  { connectionFields }: ReceivingSurroundings
): ReceivingProblem[] => {
  const say = (name: string, message: string) => [{ path: [...path, name], message }]
  switch (key.from) {
    case 'connection':
      if (key.field === '') return say('field', 'Choose the field of the connection that holds the key.')
      return connectionFields === undefined || connectionFields.some(({ id }) => id === key.field)
        ? []
        : say('field', 'The connection has lost the field that holds the key; choose another one.')
    case 'generated':
      return []
    case 'registration':
      return parsePath(key.path) === null
        ? say('path', 'Write where the key stands in the Registration Data, such as secret or data.secret.')
        : []
    case 'captured':
      return receiving.handshake.some(({ capture }) => capture.some(({ name }) => name === key.name))
        ? []
        : say(
            'name',
            'No handshake keeps a secret of this name; add it to a handshake, or choose another one.'
          )
    case 'public':
      return key.key.trim() === '' ? say('key', 'Paste the public key.') : []
    case 'certificate':
      return [
        ...problemsOfText(key.url, [...path, 'url'], 'event'),
        ...problemsOfHosts(key.hosts, [...path, 'hosts'])
      ]
    case 'jwks':
      return isHttps(key.url) ? [] : say('url', 'Write the https address of the key set.')
  }
}

/** Public keys check public algorithms, shared ones all others; a token may be either. */
const problemsOfDecoding = ({ algorithm, key }: Scheme, path: Path): ReceivingProblem[] => {
  const isShared = 'decode' in key && sharedDecodings.includes(key.decode)
  const at = [...path, 'key', 'decode']
  if (publicAlgorithms.includes(algorithm) && isShared)
    return [
      {
        path: at,
        message: `${algorithm} is checked with a public key; choose how the public key is written.`
      }
    ]
  if (!publicAlgorithms.includes(algorithm) && algorithm !== 'jwt' && !isShared)
    return [
      { path: at, message: `${algorithm} is checked with a shared secret; choose how the secret is written.` }
    ]
  return []
}

const isTimeSigned = ({ content, algorithm, time }: Scheme): boolean => {
  if (time === null || algorithm === 'jwt') return true
  if (algorithm === 'token') return false
  return atomsOf(content).some(
    ({ kind, name }) =>
      (time.from === 'signature' && kind === 'sig' && name === time.name) ||
      (time.from === 'header' && kind === 'header' && name === time.name.toLowerCase()) ||
      (time.from === 'query' && (kind === 'url' || (kind === 'query' && name === time.name))) ||
      (time.from === 'json' && (kind === 'body' || (kind === 'json' && name === time.name)))
  )
}

const problemsOfScheme = (
  scheme: Scheme,
  path: Path,
  receiving: Receiving,
  around: ReceivingSurroundings
): ReceivingProblem[] => {
  const { algorithm, content, signature, time } = scheme
  const signs = algorithm !== 'token' && algorithm !== 'jwt'
  const problems = [
    ...problemsOfKey(scheme.key, [...path, 'key'], receiving, around),
    ...problemsOfDecoding(scheme, path),
    ...problemsOfComparisons(scheme.also, [...path, 'also'], 'also')
  ]
  const say = (at: (string | number)[], message: string) => problems.push({ path: [...path, ...at], message })
  if (signs) {
    problems.push(...problemsOfText(content, [...path, 'content'], 'content'))
    if (parseTemplate(content).ok && atomsOf(content).length === 0)
      say(['content'], 'Say which parts of the request are signed, such as {body}.')
    if (signature.encoding === 'text')
      say(['signature', 'encoding'], 'A signature is bytes; choose hex, base64 or base64url.')
  }
  const place = signature.name.replace(/\*$/, '')
  if (place === '') say(['signature', 'name'], 'Say where the signature stands.')
  else if (signature.from === 'json' && parsePath(signature.name) === null)
    say(['signature', 'name'], 'Write where the signature stands in the body, with dots between names.')
  if (algorithm === 'jwt' && signature.name.includes('*'))
    say(['signature', 'name'], 'A token stands in one place; take out the *.')
  if (time !== null && time.name === '') say(['time', 'name'], 'Say where the time stands.')
  else if (time?.from === 'json' && parsePath(time.name) === null)
    say(['time', 'name'], 'Write where the time stands in the body, with dots between names.')
  else if (!isTimeSigned(scheme))
    say(
      ['time', 'from'],
      'This time is not part of what is signed, so anybody could change it; sign it or leave it out.'
    )
  return problems
}

/** True when two keys come from the same place, whatever they are decoded as. */
const isSameKey = (one: KeySource, other: KeySource): boolean => {
  const { decode: _, ...here } = { decode: null, ...one }
  const { decode: __, ...there } = { decode: null, ...other }
  return sameJson(here, there)
}

/**
 * True when anybody could have the service's key sign what they like: an answer made with the key of a signature, to a
 * request that has not shown one.
 */
const signsForAnybody = (rule: HandshakeRule, texts: readonly string[], { verify }: Receiving): boolean => {
  const { key, verified } = rule
  return (
    !verified &&
    key !== null &&
    verify.some(scheme => isSameKey(scheme.key, key)) &&
    texts.flatMap(atomsOf).some(isKeyed)
  )
}

const textsIn = (value: Json): string[] => {
  if (typeof value === 'string') return [value]
  if (typeof value !== 'object' || value === null) return []
  return Object.values(value).flatMap(textsIn)
}

const problemsOfHandshake = (
  rule: HandshakeRule,
  path: Path,
  receiving: Receiving,
  around: ReceivingSurroundings
): ReceivingProblem[] => {
  const hasKey = rule.key !== null
  const { headers, body } = rule.respond
  const respond = [...path, 'respond']
  const texts = body.is === 'text' ? [body.text] : body.is === 'json' ? textsIn(body.value) : []
  const say = (at: string, message: string) => [{ path: [...path, at], message }]
  return [
    ...(rule.when.length === 0
      ? say('when', 'Say which requests are a handshake; without that none is answered.')
      : problemsOfConditions(rule.when, [...path, 'when'])),
    ...(rule.key === null ? [] : problemsOfKey(rule.key, [...path, 'key'], receiving, around)),
    ...problemsOfComparisons(rule.require, [...path, 'require'], 'handshake', hasKey),
    ...rule.capture.flatMap(({ value }, index) =>
      problemsOfText(value, [...path, 'capture', index, 'value'], 'event')
    ),
    ...headers.flatMap(({ value }, index) =>
      problemsOfText(value, [...respond, 'headers', index, 'value'], 'answer', hasKey)
    ),
    ...texts.flatMap(text => problemsOfText(text, [...respond, 'body'], 'answer', hasKey)),
    ...(rule.capture.length > 0 && rule.phase !== 'registering'
      ? say('phase', 'A secret is kept only while the flow is being turned on; choose that.')
      : []),
    ...(signsForAnybody(rule, texts, receiving)
      ? say(
          'verified',
          'The answer is made with the key of a signature, so anybody could have it sign an event; answer only when the signature is right.'
        )
      : []),
    ...(rule.verified && receiving.verify.length === 0
      ? say('verified', 'There is no signature to check first; add one, or answer without.')
      : []),
    ...(rule.confirm === null
      ? []
      : [
          ...problemsOfText(rule.confirm.url, [...path, 'confirm', 'url'], 'event'),
          ...problemsOfHosts(rule.confirm.hosts, [...path, 'confirm', 'hosts'])
        ])
  ]
}

const problemsOfIds = ({ verify, handshake }: Receiving): ReceivingProblem[] => {
  const seen = new Set<string>()
  return [
    ...verify.map(({ id }, index) => ({ id, path: ['verify', index] })),
    ...handshake.map(({ id }, index) => ({ id, path: ['handshake', index] }))
  ].flatMap(({ id, path }) => {
    const known = seen.has(id)
    seen.add(id)
    return known
      ? [{ path, message: 'Two rules have the same id; remove one of them and add it again.' }]
      : []
  })
}

/**
 * What must be mended before the rules can be relied on; none when all is well. Pure, so that a form and a deployment
 * say the same.
 */
export const problemsOfReceiving = (
  receiving: Receiving,
  around: ReceivingSurroundings = {}
): ReceivingProblem[] => [
  ...problemsOfIds(receiving),
  ...receiving.verify.flatMap((scheme, index) =>
    problemsOfScheme(scheme, ['verify', index], receiving, around)
  ),
  ...receiving.handshake.flatMap((rule, index) =>
    problemsOfHandshake(rule, ['handshake', index], receiving, around)
  ),
  ...problemsOfText(receiving.deliveryId, ['deliveryId'], 'event'),
  ...problemsOfText(receiving.recordId, ['recordId'], 'record'),
  ...(receiving.order.mode !== 'serial-per-key'
    ? []
    : receiving.order.key === ''
      ? [{ path: ['order', 'key'], message: 'Say what keeps deliveries in order, such as {json.id}.' }]
      : problemsOfText(receiving.order.key, ['order', 'key'], 'event')),
  ...receiving.filter.flatMap(({ when, why }, index) => [
    ...problemsOfConditions(when, ['filter', index, 'when']),
    ...(why.trim() === ''
      ? [
          {
            path: ['filter', index, 'why'],
            message: 'Say why these requests start nothing; it is shown with them.'
          }
        ]
      : [])
  ])
]
