/** A fault's message, parted: what it says, and the whole answer that it quotes, laid out; null where it quotes none. */
export interface ReadFault {
  said: string
  answer: string | null
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Where services usually say in words what went wrong, the most telling first. */
const wordKeys = ['message', 'error_description', 'detail', 'title', 'error', 'errors']

const wordsIn = (value: unknown): string | null => {
  if (typeof value === 'string') return value.trim() === '' ? null : value
  if (Array.isArray(value)) return wordsIn(value[0])
  if (!isObject(value)) return null
  for (const key of wordKeys) {
    const words = Object.hasOwn(value, key) ? wordsIn(value[key]) : null
    if (words !== null) return words
  }
  return null
}

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/**
 * Reads a message such as `GET /me was answered with 401: {"error":{"message":"No such key."}}`: it says what the service
 * says, and the whole answer stands apart. A message without an object at its end is said as it is.
 */
export const readFault = (message: string): ReadFault => {
  const at = message.indexOf(': {')
  const quoted = at < 0 ? null : parse(message.slice(at + 2))
  const words = isObject(quoted) ? wordsIn(quoted) : null
  if (words === null) return { said: message, answer: null }
  return { said: `${message.slice(0, at)}: ${words}`, answer: JSON.stringify(quoted, null, 2) }
}
