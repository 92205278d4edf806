const encoder = new TextEncoder()
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** Encodes a text as UTF-8. */
export const bytesOf = (text: string): Uint8Array => encoder.encode(text)

/** Decodes UTF-8; null for invalid bytes. */
export const textOf = (bytes: Uint8Array): string | null => {
  try {
    return decoder.decode(bytes)
  } catch {
    return null
  }
}

/** Decodes hex; `null` for invalid hex. */
export const bytesOfHex = (text: string): Uint8Array | null => {
  if (!/^(?:[0-9a-fA-F]{2})+$/.test(text)) return null
  return Uint8Array.from({ length: text.length / 2 }, (_, at) =>
    Number.parseInt(text.slice(at * 2, at * 2 + 2), 16)
  )
}

/** Encodes bytes as lower-case hex. */
export const hexOf = (bytes: Uint8Array): string =>
  Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('')
