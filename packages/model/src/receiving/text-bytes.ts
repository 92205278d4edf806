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
const valueOfLetter = new Map(Array.from(letters, (letter, value) => [letter, value]))

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
  const bytes: number[] = []
  for (let at = 0; at < text.length; at += 4) {
    let bits = 0
    for (const letter of text.slice(at, at + 4)) bits = (bits << 6) | (valueOfLetter.get(letter) ?? 0)
    bytes.push((bits >> 16) & 255, (bits >> 8) & 255, bits & 255)
  }
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0
  const found = Uint8Array.from(bytes.slice(0, bytes.length - padding))
  return base64Of(found) === text ? found : null
}

/** Base64url as bytes; null when it is written in any other way (with padding, say). */
export const bytesOfBase64Url = (text: string): Uint8Array | null => {
  if (/[+/=]/.test(text)) return null
  const base64 = text.replaceAll('-', '+').replaceAll('_', '/')
  return bytesOfBase64(base64.padEnd(Math.ceil(base64.length / 4) * 4, '='))
}
