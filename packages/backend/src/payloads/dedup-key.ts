import type { Effects } from '../kernel/effects.ts'

/** The longest id of a delivery that is kept as it is. */
const MOST_BYTES = 64

/** Prefix of a hashed id: UTF-8 has no such byte, so no plain id equals a hash. */
const HASHED = 0xff

const hashOf = ({ crypto }: Pick<Effects, 'crypto'>, id: string): Uint8Array =>
  crypto.hash('sha256', Buffer.from(id)).subarray(0, 16)

/**
 * The bytes by which a delivery's id is kept: at most 64, mostly the id itself. Services count their ids on or begin them
 * with the time, so that new ones lie side by side in an index, where hashes would touch a page for each.
 */
export const deliveryKeyOf = (outside: Pick<Effects, 'crypto'>, id: string): Uint8Array => {
  const bytes = Buffer.from(id)
  return bytes.length <= MOST_BYTES ? bytes : Buffer.from([HASHED, ...hashOf(outside, id)])
}

/** The 16 bytes by which a record's id is kept: a hash, since it may be a name or an address of a person. */
export const recordKeyOf = hashOf
