import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import type { KeyDecoding, Scheme } from '@hookwright/model'
import type { Preset } from '@hookwright/model/presets'

/** Signing key of a service, and the keys for verifying. A connection stores the latter one per line. */
export interface DialectKey {
  signs: string
  keys: string[]
}

const pairOf = (algorithm: Scheme['algorithm']): { publicKey: KeyObject; privateKey: KeyObject } | null => {
  switch (algorithm) {
    case 'ed25519':
      return generateKeyPairSync('ed25519')
    case 'ecdsa-sha256':
      return generateKeyPairSync('ec', { namedCurve: 'P-256' })
    default:
      return null
  }
}

const publicText = (key: KeyObject, decoding: KeyDecoding): string => {
  const spki = key.export({ format: 'der', type: 'spki' })
  const bare = spki.subarray(-32)
  if (decoding === 'ed25519-hex') return bare.toString('hex')
  return decoding === 'whpk' ? `whpk_${bare.toString('base64')}` : spki.toString('base64')
}

/**
 * Creates a signing key in the format of a preset, and the keys for verifying. `secret` is added for
 * handshakes, since the presets' samples use it.
 */
export const dialectKey = ({ receiving }: Preset): DialectKey => {
  const [scheme] = receiving.verify
  const decoding = scheme !== undefined && 'decode' in scheme.key ? scheme.key.decode : 'text'
  const pair = scheme === undefined ? null : pairOf(scheme.algorithm)
  if (pair !== null) {
    const signs = String(pair.privateKey.export({ format: 'pem', type: 'pkcs8' }))
    return { signs, keys: [publicText(pair.publicKey, decoding)] }
  }
  const bytes = Buffer.alloc(32, 7).toString('base64')
  // A token stands in a header as it is.
  const text = scheme?.algorithm === 'token' ? 'acme-first-key' : 'Acme’s first key'
  const signs = decoding === 'whsec' ? `whsec_${bytes}` : text
  return { signs, keys: [signs, 'secret'] }
}
