const encoder = new TextEncoder()
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** A text as UTF-8. */
export const bytesOf = (text: string): Uint8Array => encoder.encode(text)

/** UTF-8 as text; null when it is not UTF-8. */
export const textOf = (bytes: Uint8Array): string | null => {
  try {
    return decoder.decode(bytes)
  } catch {
    return null
  }
}

/** Hex as bytes; null when it is not hex. */
export const bytesOfHex = (text: string): Uint8Array | null => {
  if (!/^(?:[0-9a-fA-F]{2})+$/.test(text)) return null
  return Uint8Array.from({ length: text.length / 2 }, (_, at) =>
    Number.parseInt(text.slice(at * 2, at * 2 + 2), 16)
  )
}

/** Bytes as lower-case hex. */
export const hexOf = (bytes: Uint8Array): string =>
  Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('')

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

/** The six bits of a letter by its code; 64 for what is no letter. */
const bitsOfLetter = new Uint8Array(128).fill(64)
for (let value = 0; value < letters.length; value++) bitsOfLetter[letters.charCodeAt(value)] = value

/** Bytes as base64, padded. */
export const base64Of = (bytes: Uint8Array): string => {
  let text = ''
  for (let at = 0; at < bytes.length; at += 3) {
    const [first = 0, second = 0, third = 0] = bytes.subarray(at, at + 3)
    const bits = (first << 16) | (second << 8) | third
    const left = bytes.length - at
    text += letters.charAt(bits >> 18) + letters.charAt((bits >> 12) & 63)
    text += left > 1 ? letters.charAt((bits >> 6) & 63) : '='
    text += left > 2 ? letters.charAt(bits & 63) : '='
  }
  return text
}

/** Bytes as base64url, without padding. */
export const base64UrlOf = (bytes: Uint8Array): string =>
  base64Of(bytes).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')

/** Base64 as bytes; null when it is written in any other than the one right way (padding and spare bits included). */
export const bytesOfBase64 = (text: string): Uint8Array | null => {
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0
  if (text.length % 4 !== 0) return null
  const most = text.length - padding
  const bytes = new Uint8Array((text.length / 4) * 3 - padding)
  let bits = 0
  let held = 0
  let filled = 0
  for (let at = 0; at < most; at++) {
    const value = bitsOfLetter[text.charCodeAt(at)] ?? 64
    if (value === 64) return null
    bits = ((bits & 0x3f) << 6) | value
    held += 6
    if (held < 8) continue
    held -= 8
    bytes[filled++] = (bits >> held) & 255
  }
  return held > 0 && (bits & ((1 << held) - 1)) !== 0 ? null : bytes
}

/** Base64url as bytes; null when it is written in any other way (with padding, say). */
export const bytesOfBase64Url = (text: string): Uint8Array | null => {
  if (/[+/=]/.test(text)) return null
  const base64 = text.replaceAll('-', '+').replaceAll('_', '/')
  return bytesOfBase64(base64.padEnd(Math.ceil(base64.length / 4) * 4, '='))
}
