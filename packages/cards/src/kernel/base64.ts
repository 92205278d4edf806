/** The two alphabets: of RFC 4648 section 4, written with padding, and of section 5, safe in URLs, without. */
export type Base64Alphabet = 'base64' | 'base64url'

const shared = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'
const alphabets: Record<Base64Alphabet, string> = { base64: `${shared}+/`, base64url: `${shared}-_` }

const NOT_A_DIGIT = 255

const digitByCharCode = new Uint8Array(128).fill(NOT_A_DIGIT)
for (const alphabet of Object.values(alphabets))
  for (let digit = 0; digit < alphabet.length; digit++) digitByCharCode[alphabet.charCodeAt(digit)] = digit

/** Bytes as Base64: with padding in the usual alphabet, without in the one for URLs. */
export const encodeBase64 = (bytes: Uint8Array, alphabet: Base64Alphabet): string => {
  const digits = alphabets[alphabet]
  let text = ''
  for (let at = 0; at < bytes.length; at += 3) {
    const three = ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0)
    const written = Math.min(bytes.length - at, 3) + 1
    for (let digit = 0; digit < written; digit++) text += digits.charAt((three >> (18 - digit * 6)) & 63)
  }
  return alphabet === 'base64' ? text.padEnd(Math.ceil(text.length / 4) * 4, '=') : text
}

/**
 * The bytes of a Base64 text, or null when it is none. Takes both alphabets and goes without padding, but padding that
 * is there must be right; white space is refused.
 */
export const decodeBase64 = (text: string): Uint8Array | null => {
  const digits = text.replace(/={1,2}$/, '')
  const isPadded = digits.length < text.length
  if ((isPadded && text.length % 4 !== 0) || digits.length % 4 === 1) return null
  const bytes = new Uint8Array(Math.floor((digits.length * 6) / 8))
  let held = 0
  let bits = 0
  let at = 0
  for (let index = 0; index < digits.length; index++) {
    const digit = digitByCharCode[digits.charCodeAt(index)] ?? NOT_A_DIGIT
    if (digit === NOT_A_DIGIT) return null
    held = ((held << 6) | digit) & 0xfff
    bits += 6
    if (bits < 8) continue
    bits -= 8
    bytes[at++] = (held >> bits) & 0xff
  }
  return bytes
}
