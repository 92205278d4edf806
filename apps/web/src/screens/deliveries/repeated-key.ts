/** Pattern of JSON tokens: a key with its colon, another string, or the start or end of an object or list. */
const tokens = /("(?:[^"\\]|\\.)*")(\s*:)?|[{}[\]]/g

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

/**
 * Returns the first key that occurs twice in one object of a JSON text; null without one, and if the text is
 * not JSON. Parsers keep only the last value of such a key.
 */
export const repeatedKeyIn = (json: string): string | null => {
  if (!isJson(json)) return null
  const open: Set<string>[] = []
  for (const [token, text, colon] of json.matchAll(tokens)) {
    if (token === '{' || token === '[') open.push(new Set())
    else if (token === '}' || token === ']') open.pop()
    else if (text !== undefined && colon !== undefined) {
      const key = String(JSON.parse(text))
      if (open.at(-1)?.has(key) === true) return key
      open.at(-1)?.add(key)
    }
  }
  return null
}
