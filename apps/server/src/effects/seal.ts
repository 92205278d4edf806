import { createCipheriv, createDecipheriv, createHash, hkdfSync } from 'node:crypto'
import { Fault, Secret } from '@hookwright/model'
import { findNextKey, findSealingKey, type KeySource } from './sealing-key.ts'

/** Seals texts for storage (authenticated encryption). */
export interface Sealer {
  /** Seals a text. The place, such as `connection/<id>`, binds it to its owner. */
  seal: (text: string, place: string) => Uint8Array
  /** Opens a sealed text. Throws `seal.key-wrong`, `seal.broken`. */
  open: (sealed: Uint8Array, place: string) => string
  /** Returns true for a record that was sealed with the current key. */
  isCurrent: (sealed: Uint8Array) => boolean
  /** Seals with another key from now on; values sealed before can still be opened. */
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

/** A key with its id and the head of the records sealed with it. */
interface SealingKey {
  key: Buffer
  id: string
  head: Buffer
}

/** Returns a key for one purpose, derived from the text. */
const derived = (text: Secret, purpose: string): Buffer =>
  Buffer.from(hkdfSync('sha256', text.reveal(), '', `hookwright ${purpose} 1`, 32))

/**
 * Finds or creates the sealing key and returns a sealer: AES-256-GCM (NIST SP 800-38D) with a random 96-bit nonce, the
 * record's head and its place authenticated with it. Any text of at least 32 characters is a key; the keys in use are
 * made from it with HKDF-SHA-256 (RFC 5869), one for each purpose.
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
