import { pillsInQuotes } from '@hookwright/engine'
import type { Binding } from '@hookwright/model'

/** A body as it is sent. */
export interface RequestBody {
  text: string
  /** The Content-Type that it has, unless the request names one; null to name none. */
  contentType: string | null
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
 * A value as a body in a format that is no form; none for null and empty text. Automatic and as mapped: text as it is, any
 * other value as JSON. JSON: text that reads as JSON as it is, all else as JSON. Plain text: all as text.
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

/** The reason why a body that was typed is no JSON, as a sentence; null where it is JSON or only a run can tell. */
export const whyNotJsonBody = (binding: Binding | undefined): string | null => {
  const isTyped =
    (binding?.kind === 'literal' && typeof binding.value === 'string' && binding.value !== '') ||
    binding?.kind === 'text'
  if (!isTyped) return null
  const isRight =
    binding.kind === 'text' ? pillsInQuotes(binding.parts) !== null : isJson(String(binding.value))
  return isRight
    ? null
    : 'With its values filled in, the body is not a JSON object or list. Correct it, or choose another body format.'
}
