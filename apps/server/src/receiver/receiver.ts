import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import type { Backend, Received } from '@hookwright/backend'
import { type Arrival, Fault, isToken, toFault } from '@hookwright/model'
import { answerEmpty, answerFault } from './answer.ts'
import { readWhole } from './read-whole.ts'
import { withoutSession } from './without-session.ts'

const PREFIX = '/e/'

/** Methods that an Event URL answers; which of them start runs is the backend's to say. */
const methods = new Set(['POST', 'PUT', 'PATCH', 'GET', 'HEAD', 'OPTIONS'])

/** Why a request is refused before its body is read, or null. */
const flawOf = (request: IncomingMessage, token: string): Fault | null => {
  if (!isToken(token)) return new Fault('event-url.unknown')
  if (!methods.has(request.method ?? '')) return new Fault('event-url.method')
  const encoding = request.headers['content-encoding']
  if (encoding !== undefined && encoding !== 'identity') return new Fault('event-url.encoding', { encoding })
  const hosts = request.rawHeaders.filter((name, index) => index % 2 === 0 && name.toLowerCase() === 'host')
  return hosts.length === 1 ? null : new Fault('event-url.hosts')
}

const answerReceived = (response: ServerResponse, received: Received): void => {
  switch (received.is) {
    case 'kept':
    case 'tried':
      answerEmpty(response, 202)
      break
    case 'unknown':
      answerFault(response, new Fault('event-url.unknown'))
      break
    case 'off':
      answerFault(response, new Fault('event-url.off'))
      break
    case 'busy':
      answerFault(response, new Fault('event-url.busy', { seconds: received.seconds }), received.seconds)
      break
  }
}

/**
 * Answers Event URLs and hands every other request on. It stands in the node:http listener, ahead of Express, and says
 * 202 only when bytes, headers and time are on disk.
 */
export const createReceiver = (given: {
  backend: Backend
  /** The most bytes that a body may have. */
  maxBody: number
  /** Names of our own session cookies: whoever sends one here, it is not kept. */
  sessionCookies: string[]
  otherwise: RequestListener
}): RequestListener => {
  const { backend, maxBody, sessionCookies, otherwise } = given

  const receive = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = request.url ?? ''
    const queryAt = url.indexOf('?')
    const token = queryAt < 0 ? url.slice(PREFIX.length) : url.slice(PREFIX.length, queryAt)
    const flaw = flawOf(request, token)
    if (flaw?.code === 'event-url.method') response.setHeader('allow', [...methods].join(', '))
    if (flaw !== null) return answerFault(response, flaw)
    const body = await readWhole(request, maxBody)
    if (body === 'gone') return
    if (body === 'too-large')
      return answerFault(response, new Fault('event-url.too-large', { bytes: maxBody }))
    const arrival: Arrival = {
      method: request.method ?? '',
      query: queryAt < 0 ? '' : url.slice(queryAt + 1),
      headers: withoutSession(request.rawHeaders, sessionCookies),
      body
    }
    answerReceived(
      response,
      await backend.deliveries.receive(token, arrival, request.headers['content-type'] ?? '')
    )
  }

  return (request, response) => {
    if (request.url?.startsWith(PREFIX) !== true) return otherwise(request, response)
    receive(request, response).catch(thrown => {
      const fault = toFault(thrown)
      answerFault(response, fault, fault.code === 'storage.failed' ? 5 : undefined)
    })
  }
}
