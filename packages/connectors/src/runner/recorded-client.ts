import {
  checkHost,
  keepSecrets,
  placeCredentials,
  requestHeaders,
  requestUrl,
  shownUrl
} from '@hookwright/backend/outbound'
import type { CardEffects, HttpRequest, HttpResponse } from '@hookwright/engine'
import { type Authentication, type ConnectionValues, Fault } from '@hookwright/model'
import type { Exchange } from '@hookwright/model/files'
import { compareRequests, type SentRequest } from './compare.ts'
import { bodyOf, headersOf } from './test-effects.ts'

/** Function that responds to a request, which already contains its credentials. */
export type Answerer = (request: SentRequest, signal: AbortSignal) => Promise<HttpResponse>

/**
 * Creates an HTTP client that adds credentials like the server does, and passes each request to an
 * `Answerer`.
 */
export const createTestClient =
  (authentication: Authentication, values: ConnectionValues, answer: Answerer): CardEffects['http'] =>
  async (request, signal) =>
    answer(sentAs(request, authentication, values), signal)

/**
 * Returns a request as a server would send it.
 * @throws the faults that the guarded client throws before sending
 */
const sentAs = (
  request: HttpRequest,
  authentication: Authentication,
  values: ConnectionValues
): SentRequest => {
  const { baseUrl, allowedHosts, place, secrets } = placeCredentials(authentication, values)
  const rules = { baseUrl, allowedHosts, outboundAllow: new Set<string>() }
  const { onlyBelowBase = false } = request
  const url = requestUrl({ url: request.url, query: request.query, baseUrl, onlyBelowBase })
  const headers = requestHeaders(request.headers)
  if (request.authenticate && place !== null) {
    checkHost(url, rules)
    place(url, headers)
  }
  keepSecrets(secrets, rules)({ url, headers, body: request.bytes ?? request.body })
  const bytes = request.bytes === undefined ? null : Buffer.from(request.bytes).toString()
  return { method: request.method, url: url.href, headers, body: bytes ?? request.body ?? '' }
}

const isSamePlace = (exchange: Exchange, sent: SentRequest): boolean =>
  exchange.request.method === sent.method &&
  new URL(exchange.request.url).pathname === new URL(sent.url).pathname

const responseOf = ({ response }: Exchange, url: string): HttpResponse => {
  const headers = Object.entries(headersOf(response)).map(([name, value]) => [name.toLowerCase(), value])
  const body = bodyOf(response).text
  return {
    status: response.status,
    headers: Object.fromEntries(headers),
    body,
    bytes: Buffer.from(body),
    url: shownUrl(new URL(url))
  }
}

/**
 * Creates an answerer from recorded exchanges. Each exchange is used once. A request without a matching
 * exchange fails, and its differences from the next exchange are collected.
 */
export const createRecordedAnswers = (
  exchanges: readonly Exchange[]
): { answer: Answerer; differences: string[]; unsent: () => Exchange[] } => {
  const left = [...exchanges]
  const differences: string[] = []
  const refuse = (sent: SentRequest, sentences: string[]): never => {
    const { method } = sent
    const url = shownUrl(new URL(sent.url))
    differences.push(...sentences.map(sentence => `${method} ${url}: ${sentence}`))
    throw new Fault('http.no-answer', {
      ...{ method, url, sent: 'no' },
      why: 'the test has no exchange for this request.'
    })
  }
  return {
    differences,
    unsent: () => left,
    answer: async sent => {
      const found = left.findIndex(({ request }) => compareRequests(request, sent).length === 0)
      const [exchange] = found === -1 ? [] : left.splice(found, 1)
      if (exchange !== undefined) return responseOf(exchange, sent.url)
      const nearest = left.find(each => isSamePlace(each, sent)) ?? left[0]
      return refuse(
        sent,
        nearest === undefined
          ? [
              'The flow sends more requests than the test has exchanges. Add an exchange, or correct the flow.'
            ]
          : compareRequests(nearest.request, sent)
      )
    }
  }
}
