import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import {
  type Arriving,
  type KeyDecoding,
  keySourcesOf,
  readKeys,
  readRules,
  signRequest
} from '@hookwright/model'
import { nodeCryptography } from '@hookwright/model/node-cryptography'
import { freshRequest, type Preset, presets } from '@hookwright/model/presets'
import type { Delivery } from './delivery.ts'
import type { Effects } from './effects.ts'

/** Messages, signatures and handshakes of another service. */
export type Dialect = Preset

/** All dialects, by name. */
export const dialects: readonly Dialect[] = presets

export const findDialect = (id: string | null): Dialect | undefined =>
  dialects.find(dialect => dialect.id === id)

/**
 * Key for signing (`secret`) and key for verifying (`published`). Both are the same text, or the two halves
 * of a key pair.
 */
export interface DialectKey {
  secret: string
  published: string
}

const pairOf = (dialect: Dialect): { privateKey: KeyObject; publicKey: KeyObject } | null => {
  switch (dialect.receiving.verify[0]?.algorithm) {
    case 'ed25519':
      return generateKeyPairSync('ed25519')
    case 'ecdsa-sha256':
      return generateKeyPairSync('ec', { namedCurve: 'P-256' })
    case 'rsa-sha1':
    case 'rsa-sha256':
      return generateKeyPairSync('rsa', { modulusLength: 2048 })
    default:
      return null
  }
}

const decodingOf = ({ receiving }: Dialect): KeyDecoding => {
  const key = receiving.verify[0]?.key
  return key !== undefined && 'decode' in key ? key.decode : 'pem'
}

const publicText = (key: KeyObject, decoding: KeyDecoding): string => {
  const spki = key.export({ format: 'der', type: 'spki' })
  // The last 32 bytes of an Ed25519 key's SPKI are the key itself.
  const bare = spki.subarray(-32)
  switch (decoding) {
    case 'spki':
      return spki.toString('base64')
    case 'ed25519-hex':
      return bare.toString('hex')
    case 'ed25519-base64':
      return bare.toString('base64')
    case 'whpk':
      return `whpk_${bare.toString('base64')}`
    default:
      return String(key.export({ format: 'pem', type: 'spki' }))
  }
}

/** Creates a key in the format of a dialect. */
export const mintKey = (dialect: Dialect, fx: Pick<Effects, 'randomHex'>): DialectKey => {
  const decoding = decodingOf(dialect)
  const pair = pairOf(dialect)
  if (pair !== null) {
    const secret = String(pair.privateKey.export({ format: 'pem', type: 'pkcs8' }))
    return { secret, published: publicText(pair.publicKey, decoding) }
  }
  const hex = fx.randomHex(32)
  const base64 = Buffer.from(hex, 'hex').toString('base64')
  const secret = decoding === 'base64' ? base64 : decoding === 'whsec' ? `whsec_${base64}` : hex
  return { secret, published: secret }
}

/** Returns the key of a subscription: the requested one, or a new one. Acme HR itself signs with hexadecimal text. */
export const keyFor = (
  dialect: Dialect | undefined,
  wanted: string | null,
  fx: Pick<Effects, 'randomHex'>
): DialectKey => {
  if (wanted !== null) return { secret: wanted, published: wanted }
  if (dialect !== undefined) return mintKey(dialect, fx)
  const secret = fx.randomHex(32)
  return { secret, published: secret }
}

/** Values for signing a request in a dialect. */
interface Speaking {
  secret: string
  now: number
  /** Answer to the creation of the subscription; some services sign a part of it. */
  registration: unknown
}

/**
 * Creates a signed request in a dialect.
 *
 * @returns a text with the reason when the key does not fit the dialect
 */
export const speak = (
  { receiving }: Dialect,
  request: Arriving,
  { secret, now, registration }: Speaking
): Arriving | { missing: string } => {
  const isPair = secret.startsWith('-----BEGIN')
  const texts = Object.fromEntries(keySourcesOf(receiving).map(({ id }) => [id, [secret]]))
  return signRequest(readRules(receiving), request, {
    keys: isPair ? new Map() : readKeys(receiving, texts),
    now,
    cryptography: nodeCryptography,
    registration,
    ...(isPair && { privateKey: secret })
  })
}

/** Creates an unsigned message from a dialect's sample. Its time is `late` milliseconds in the past. */
export const createMessage = (
  dialect: Dialect,
  { id, url, late }: Pick<Delivery, 'id' | 'url' | 'late'>,
  fx: Effects
): Pick<Delivery, 'body' | 'spoken'> => {
  const fresh = { id, number: 1 + fx.randomBelow(1_000_000_000), now: fx.clock() - late }
  const { method, query, headers, body } = freshRequest(dialect.sample, url, fresh)
  return { body: new TextDecoder().decode(body), spoken: { dialect: dialect.id, method, query, headers } }
}

/** Returns true when a dialect can sign with a key. */
export const fits = (dialect: Dialect, secret: string): boolean => {
  const fresh = { id: 'id', number: 1, now: 0 }
  const request = freshRequest(dialect.sample, 'https://acme.example/', fresh)
  return !('missing' in speak(dialect, request, { secret, now: 0, registration: { id: 'id' } }))
}
