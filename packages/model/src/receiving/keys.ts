import { bytesOfBase64 } from '../kernel/base64.ts'
import { isJsonObject } from '../kernel/json.ts'
import { bytesOf, bytesOfHex } from '../kernel/text-bytes.ts'
import type { PublicKey } from './cryptography.ts'
import type { KeyDecoding, KeySource } from './key-source.ts'
import type { Receiving } from './receiving.ts'

/**
 * Decoded key. `index` is the position of the text that it was decoded from. A `shared` key is a secret that
 * the sender has, too.
 */
export type Key = { index: number } & (
  | { is: 'shared'; bytes: Uint8Array }
  | { is: 'public'; key: PublicKey; kid: string | null }
)

/** Decoded keys of each scheme and handshake rule, by rule id. */
export type Keys = ReadonlyMap<string, readonly Key[]>

/** Returns all key sources of schemes and handshake rules, with the rule id. */
export const keySourcesOf = (receiving: Receiving): { id: string; source: KeySource }[] => [
  ...receiving.verify.map(({ id, key }) => ({ id, source: key })),
  ...receiving.handshake.flatMap(({ id, key }) => (key === null ? [] : [{ id, source: key }]))
]

/** Returns the keys in a secret field, one per line. An old and a new key can coexist. */
export const keysInText = (text: string): string[] =>
  text.includes('-----BEGIN')
    ? (text.match(/-----BEGIN [A-Z ]+-----[^-]+-----END [A-Z ]+-----/g) ?? [])
    : text
        .split('\n')
        .map(line => line.trim())
        .filter(line => line !== '')

const shared = (bytes: Uint8Array | null, index: number): Key | null =>
  bytes === null || bytes.length === 0 ? null : { index, is: 'shared', bytes }

const open = (key: PublicKey | null, index: number): Key | null =>
  key === null ? null : { index, is: 'public', key, kid: null }

const ed25519 = (bytes: Uint8Array | null): PublicKey | null =>
  bytes?.length === 32 ? { form: 'ed25519', bytes } : null

const behind = (prefix: string, text: string): Uint8Array | null =>
  text.startsWith(prefix) ? bytesOfBase64(text.slice(prefix.length)) : null

const readKey = (text: string, decode: KeyDecoding, index: number): Key | null => {
  switch (decode) {
    case 'text':
      return shared(bytesOf(text), index)
    case 'hex':
      return shared(bytesOfHex(text), index)
    case 'base64':
      return shared(bytesOfBase64(text), index)
    case 'whsec':
      return shared(behind('whsec_', text), index)
    case 'pem':
      return open(text.includes('-----BEGIN') ? { form: 'pem', text } : null, index)
    case 'spki': {
      const bytes = bytesOfBase64(text.replaceAll(/\s/g, ''))
      return open(bytes === null || bytes.length === 0 ? null : { form: 'spki', bytes }, index)
    }
    case 'ed25519-hex':
      return open(ed25519(bytesOfHex(text)), index)
    case 'ed25519-base64':
      return open(ed25519(bytesOfBase64(text)), index)
    case 'whpk':
      return open(ed25519(behind('whpk_', text)), index)
  }
}

/** Returns the keys of a fetched JSON Web Key Set; empty for an invalid key set. */
const keysOfSet = (text: string, index: number): Key[] => {
  try {
    const set: unknown = JSON.parse(text)
    const list = isJsonObject(set) && Array.isArray(set.keys) ? set.keys.filter(isJsonObject) : []
    return list.map(jwk => ({
      index,
      is: 'public',
      key: { form: 'jwk', jwk },
      kid: typeof jwk.kid === 'string' ? jwk.kid : null
    }))
  } catch {
    return []
  }
}

/** Parses the texts fetched for a `certificate` or `jwks` source into keys. */
export const readFetched = (source: KeySource, texts: readonly string[]): Key[] =>
  texts.flatMap((text, index) =>
    source.from === 'jwks'
      ? keysOfSet(text, index)
      : [readKey(text, 'pem', index)].filter(key => key !== null)
  )

/**
 * Decodes keys once, for use in every request. A text that cannot be decoded is ignored; without any key, all
 * requests are refused.
 *
 * @param texts Key texts of each scheme and handshake rule, by rule id. Public keys in the rules need no
 * text.
 */
export const readKeys = (receiving: Receiving, texts: Readonly<Record<string, readonly string[]>>): Keys =>
  new Map(
    keySourcesOf(receiving).map(({ id, source }) => {
      if (source.from === 'certificate' || source.from === 'jwks') return [id, []]
      const keyTexts =
        source.from === 'public' ? keysInText(source.key) : Object.hasOwn(texts, id) ? (texts[id] ?? []) : []
      return [
        id,
        keyTexts.map((text, index) => readKey(text, source.decode, index)).filter(key => key !== null)
      ]
    })
  )
