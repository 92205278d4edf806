import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import {
  type ConnectionValues,
  type KeyDecoding,
  type KeySource,
  type Keys,
  keySourcesOf,
  keysInText,
  type Receiving,
  readKeys,
  type Scheme,
  valueAt
} from '@hookwright/model'

type Algorithm = Scheme['algorithm']

/** Keys of a test: the keys for verification, and the private keys of the schemes with a public key. */
export interface TestKeys {
  keys: Keys
  privateKeyOf: (scheme: string) => string | undefined
  /**
   * Returns the keys of the key set or certificate at a URL. The test supplies them, so nothing is
   * downloaded.
   */
  fetched: (url: string) => string[]
}

/**
 * Values of a test that contain the keys of the receiving rules. They are grouped by the kind of source that
 * a rule can name.
 */
export interface KeyValues {
  values: ConnectionValues
  signingSecret: string
  registrationData: Record<string, unknown>
  captured: Record<string, string>
}

const publicAlgorithms: readonly Algorithm[] = ['ed25519', 'ecdsa-sha256', 'rsa-sha1', 'rsa-sha256']

const newPair = (algorithm: Algorithm): { publicKey: KeyObject; privateKey: KeyObject } => {
  if (algorithm === 'ed25519') return generateKeyPairSync('ed25519')
  if (algorithm === 'ecdsa-sha256') return generateKeyPairSync('ec', { namedCurve: 'P-256' })
  return generateKeyPairSync('rsa', { modulusLength: 2048 })
}

/** Encodes a public key in the format that the rules expect. */
const writePublicKey = (key: KeyObject, decode: KeyDecoding): string => {
  const spki = key.export({ format: 'der', type: 'spki' })
  switch (decode) {
    case 'ed25519-hex':
      return spki.subarray(-32).toString('hex')
    case 'ed25519-base64':
      return spki.subarray(-32).toString('base64')
    case 'whpk':
      return `whpk_${spki.subarray(-32).toString('base64')}`
    case 'spki':
      return spki.toString('base64')
    default:
      return String(key.export({ format: 'pem', type: 'spki' }))
  }
}

/**
 * Returns true for a scheme with a key pair. The test generates the pair, since only the service has the real
 * private key.
 */
const needsPair = ({ algorithm, key }: Scheme): boolean =>
  publicAlgorithms.includes(algorithm) ||
  (algorithm === 'jwt' && (key.from === 'jwks' || key.from === 'certificate'))

/** Creates the keys of a test. Key pairs are generated for each run, so that no signature is stored. */
export const createTestKeys = (receiving: Receiving, params: KeyValues): TestKeys => {
  const pairs = new Map(
    receiving.verify.filter(needsPair).map(({ id, algorithm }) => [id, newPair(algorithm)])
  )
  const textsFrom = (source: KeySource): string[] => {
    switch (source.from) {
      case 'connection':
        return keysInText(params.values[source.field] ?? '')
      case 'generated':
        return [params.signingSecret]
      case 'registration': {
        const path = source.path.split('.').map(key => (/^\d+$/.test(key) ? Number(key) : key))
        const found = valueAt(params.registrationData, path)
        return typeof found === 'string' ? [found] : []
      }
      case 'captured':
        return [params.captured[source.name] ?? ''].filter(text => text !== '')
      case 'public':
      case 'certificate':
      case 'jwks':
        return []
    }
  }
  const texts = keySourcesOf(receiving).map(({ id, source }): [string, string[]] => {
    const pair = pairs.get(id)
    return pair !== undefined && 'decode' in source
      ? [id, [writePublicKey(pair.publicKey, source.decode)]]
      : [id, textsFrom(source)]
  })
  const schemeAt = (url: string) =>
    receiving.verify.filter(({ key }) => (key.from === 'jwks' ? key.url === url : key.from === 'certificate'))
  return {
    keys: readKeys(withOwnKeys(receiving, new Map(texts)), Object.fromEntries(texts)),
    privateKeyOf: scheme => {
      const pair = pairs.get(scheme)
      return pair && String(pair.privateKey.export({ format: 'pem', type: 'pkcs8' }))
    },
    fetched: url =>
      schemeAt(url).flatMap(({ id, key }) => {
        const pair = pairs.get(id)
        if (pair === undefined) return []
        return key.from === 'jwks'
          ? [JSON.stringify({ keys: [pair.publicKey.export({ format: 'jwk' })] })]
          : [writePublicKey(pair.publicKey, 'pem')]
      })
  }
}

/** Replaces the public keys in the rules with the generated ones. */
const withOwnKeys = (receiving: Receiving, texts: ReadonlyMap<string, string[]>): Receiving => ({
  ...receiving,
  verify: receiving.verify.map(scheme =>
    scheme.key.from === 'public'
      ? { ...scheme, key: { ...scheme.key, key: texts.get(scheme.id)?.[0] ?? '' } }
      : scheme
  )
})
