import { textOf } from '../kernel/text-bytes.ts'
import type { Scheme } from './receiving.ts'
import { parseTemplate } from './template.ts'

const MOST_SIGNED = 128

/**
 * Returns true for a text that a handshake may sign with the key of the events. Such a text is too short and
 * simple to be an event.
 */
export const isShortToken = (value: string | Uint8Array): boolean => {
  if (value.length > MOST_SIGNED) return false
  const text = typeof value === 'string' ? value : textOf(value)
  return text !== null && /^[A-Za-z0-9_.=+/-]+$/.test(text)
}

/**
 * Returns true if the signed content of a scheme can look like a short token. Examples are a JSON Web Token,
 * a hash, an id or a time. Returns false only for a scheme that signs the raw body, since no JSON object is a
 * short token.
 */
export const signsShortTokens = ({ algorithm, content }: Scheme): boolean => {
  if (algorithm === 'jwt') return true
  if (!algorithm.startsWith('hmac-')) return false
  const parsed = parseTemplate(content)
  return !(
    parsed.ok &&
    parsed.parts.some(part => typeof part === 'object' && part.kind === 'body' && part.filters.length === 0)
  )
}
