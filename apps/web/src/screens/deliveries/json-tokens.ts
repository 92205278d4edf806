/** Part of a JSON text. Punctuation, spaces and other text have no kind. */
export interface JsonToken {
  text: string
  kind: 'key' | 'text' | 'number' | 'boolean' | 'any' | null
}

/** Pattern of a key or text with its colon, a number, or a word. */
const valuePattern =
  /("(?:[^"\\]|\\.)*")(\s*:)?|-?\b\d+(?:\.\d+)?(?:[eE][+-]?\d+)?\b|\b(?:true|false|null)\b/g

const kindOf = (value: string, isKey: boolean): JsonToken['kind'] => {
  if (value.startsWith('"')) return isKey ? 'key' : 'text'
  if (value === 'null') return 'any'
  return value === 'true' || value === 'false' ? 'boolean' : 'number'
}

/** Returns true for a text that begins like a JSON object or list. */
export const beginsLikeJson = (text: string): boolean => /^\s*[[{]/.test(text)

/** Splits a JSON text, or a part of it, into tokens. The tokens together are the same text. */
export const jsonTokens = (text: string): JsonToken[] => {
  const tokens: JsonToken[] = []
  let end = 0
  for (const { 0: match, 1: quoted, 2: colon, index } of text.matchAll(valuePattern)) {
    const value = quoted ?? match
    if (index > end) tokens.push({ text: text.slice(end, index), kind: null })
    tokens.push({ text: value, kind: kindOf(value, colon !== undefined) })
    end = index + value.length
  }
  if (end < text.length) tokens.push({ text: text.slice(end), kind: null })
  return tokens
}
