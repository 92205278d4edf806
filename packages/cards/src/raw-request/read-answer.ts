import type { HttpRequest, HttpResponse } from '@hookwright/engine'
import { errorMessageOf, Fault, isJsonObject, parseJson, valueAt } from '@hookwright/model'
import { whyNotJson } from '../json-parse/card.ts'
import { readPath } from '../kernel/parse-path.ts'
import { type AnswerConfig, ERROR_PATH } from './answer-config.ts'
import { dataOfEvent, isEventStream, readEventStream } from './event-stream.ts'

const MOST_SHOWN = 300
const MOST_READ = 4000

/** Returns the first 300 characters of a response body on one line, for messages. */
export const firstOfBody = (body: string): string => {
  const line = body
    .slice(0, MOST_READ)
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim()
  return line === '' ? 'an empty body' : [...line].slice(0, MOST_SHOWN).join('')
}

const jsonType = /^(?:application|text)\/(?:[^;\s]+\+)?json\s*(?:;|$)/i

const redirects = new Set([301, 302, 303, 307, 308])

/** Returns the fault for a response, with the error message from its JSON body. */
const answeredWith = (about: { method: string; url: string; status: number }, body: string): Fault => {
  const saying = errorMessageOf(body)
  const said = saying === null ? {} : { said: firstOfBody(saying) }
  return new Fault('http.status', { ...about, body: firstOfBody(body), ...said })
}

/**
 * Throws `http.status` for a status of 400 or above. Throws `http.redirected` for unsafe redirects, which are
 * not followed.
 */
export const refuseFailure = ({ method, url: asked }: HttpRequest, answer: HttpResponse): void => {
  const { status, headers, body, url = asked } = answer
  if (status >= 400) throw answeredWith({ method, url, status }, body)
  if (method !== 'GET' && redirects.has(status)) {
    throw new Fault('http.redirected', { method, url, status, location: headers.location ?? 'no address' })
  }
}

/** JSON of a response. `broken` means that its content type is JSON but its body is not. */
type ReadJson = { is: 'json'; value: unknown } | { is: 'other' } | { is: 'broken'; why: string }

const readJson = (
  { headers, body }: Pick<HttpResponse, 'headers' | 'body'>,
  { eventStream }: Pick<AnswerConfig, 'eventStream'>
): ReadJson => {
  const contentType = headers['content-type'] ?? ''
  if (eventStream !== 'none' && isEventStream(contentType)) {
    const events = readEventStream(body)
    if (eventStream === 'all')
      return { is: 'json', value: events.map(event => ({ ...event, data: dataOfEvent(event) })) }
    const last = events.at(-1)
    return last === undefined ? { is: 'other' } : { is: 'json', value: dataOfEvent(last) }
  }
  if (!jsonType.test(contentType)) return { is: 'other' }
  const parsed = parseJson(body)
  return parsed.ok ? { is: 'json', value: parsed.value } : { is: 'broken', why: whyNotJson[parsed.why] }
}

const isNoError = (found: unknown): boolean =>
  found === null ||
  found === undefined ||
  found === false ||
  found === '' ||
  (Array.isArray(found) && found.length === 0) ||
  (isJsonObject(found) && Object.keys(found).length === 0)

/**
 * Formats an error value as text, such as “Not found”. If the value contains more than a message, the whole
 * value follows as JSON.
 */
const wordsOf = (found: unknown): string => {
  if (typeof found === 'string') return firstOfBody(found)
  const text = JSON.stringify(found)
  const saying = errorMessageOf(text)
  if (saying === null) return firstOfBody(text)
  const saysMore = isJsonObject(found) && Object.keys(found).length > 1
  return firstOfBody(saysMore ? `${saying} ${text}` : saying)
}

/**
 * Returns the error at a response's error path, as text. `null` if there is none. Throws `card.failed` for an
 * invalid path.
 */
export const errorInAnswer = (
  answer: HttpResponse,
  config: AnswerConfig,
  read: (answer: HttpResponse, config: AnswerConfig) => ReadJson = readJson
): string | null => {
  const path = config.errorAt.trim()
  if (path === '') return null
  const json = read(answer, config)
  const found = json.is === 'json' ? valueAt(json.value, readPath(path, ERROR_PATH)) : null
  return isNoError(found) ? null : wordsOf(found)
}

/**
 * Throws `http.error-in-body` if there is an error at the error path, and `card.failed` for an invalid path.
 */
export const refuseErrorInBody = (
  { method, url: asked }: HttpRequest,
  answer: HttpResponse,
  config: AnswerConfig,
  read = readJson
): void => {
  const message = errorInAnswer(answer, config, read)
  const { status, url = asked } = answer
  if (message !== null) throw new Fault('http.error-in-body', { method, url, status, message })
}

/**
 * Returns the outputs of a response.
 *
 * @throws `http.status` for a status of 400 or above
 * @throws `http.redirected` for unsafe redirects, which are not followed
 * @throws `http.error-in-body` for an error at the error path
 * @throws `http.not-json`, `card.failed` if JSON is expected but a successful response has no JSON body
 */
export const readAnswer = (
  request: HttpRequest,
  answer: HttpResponse,
  config: { failOnError: boolean; expectJson: boolean } & AnswerConfig
): { statusCode: number; headers: Record<string, string>; body: string; json: unknown } => {
  const { method } = request
  const { status, headers, body, url = request.url } = answer
  if (config.failOnError) refuseFailure(request, answer)
  const read = readJson(answer, config)
  refuseErrorInBody(request, answer, config, () => read)
  const mustBeJson = config.expectJson && status >= 200 && status < 300 && body.trim() !== ''
  if (mustBeJson && read.is === 'other') {
    const contentType = (headers['content-type'] ?? '') || 'a body of no stated type'
    throw new Fault('http.not-json', { method, url, contentType })
  }
  if (mustBeJson && read.is === 'broken') {
    throw new Fault('card.failed', {
      message: `${method} ${url} returned a body declared as JSON that cannot be read: ${read.why}. Check the response of the service, or turn off “Expect JSON”.`
    })
  }
  return { statusCode: status, headers, body, json: read.is === 'json' ? read.value : null }
}
