import { createCipheriv, createDecipheriv, createHash, hkdfSync } from 'node:crypto'
import { Fault, Secret } from '@hookwright/model'
import { findNextKey, findSealingKey, type KeySource } from './sealing-key.ts'

/** Authenticated encryption of texts for storage. */
export interface Sealer {
  /** Encrypts a text. `place`, such as `connection/<id>`, binds the result to its owner. */
  seal: (text: string, place: string) => Uint8Array
  /** Opens a sealed text. Throws `seal.key-wrong`, `seal.broken`. */
  open: (sealed: Uint8Array, place: string) => string
  /** Returns true for a record that was sealed with the current key. */
  isCurrent: (sealed: Uint8Array) => boolean
  /** Changes the key for sealing. Texts sealed with earlier keys can still be opened. */
  useKey: (master: Secret) => void
  /** Returns the id of the current key: 16 hex digits, contained in each record. */
  keyId: () => string
  /** Key that signs session cookies, derived from the same master key. */
  cookieKey: Secret
}

/*
 * A record: version (1 byte), key id (8), nonce (12), tag (16), then the sealed text. The version and the key id come
 * first, so that a later version may use other ciphers and keys may be exchanged while old records stay readable.
 */
const VERSION = 1
const KEY_ID_END = 1 + 8
const NONCE_END = KEY_ID_END + 12
const TAG_END = NONCE_END + 16

/** Sealing key with its id and the header of its records. */
interface SealingKey {
  key: Buffer
  id: string
  head: Buffer
}

/** Returns a key for one purpose, derived from the master key. */
const derived = (text: Secret, purpose: string): Buffer =>
  Buffer.from(hkdfSync('sha256', text.reveal(), '', `hookwright ${purpose} 1`, 32))

/**
 * Finds or creates the master key and returns a sealer. It uses AES-256-GCM (NIST SP 800-38D) with a random
 * 96-bit nonce, and authenticates the record's header and its place. The master key is any text of at least
 * 32 characters. HKDF-SHA-256 (RFC 5869) derives one key for each purpose from it.
 *
 * Throws `seal.key-missing`, `environment.invalid`, `storage.unwritable`.
 */
export const openSealer = async (params: KeySource): Promise<Sealer> => {
  const master = await findSealingKey(params)
  const known = new Map<string, SealingKey>()
  const keyOf = (text: Secret): SealingKey => {
    const key = derived(text, 'seal')
    const id = createHash('sha256').update(key).digest().subarray(0, 8)
    const made = { key, id: id.toString('hex'), head: Buffer.concat([Buffer.of(VERSION), id]) }
    known.set(made.id, made)
    return made
  }
  let current = keyOf(master)
  // Keys are being exchanged: this one seals already, the one before still opens.
  const next = await findNextKey(params)
  if (next !== null) current = keyOf(next)
  const belonging = (head: Uint8Array, place: string): Buffer => Buffer.concat([head, Buffer.from(place)])

  return {
    keyId: () => current.id,
    isCurrent: sealed => Buffer.from(sealed).subarray(0, KEY_ID_END).equals(current.head),
    useKey: text => {
      current = keyOf(text)
    },
    cookieKey: new Secret(derived(master, 'cookies').toString('base64url')),
    seal: (text, place) => {
      const { key, head } = current
      const nonce = params.randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', key, nonce)
      cipher.setAAD(belonging(head, place))
      const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return Buffer.concat([head, nonce, cipher.getAuthTag(), sealed])
    },
    open: (sealed, place) => {
      const record = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength)
      if (record.length < TAG_END || record[0] !== VERSION) throw new Fault('seal.broken')
      const keyId = record.subarray(1, KEY_ID_END).toString('hex')
      const sealedWith = known.get(keyId)
      if (sealedWith === undefined) throw new Fault('seal.key-wrong', { keyId })
      const { key, head } = sealedWith
      const decipher = createDecipheriv('aes-256-gcm', key, record.subarray(KEY_ID_END, NONCE_END))
      decipher.setAAD(belonging(head, place))
      decipher.setAuthTag(record.subarray(NONCE_END, TAG_END))
      try {
        return Buffer.concat([decipher.update(record.subarray(TAG_END)), decipher.final()]).toString('utf8')
      } catch (thrown) {
        throw new Fault('seal.broken', {}, thrown)
      }
    }
  }
}
