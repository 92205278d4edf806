import type { Effects } from '../kernel/effects.ts'

/** Maximum length of a delivery's id that is stored unhashed, in bytes. */
const MOST_BYTES = 64

/** Prefix of a hashed id. UTF-8 never contains this byte, so no unhashed id equals a hash. */
const HASHED = 0xff

const hashOf = ({ crypto }: Pick<Effects, 'crypto'>, id: string): Uint8Array =>
  crypto.hash('sha256', Buffer.from(id)).subarray(0, 16)

/**
 * Returns the dedup key of a delivery's id: at most 64 bytes, usually the id itself. Ids of
 * services are often sequential or begin with the time, so new ones are close together in an index;
 * hashes would touch a page each.
 */
export const deliveryKeyOf = (effects: Pick<Effects, 'crypto'>, id: string): Uint8Array => {
  const bytes = Buffer.from(id)
  return bytes.length <= MOST_BYTES ? bytes : Buffer.from([HASHED, ...hashOf(effects, id)])
}

/**
 * Returns the dedup key of a record's id, 16 bytes. It is a hash, since the id may be personal data
 * such as a name or an address.
 */
export const recordKeyOf = hashOf
