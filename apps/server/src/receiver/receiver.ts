import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import type { Backend, EventAnswer, Meeting } from '@hookwright/backend'
import { after, Fault, isToken, orElse, toFault } from '@hookwright/model'
import { answerEvent, answerFault } from './answer.ts'
import type { Intake } from './intake.ts'
import { type Head, readHead } from './read-head.ts'
import { readWhole, type Unread } from './read-whole.ts'
import { withoutSession } from './without-session.ts'

const PREFIX = '/e/'

/** Methods that an Event URL may take; which of them start runs is for the rules of its card to say. */
const methods = new Set(['POST', 'PUT', 'PATCH', 'DELETE', 'GET', 'HEAD', 'OPTIONS'])

/** Seconds after which a sender may try again when there was no room. */
const AGAIN_IN = 5

/** Why a request is refused before it is known whose Event URL it came to, or null. */
const flawOf = (token: string, method: string, { hosts }: Head): Fault | null => {
  if (!isToken(token)) return new Fault('event-url.unknown')
  if (!methods.has(method)) return new Fault('event-url.method', { methods: [...methods].join(', ') })
  return hosts === 1 ? null : new Fault('event-url.hosts')
}

/**
 * Answers Event URLs and hands every other request on. It stands in the node:http listener, ahead of Express, and says
 * 2xx to an event only when bytes, headers and time are on disk.
 */
export const createReceiver = (given: {
  backend: { deliveries: Pick<Backend['deliveries'], 'meet'> }
  /** How much is taken in at once. */
  intake: Intake
  /** False while the disk is too full for new events. */
  hasRoom: () => boolean
  /** The network that a request came from; null where senders cannot be told apart. */
  networkOf: (request: IncomingMessage) => string | null
  /** Names of our own session cookies: whoever sends one here, it is not kept. */
  sessionCookies: string[]
  otherwise: RequestListener
}): RequestListener => {
  const { backend, intake, sessionCookies, otherwise } = given

  /** Answers what this comes to, and with a fault where that fails; `ended` is told in any case. */
  const answerWith = (
    response: ServerResponse,
    act: () => EventAnswer | Promise<EventAnswer> | null,
    ended: () => void
  ): void => {
    const fail = (thrown: unknown): void => {
      ended()
      answerFailure(response, thrown)
    }
    const give = (answer: EventAnswer | null): void => {
      ended()
      try {
        if (answer !== null) answerEvent(response, answer)
      } catch (thrown) {
        answerFailure(response, thrown)
      }
    }
    try {
      const answer = act()
      if (answer instanceof Promise) answer.then(give, fail)
      else give(answer)
    } catch (thrown) {
      fail(thrown)
    }
  }

  const answerExpected = (
    request: IncomingMessage,
    response: ServerResponse,
    meeting: Extract<Meeting, { is: 'expected' }>
  ): void => {
    if (!given.hasRoom() || !intake.enter()) {
      answerEvent(response, meeting.overloaded())
      return
    }
    let held = 0
    const hold = (bytes: number): boolean => {
      held += bytes
      return intake.hold(bytes)
    }
    const answerFor = (body: Buffer | Unread): EventAnswer | Promise<EventAnswer> | null => {
      if (body === 'gone') return null
      if (body === 'too-large') return meeting.tooLarge()
      if (body !== 'no-room') return meeting.take(body)
      response.setHeader('connection', 'close')
      return meeting.overloaded()
    }
    readWhole(request, { most: meeting.most, hold }, body =>
      answerWith(
        response,
        () => answerFor(body),
        () => intake.leave(held)
      )
    )
  }

  const answerMet = (request: IncomingMessage, response: ServerResponse, meeting: Meeting): void => {
    if (meeting.is === 'expected') answerExpected(request, response, meeting)
    else answerEvent(response, meeting.answer)
  }

  /** At once where the subscription is held ready. */
  const receive = (request: IncomingMessage, response: ServerResponse): void | Promise<void> => {
    const url = request.url ?? ''
    const queryAt = url.indexOf('?')
    const token = queryAt < 0 ? url.slice(PREFIX.length) : url.slice(PREFIX.length, queryAt)
    const { method = '', rawHeaders } = request
    const head = readHead(rawHeaders)
    const flaw = flawOf(token, method, head)
    if (flaw?.code === 'event-url.method') response.setHeader('allow', [...methods].join(', '))
    if (flaw !== null) return answerFault(response, flaw)
    const met = backend.deliveries.meet(token, {
      method,
      query: queryAt < 0 ? '' : url.slice(queryAt + 1),
      headers: withoutSession(rawHeaders, sessionCookies),
      contentType: head.contentType,
      size: head.size,
      network: given.networkOf(request)
    })
    return after(met, meeting => answerMet(request, response, meeting))
  }

  return (request, response) => {
    if (request.url?.startsWith(PREFIX) !== true) return otherwise(request, response)
    orElse(
      () => receive(request, response),
      thrown => answerFailure(response, thrown)
    )
  }
}

const answerFailure = (response: ServerResponse, thrown: unknown): void => {
  const fault = toFault(thrown)
  answerFault(response, fault, { retryAfter: fault.code === 'storage.failed' ? AGAIN_IN : null })
}
