import { textOf } from '../kernel/text-bytes.ts'
import type { Scheme } from './receiving.ts'
import { parseTemplate } from './template.ts'

const MOST_SIGNED = 128

/**
 * Returns true for a text that a handshake may sign with the key of the events. It is too short and too simple to be an
 * event.
 */
export const isShortToken = (value: string | Uint8Array): boolean => {
  if (value.length > MOST_SIGNED) return false
  const text = typeof value === 'string' ? value : textOf(value)
  return text !== null && /^[A-Za-z0-9_.=+/-]+$/.test(text)
}

/**
 * Returns true when the signed content of a scheme can look like a short token: a JSON Web Token, a
 * hash, an id or a time. Only a scheme that signs the raw body cannot, since no JSON object is a
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
