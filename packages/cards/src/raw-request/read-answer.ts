import type { HttpRequest, HttpResponse } from '@hookwright/engine'
import { Fault, parseJson, sayingOf } from '@hookwright/model'
import { whyNotJson } from '../json-parse/card.ts'

const MOST_SHOWN = 300
const MOST_READ = 4000

/** Returns the first 300 characters of a response body in one line, for messages. */
export const firstOfBody = (body: string): string => {
  const line = body
    .slice(0, MOST_READ)
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim()
  return line === '' ? 'an empty body' : [...line].slice(0, MOST_SHOWN).join('')
}

const jsonType = /^(?:application|text)\/(?:[^;\s]+\+)?json\s*(?:;|$)/i

const redirects = new Set([301, 302, 303, 307, 308])

/** Returns the fault of a response, with the error message extracted from JSON. */
const answeredWith = (about: { method: string; url: string; status: number }, body: string): Fault => {
  const saying = sayingOf(body)
  const said = saying === null ? {} : { said: firstOfBody(saying) }
  return new Fault('http.status', { ...about, body: firstOfBody(body), ...said })
}

/**
 * Throws `http.status` for 400 and above, and `http.redirected` for unsafe redirects, which are not
 * followed.
 */
export const refuseFailure = ({ method, url: asked }: HttpRequest, answer: HttpResponse): void => {
  const { status, headers, body, url = asked } = answer
  if (status >= 400) throw answeredWith({ method, url, status }, body)
  if (method !== 'GET' && redirects.has(status)) {
    throw new Fault('http.redirected', { method, url, status, location: headers.location ?? 'no address' })
  }
}

/**
 * Returns the outputs of a response. Throws `http.status` for 400 and above, `http.redirected` for
 * unsafe redirects, which are not followed, and, if JSON is expected, `http.not-json` or
 * `card.failed` for a successful response without a JSON body.
 */
export const readAnswer = (
  request: HttpRequest,
  answer: HttpResponse,
  config: { failOnError: boolean; expectJson: boolean }
): { statusCode: number; headers: Record<string, string>; body: string; json: unknown } => {
  const { method } = request
  const { status, headers, body, url = request.url } = answer
  if (config.failOnError) refuseFailure(request, answer)
  const contentType = headers['content-type'] ?? ''
  const saysJson = jsonType.test(contentType)
  const parsed = saysJson ? parseJson(body) : null
  const mustBeJson = config.expectJson && status >= 200 && status < 300 && body.trim() !== ''
  if (mustBeJson && !saysJson)
    throw new Fault('http.not-json', { method, url, contentType: contentType || 'a body of no stated type' })
  if (mustBeJson && parsed?.ok === false) {
    throw new Fault('card.failed', {
      message: `${method} ${url} returned a body declared as JSON that cannot be read: ${whyNotJson[parsed.why]}. Check the response of the service, or turn off “Expect JSON”.`
    })
  }
  return { statusCode: status, headers, body, json: parsed?.ok ? parsed.value : null }
}
