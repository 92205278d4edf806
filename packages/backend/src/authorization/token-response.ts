import type { HttpResponse } from '@hookwright/engine'
import { type CodeGrant, isJsonObject } from '@hookwright/model'

type Answer = Record<string, unknown>

/** Maximum length of a token, in characters. A token must fit into a header. */
const LONGEST_TOKEN = 16_384

const jsonIn = (body: string): Answer | null => {
  try {
    const value: unknown = JSON.parse(body)
    return isJsonObject(value) ? value : null
  } catch {
    return null
  }
}

/** Parses a form-encoded response, the default format of some services. */
const formIn = (body: string): Answer | null => {
  if (!/^[\w.-]+=[^<>\s]*$/.test(body)) return null
  return Object.fromEntries(new URLSearchParams(body))
}

/**
 * Merges the object at a path of the response, such as `authed_user`, into the response. A text at the path
 * becomes the access token.
 */
const withPartAt = (answer: Answer, path: string): Answer => {
  if (path === '') return answer
  const part = path.split('.').reduce<unknown>((at, key) => (isJsonObject(at) ? at[key] : undefined), answer)
  if (typeof part === 'string') return { ...answer, access_token: part }
  return isJsonObject(part) ? { ...answer, ...part } : { ...answer, access_token: undefined }
}

const textOrNone = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined

const secondsIn = (value: unknown): number | undefined => {
  const seconds = typeof value === 'string' ? Number(value) : value
  return typeof seconds === 'number' && Number.isFinite(seconds) && seconds > 0 ? seconds : undefined
}

/**
 * Returns the name and description of the error in a response (RFC 6749, 5.2). Services also send errors with
 * status 200.
 */
const errorIn = (answer: Answer): { error: string; error_description?: string } | null => {
  const { error, error_description: description } = answer
  if (typeof error === 'string' && error !== '') {
    return { error, ...(typeof description === 'string' && { error_description: description }) }
  }
  if (isJsonObject(error)) {
    const code = textOrNone(error.code) ?? textOrNone(error.type) ?? 'error'
    const message = textOrNone(error.message)
    return { error: code, ...(message !== undefined && { error_description: message }) }
  }
  return null
}

/**
 * Normalized response of a token URL, in the format of RFC 6749. For an unreadable response, `why` is the end
 * of a sentence.
 */
export type TokenResponse =
  | { is: 'token'; json: Answer }
  | { is: 'error'; json: { error: string; error_description?: string } }
  | { is: 'unreadable'; why: string }

/**
 * Normalizes the response of a token URL. Handles form-encoded responses, errors with status 200,
 * tokens inside a part of the response, a missing token type, lifetimes as text, and lists of
 * scopes. ID tokens are dropped, since they are not used.
 */
export const readTokenResponse = (
  { status, headers, body }: HttpResponse,
  { tokenPath, anyTokenType }: Pick<CodeGrant, 'tokenPath' | 'anyTokenType'>
): TokenResponse => {
  const answer = jsonIn(body) ?? formIn(body)
  if (answer === null) {
    if (status >= 300 && status < 400)
      return { is: 'unreadable', why: `it redirected with status ${status}.` }
    const type = (headers['content-type'] ?? '').split(';')[0]?.trim() || 'an empty body'
    return { is: 'unreadable', why: `it answered ${status} with ${type} instead of JSON.` }
  }
  const error = errorIn(answer)
  if (error !== null) return { is: 'error', json: error }
  const read = withPartAt(answer, tokenPath)
  const token = textOrNone(read.access_token)
  if (status > 299 || token === undefined) {
    const where = tokenPath === '' ? '' : ` at “${tokenPath}”`
    const why = status > 299 ? `it answered ${status}.` : `its answer has no access_token${where}.`
    return { is: 'unreadable', why }
  }
  if (token.length > LONGEST_TOKEN || /[^\x20-\x7e]/.test(token)) {
    return { is: 'unreadable', why: 'its token cannot be sent in a header.' }
  }
  const type = textOrNone(read.token_type)?.toLowerCase() ?? 'bearer'
  if (type !== 'bearer' && !anyTokenType) {
    return {
      is: 'unreadable',
      why: `the token type “${type.slice(0, 100)}” is not supported; only Bearer is.`
    }
  }
  const refresh = textOrNone(read.refresh_token)
  const seconds = secondsIn(read.expires_in)
  return {
    is: 'token',
    json: {
      access_token: token,
      token_type: 'bearer',
      ...(refresh !== undefined && { refresh_token: refresh }),
      ...(seconds !== undefined && { expires_in: seconds })
    }
  }
}
