/**
 * Alphabets of RFC 4648: section 4 with padding, and the URL-safe one of section 5 without padding.
 */
export type Base64Alphabet = 'base64' | 'base64url'

const shared = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'
const alphabets: Record<Base64Alphabet, string> = { base64: `${shared}+/`, base64url: `${shared}-_` }

const codesOf = (digits: string): Uint8Array => Uint8Array.from(digits, digit => digit.charCodeAt(0))
const codes = { base64: codesOf(alphabets.base64), base64url: codesOf(alphabets.base64url) }
const decoder = new TextDecoder()

const NO_DIGIT = 64

/** Returns a lookup table from character code to the six bits of a digit, for the given alphabets. */
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

/**
 * Decodes the first `length` digits of a Base64 text; null if they are invalid. With `isExact`, the unused
 * bits of the last digit must be zero.
 */
const decode = (text: string, length: number, digits: Uint8Array, isExact: boolean): Uint8Array | null => {
  if (length % 4 === 1) return null
  const bytes = new Uint8Array(bytesOfDigits(length))
  let buffer = 0
  let bits = 0
  let filled = 0
  for (let at = 0; at < length; at++) {
    const digit = digits[text.charCodeAt(at)] ?? NO_DIGIT
    if (digit === NO_DIGIT) return null
    buffer = ((buffer & 0x3f) << 6) | digit
    bits += 6
    if (bits < 8) continue
    bits -= 8
    bytes[filled++] = (buffer >> bits) & 0xff
  }
  return isExact && (buffer & ((1 << bits) - 1)) !== 0 ? null : bytes
}

const paddingOf = (text: string): number => (text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0)

/** Encodes bytes as Base64: with padding in the standard alphabet, without in the URL-safe one. */
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

/** Encodes bytes as base64, with padding. */
export const base64Of = (bytes: Uint8Array): string => encodeBase64(bytes, 'base64')

/** Encodes bytes as base64url, without padding. */
export const base64UrlOf = (bytes: Uint8Array): string => encodeBase64(bytes, 'base64url')

/**
 * Decodes a Base64 text as people write it; null if it is invalid. Accepts both alphabets and missing
 * padding, but no wrong padding and no white space.
 */
export const decodeBase64 = (text: string): Uint8Array | null => {
  const padding = paddingOf(text)
  if (padding > 0 && text.length % 4 !== 0) return null
  return decode(text, text.length - padding, allDigits, false)
}

/** Returns the number of decoded bytes of a Base64 text, computed from its length. */
export const sizeOfBase64 = (text: string): number => bytesOfDigits(text.length - paddingOf(text))

/** Decodes canonical Base64; `null` for any other form, including wrong padding or spare bits. */
export const bytesOfBase64 = (text: string): Uint8Array | null =>
  text.length % 4 === 0 ? decode(text, text.length - paddingOf(text), usualDigits, true) : null

/** Decodes canonical base64url; null for any other form, such as one with padding. */
export const bytesOfBase64Url = (text: string): Uint8Array | null =>
  decode(text, text.length, urlDigits, true)
