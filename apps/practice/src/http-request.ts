import type { Arriving } from '@hookwright/model'
import type { Effects } from './effects.ts'
import type { MayCall } from './may-call.ts'

/** HTTP request to send. */
export interface HttpRequest {
  method: string
  url: string
  headers: [string, string][]
  body: string | null
}

/** Answer to a request. */
export interface HttpAnswer {
  status: number
  headers: Headers
  text: string
}

/** Timeout of a receiver, in milliseconds. */
const patience = 10_000

/** Builds the HTTP request for a message in a dialect. */
export function requestOf({ method, eventUrl, query, headers, body }: Arriving): HttpRequest {
  const text = new TextDecoder().decode(body)
  const pairs = headers.flatMap((name, at): [string, string][] =>
    at % 2 === 0 ? [[name, headers[at + 1] ?? '']] : []
  )
  const url = query === '' ? eventUrl : `${eventUrl}${eventUrl.includes('?') ? '&' : '?'}${query}`
  return { method, url, headers: pairs, body: text === '' ? null : text }
}

/**
 * Sends a request and reads the response. A redirect counts as a response and is not followed.
 *
 * @throws `not-own`, `late`, `closing`, or an error of `fetch`, all accepted by `explainFailure`
 */
export async function sendRequest(
  { url, ...request }: HttpRequest,
  { fx, mayCall, closing }: { fx: Effects; mayCall: MayCall; closing: AbortSignal }
): Promise<HttpAnswer> {
  if (!mayCall(url)) throw 'not-own'
  const late = new AbortController()
  const answered = new AbortController()
  fx.wait(patience, answered.signal).then(
    () => late.abort('late'),
    () => undefined
  )
  const signal = AbortSignal.any([late.signal, closing])
  try {
    const response = await fetch(url, { ...request, redirect: 'manual', signal })
    return { status: response.status, headers: response.headers, text: await response.text() }
  } catch (thrown) {
    throw signal.aborted ? signal.reason : thrown
  } finally {
    answered.abort()
  }
}
