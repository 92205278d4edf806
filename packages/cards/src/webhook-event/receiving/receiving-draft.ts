import {
  type Answer,
  blankReceiving,
  type FilterRule,
  type HandshakeRule,
  type KeyDecoding,
  type KeySource,
  type Receiving,
  type Scheme,
  type SignatureAlgorithm,
  type SignedTime,
  sameJson
} from '@hookwright/model'
import { isDecodingFit, usualDecoding } from './rule-choices.ts'

/**
 * Returns the presets whose names contain all typed words. Names that start with the typed text come first.
 */
export const findPresets = <Named extends { name: string }>(
  presets: readonly Named[],
  typed: string
): Named[] => {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean)
  const found = presets.filter(({ name }) => words.every(word => name.toLowerCase().includes(word)))
  const [first = ''] = words
  const begins = ({ name }: Named): boolean => name.toLowerCase().startsWith(first)
  return [...found.filter(begins), ...found.filter(preset => !begins(preset))]
}

/** Returns the default scheme: HMAC-SHA256 of the body, in hex in a header, with a secret of the connection. */
export const blankScheme = (id: string): Scheme => ({
  id,
  algorithm: 'hmac-sha256',
  key: { from: 'connection', field: '', decode: 'text' },
  content: '{body}',
  signature: { from: 'header', name: '', split: '', prefix: '', encoding: 'hex' },
  time: null,
  also: []
})

/** Default for a signed time: in a header, with a tolerance of five minutes. */
export const blankTime: SignedTime = { from: 'header', name: '', unit: 's', toleranceSeconds: 300 }

/** Returns the default handshake: a GET request whose `challenge` parameter is echoed. */
export const blankHandshake = (id: string): HandshakeRule => ({
  id,
  when: [{ of: '{method}', is: 'equal', text: 'GET' }],
  verified: false,
  phase: 'always',
  key: null,
  require: [],
  unmetStatus: 403,
  capture: [],
  respond: { status: 200, headers: [], body: { is: 'text', text: '{query.challenge}' } },
  confirm: null
})

export const blankFilter: FilterRule = { when: [{ of: '', is: 'equal', text: '' }], why: '' }

/** Returns a blank key source of another kind. The decoding is kept if the new kind allows it. */
export const sourceFrom = (from: KeySource['from'], decode: KeyDecoding): KeySource => {
  switch (from) {
    case 'connection':
      return { from, field: '', decode }
    case 'generated':
      return { from, decode }
    case 'registration':
      return { from, path: '', decode }
    case 'captured':
      return { from, name: '', decode }
    case 'public':
      return { from, key: '', decode }
    case 'certificate':
      return { from, url: '', hosts: [''] }
    case 'jwks':
      return { from, url: '' }
  }
}

/**
 * Returns the encoding of a key. If its source does not specify one, returns the usual encoding for the
 * algorithm.
 */
export const decodingOf = (key: KeySource, algorithm: SignatureAlgorithm): KeyDecoding =>
  'decode' in key ? key.decode : usualDecoding(algorithm)

/**
 * Changes the algorithm of a scheme. Settings that do not fit the new algorithm are reset to its defaults.
 */
export const withAlgorithm = (scheme: Scheme, algorithm: SignatureAlgorithm): Scheme => {
  const isToken = algorithm === 'token' || algorithm === 'jwt'
  const { encoding } = scheme.signature
  const decode = decodingOf(scheme.key, algorithm)
  const fitting = isDecodingFit(algorithm, decode) ? decode : usualDecoding(algorithm)
  const key =
    fitting === decode
      ? scheme.key
      : scheme.key.from === 'connection' || scheme.key.from === 'registration'
        ? { ...scheme.key, decode: fitting }
        : sourceFrom(fitting === 'text' ? 'connection' : 'public', fitting)
  return {
    ...scheme,
    algorithm,
    key,
    content: isToken ? '' : scheme.content === '' ? '{body}' : scheme.content,
    time: isToken ? null : scheme.time,
    signature: {
      ...scheme.signature,
      from: algorithm !== 'jwt' && scheme.signature.from === 'body' ? 'header' : scheme.signature.from,
      encoding: isToken ? 'text' : encoding === 'text' ? 'hex' : encoding
    }
  }
}

const fitKey = (key: KeySource, fields: readonly { id: string }[]): KeySource =>
  key.from === 'connection' && !fields.some(({ id }) => id === key.field) ? { ...key, field: '' } : key

/**
 * Adapts the rules of a preset to the connection fields of a connector. A key from a missing field is left
 * unset.
 */
export const fitRules = (receiving: Receiving, fields: readonly { id: string }[]): Receiving => ({
  ...receiving,
  verify: receiving.verify.map(scheme => ({ ...scheme, key: fitKey(scheme.key, fields) })),
  handshake: receiving.handshake.map(rule => ({
    ...rule,
    key: rule.key === null ? null : fitKey(rule.key, fields)
  }))
})

/** Returns true if the rules were edited: they differ from the blank form and from every preset. */
export const holdsOwnRules = (
  receiving: Receiving,
  presets: readonly { receiving: Receiving }[],
  fields: readonly { id: string }[]
): boolean => {
  const byHand = { ...blankReceiving, verify: receiving.verify.map(({ id }) => blankScheme(id)).slice(0, 1) }
  const begun = [byHand, ...presets.map(preset => fitRules(preset.receiving, fields))]
  return !begun.some(rules => sameJson(rules, receiving))
}

/**
 * Changes the response to accepted requests. The response for a paused flow changes too if both were the
 * same.
 */
export const withAccepted = (answer: Answer, part: Partial<Answer['accepted']>): Answer => ({
  ...answer,
  accepted: { ...answer.accepted, ...part },
  paused: answer.paused === answer.accepted.status ? null : answer.paused
})

/** Returns a list with one item replaced. */
export const withItem = <Item>(items: readonly Item[], at: number, item: Item): Item[] =>
  items.toSpliced(at, 1, item)

/** Returns a list without the item at an index. */
export const withoutItem = <Item>(items: readonly Item[], at: number): Item[] => items.toSpliced(at, 1)

/** Returns the path of a newly added filter, such as `filter.1`. `null` if the change adds no filter. */
export const addedFilter = (before: Receiving, { filter = [] }: Partial<Receiving>): string | null =>
  filter.length > before.filter.length ? `filter.${before.filter.length}` : null
