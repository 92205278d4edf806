/** The alphabets of RFC 4648: of section 4, written with padding, and of section 5, safe in URLs, without. */
export type Base64Alphabet = 'base64' | 'base64url'

const shared = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'
const alphabets: Record<Base64Alphabet, string> = { base64: `${shared}+/`, base64url: `${shared}-_` }

const codesOf = (digits: string): Uint8Array => Uint8Array.from(digits, digit => digit.charCodeAt(0))
const codes = { base64: codesOf(alphabets.base64), base64url: codesOf(alphabets.base64url) }
const decoder = new TextDecoder()

const NO_DIGIT = 64

/** The six bits of each digit by its code, in any of these alphabets. */
const digitsIn = (...names: Base64Alphabet[]): Uint8Array => {
  const digits = new Uint8Array(128).fill(NO_DIGIT)
  for (const name of names) {
    const letters = alphabets[name]
    for (let digit = 0; digit < letters.length; digit++) digits[letters.charCodeAt(digit)] = digit
  }
  return digits
}

const usualDigits = digitsIn('base64')
const urlDigits = digitsIn('base64url')
const allDigits = digitsIn('base64', 'base64url')

const bytesOfDigits = (digits: number): number => Math.floor((digits * 6) / 8)

/** Bytes of the first `length` digits of a text, or null. With `isExact` the bits after the last byte must be zero. */
const decode = (text: string, length: number, digits: Uint8Array, isExact: boolean): Uint8Array | null => {
  if (length % 4 === 1) return null
  const bytes = new Uint8Array(bytesOfDigits(length))
  let held = 0
  let bits = 0
  let filled = 0
  for (let at = 0; at < length; at++) {
    const digit = digits[text.charCodeAt(at)] ?? NO_DIGIT
    if (digit === NO_DIGIT) return null
    held = ((held & 0x3f) << 6) | digit
    bits += 6
    if (bits < 8) continue
    bits -= 8
    bytes[filled++] = (held >> bits) & 0xff
  }
  return isExact && (held & ((1 << bits) - 1)) !== 0 ? null : bytes
}

const paddingOf = (text: string): number => (text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0)

/** Bytes as Base64: with padding in the usual alphabet, without in the one for URLs. */
export const encodeBase64 = (bytes: Uint8Array, alphabet: Base64Alphabet): string => {
  const digits = codes[alphabet]
  const written = new Uint8Array(Math.ceil((bytes.length * 4) / 3))
  for (let at = 0, filled = 0; at < bytes.length; at += 3) {
    const three = ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0)
    // Digits behind the last byte are written outside the array, which drops them.
    for (let digit = 0; digit < 4; digit++) written[filled++] = digits[(three >> (18 - digit * 6)) & 63] ?? 0
  }
  const text = decoder.decode(written)
  return alphabet === 'base64' ? text.padEnd(Math.ceil(text.length / 4) * 4, '=') : text
}

/** Bytes as base64, padded. */
export const base64Of = (bytes: Uint8Array): string => encodeBase64(bytes, 'base64')

/** Bytes as base64url, without padding. */
export const base64UrlOf = (bytes: Uint8Array): string => encodeBase64(bytes, 'base64url')

/**
 * Bytes of a Base64 text as people write it, or null when it is none. Takes both alphabets and goes without padding, but
 * padding that is there must be right; white space is refused.
 */
export const decodeBase64 = (text: string): Uint8Array | null => {
  const padding = paddingOf(text)
  if (padding > 0 && text.length % 4 !== 0) return null
  return decode(text, text.length - padding, allDigits, false)
}

/** Number of bytes that a Base64 text decodes to, by its length alone. */
export const sizeOfBase64 = (text: string): number => bytesOfDigits(text.length - paddingOf(text))

/** Base64 as bytes; null when it is written in any other than the one right way (padding and spare bits included). */
export const bytesOfBase64 = (text: string): Uint8Array | null =>
  text.length % 4 === 0 ? decode(text, text.length - paddingOf(text), usualDigits, true) : null

/** Base64url as bytes; null when it is written in any other way (with padding, say). */
export const bytesOfBase64Url = (text: string): Uint8Array | null =>
  decode(text, text.length, urlDigits, true)
