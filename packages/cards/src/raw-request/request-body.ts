/** A body as it is sent. */
export interface RequestBody {
  text: string
  /** True where it was made of a value that was not text, and for text that is an object or a list in JSON. */
  isJson: boolean
}

/** Longer text is not read through for this, in characters; what stands around it decides. */
const MOST_READ = 1_000_000

/** Decision 051. A number or a word alone may just as well be plain text. */
const isJsonText = (text: string): boolean => {
  const bare = text.trim()
  const around = `${bare.at(0)}${bare.at(-1)}`
  if (around !== '{}' && around !== '[]') return false
  if (text.length > MOST_READ) return true
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

/** Text as it is, any other value as JSON, and no body for null and empty text. */
export const requestBody = (value: unknown): RequestBody | null => {
  if (value === null || value === undefined || value === '') return null
  return typeof value === 'string'
    ? { text: value, isJson: isJsonText(value) }
    : { text: JSON.stringify(value), isJson: true }
}
