/** Words that labels write in capital letters, such as “ID”. */
const capitals = new Set([
  'api',
  'html',
  'http',
  'id',
  'ip',
  'json',
  'sku',
  'uri',
  'url',
  'utc',
  'uuid',
  'xml'
])

const inCapitals = (word: string): string | null => {
  if (capitals.has(word)) return word.toUpperCase()
  const singular = word.slice(0, -1)
  return word.endsWith('s') && capitals.has(singular) ? `${singular.toUpperCase()}s` : null
}

/**
 * Splits a key into lower-case words. `createdAt`, `created_at` and `CREATED-AT` all become “created” and
 * “at”.
 */
const wordsOf = (key: string): string[] =>
  key
    .replace(/(\p{Ll}|\p{N})(\p{Lu})/gu, '$1 $2')
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2')
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .filter(word => word !== '')
    .map(word => word.toLowerCase())

/**
 * Capitalizes the first letter of a word. The word stays unchanged if the capital does not become the same
 * letter again in lower case.
 */
const begun = (word: string): string => {
  const [first = '', ...rest] = word
  const capital = first.toUpperCase()
  return capital.toLowerCase() === first ? capital + rest.join('') : word
}

/** Maximum length of a label, in characters. */
const LONGEST = 100

/** Shortens a text to a maximum length without splitting a character. */
export const cutTo = (text: string, most: number): string => {
  let label = ''
  for (const sign of text) {
    if (label.length + sign.length > most) break
    label += sign
  }
  return label.trimEnd()
}

/** Converts the keys of a JSON path to a label: `user_id` becomes “User ID”. */
export const labelOfKeys = (...keys: string[]): string => {
  const words = keys
    .flatMap(wordsOf)
    .map((word, index) => inCapitals(word) ?? (index === 0 ? begun(word) : word))
  return cutTo(words.join(' '), LONGEST) || 'Value'
}

/** Normalizes a name for comparison: lower case, without spaces, `_` and the like. */
export const plainName = (name: string): string => name.toLowerCase().replace(/[^\p{L}\p{M}\p{N}]+/gu, '')
