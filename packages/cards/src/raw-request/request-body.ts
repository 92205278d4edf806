import { pillsInQuotes } from '@hookwright/engine'
import type { Binding } from '@hookwright/model'

/** Request body that is ready to send. */
export interface RequestBody {
  text: string
  /** Content-Type to send unless the request sets its own; `null` for none. */
  contentType: string | null
}

/**
 * Maximum length of a text that `isJsonText` parses. A longer text counts as JSON if its first and last
 * characters are those of JSON.
 */
const MOST_READ = 1_000_000

/**
 * Returns true if a text is a JSON object or list (decision 051). A single number or word does not count,
 * because it can also be plain text.
 */
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

const JSON_TYPE = 'application/json'

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

/**
 * Encodes a value as a body in any format except a form. `null` and empty text have no body. “Automatic” and
 * “as mapped” send text unchanged and other values as JSON. “JSON” sends JSON text unchanged and other values
 * as JSON. “Plain text” sends everything as text.
 */
export const requestBody = (
  value: unknown,
  format: 'as-mapped' | 'auto' | 'json' | 'text' = 'as-mapped'
): RequestBody | null => {
  if (value === null || value === undefined || value === '') return null
  const isText = typeof value === 'string'
  if (format === 'text')
    return { text: isText ? value : JSON.stringify(value), contentType: 'text/plain; charset=utf-8' }
  if (format === 'json')
    return { text: isText && isJson(value) ? value : JSON.stringify(value), contentType: JSON_TYPE }
  return isText
    ? { text: value, contentType: isJsonText(value) ? JSON_TYPE : null }
    : { text: JSON.stringify(value), contentType: JSON_TYPE }
}

/**
 * Returns the reason why an entered body is not valid JSON, as a sentence. `null` if it is valid or depends
 * on mapped values.
 */
export const whyNotJsonBody = (binding: Binding | undefined): string | null => {
  const isTyped =
    (binding?.kind === 'literal' && typeof binding.value === 'string' && binding.value !== '') ||
    binding?.kind === 'text'
  if (!isTyped) return null
  const isRight =
    binding.kind === 'text' ? pillsInQuotes(binding.parts) !== null : isJson(String(binding.value))
  return isRight
    ? null
    : 'After the mapped values are inserted, the body is not a JSON object or list. Correct it, or choose another body format.'
}
