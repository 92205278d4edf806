import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import type { Backend, EventAnswer, Preflight } from '@hookwright/backend'
import { catchMaybe, Fault, isToken, thenMaybe, toFault } from '@hookwright/model'
import type { Caller } from '../clients/client-address.ts'
import type { FastPathAnswers } from '../http/fast-path-connection.ts'
import { readBufferedBody, readWhole, type Unread, type WholeBodyReader } from '../http/read-whole-body.ts'
import { respond, type Written } from '../http/written.ts'
import { writtenAnswer, writtenFault } from './answer.ts'
import type { Intake } from './intake.ts'
import { type Head, readHead } from './read-head.ts'
import { withoutSession } from './without-session.ts'

const PREFIX = '/e/'

/** Methods that an Event URL may accept. The receiving rules decide which of them start runs. */
const methods = new Set(['POST', 'PUT', 'PATCH', 'DELETE', 'GET', 'HEAD', 'OPTIONS'])

/** Value of the Retry-After header after a failure of the store, in seconds. */
const AGAIN_IN = 5

/** A request to an Event URL, from either HTTP path. */
type Asked = Caller & Pick<IncomingMessage, 'method' | 'url'>

/** Function that sends the response. It is called once. */
type Reply = (written: Written) => void

/** Returns why a request is refused before its Event URL is looked up, or null. */
const flawOf = (token: string, method: string, { hosts }: Head): Fault | null => {
  if (!isToken(token)) return new Fault('event-url.unknown')
  if (!methods.has(method)) return new Fault('event-url.method', { methods: [...methods].join(', ') })
  return hosts === 1 ? null : new Fault('event-url.hosts')
}

const isEventUrl = (url: string): boolean => url.startsWith(PREFIX)

/**
 * Creates the handler of Event URLs. An event gets a 2xx response only when its bytes, headers and time are on disk.
 */
export const createReceiver = (params: {
  backend: { deliveries: Pick<Backend['deliveries'], 'preflight'> }
  /** Limit of concurrent requests. */
  intake: Intake
  /** Returns false while the disk is too full for new events. */
  hasRoom: () => boolean
  /** Returns the network of a request; null if senders cannot be distinguished. */
  networkOf: (caller: Caller) => string | null
  /** Names of members’ cookies, which are removed before a request is stored. */
  memberCookies: readonly string[]
  /** Called with each internal error. The response does not contain details of the error. */
  failed: (thrown: unknown) => void
  otherwise: RequestListener
}) => {
  const { backend, intake, memberCookies, failed, otherwise } = params

  const writtenFailure = (thrown: unknown): Written => {
    const fault = toFault(thrown)
    if (fault.code === 'internal') failed(thrown)
    return writtenFault(fault, { retryAfter: fault.code === 'storage.failed' ? AGAIN_IN : null })
  }

  /**
   * Sends the answer that `act` returns, or the fault that it throws; sends nothing for null. Calls `ended`
   * in every case.
   */
  const answerWith = (
    reply: Reply,
    act: () => EventAnswer | Promise<EventAnswer> | null,
    ended: () => void
  ): void => {
    const fail = (thrown: unknown): void => {
      ended()
      reply(writtenFailure(thrown))
    }
    const give = (answer: EventAnswer | null): void => {
      ended()
      try {
        if (answer !== null) reply(writtenAnswer(answer))
      } catch (thrown) {
        reply(writtenFailure(thrown))
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
    read: WholeBodyReader,
    reply: Reply,
    preflight: Extract<Preflight, { is: 'expected' }>
  ): void => {
    if (!params.hasRoom() || !intake.enter()) {
      reply(writtenAnswer(preflight.overloaded()))
      return
    }
    let held = 0
    const hold = (bytes: number): boolean => {
      held += bytes
      return intake.hold(bytes)
    }
    const answerFor = (body: Buffer | Unread): EventAnswer | Promise<EventAnswer> | null => {
      if (body === 'gone') return null
      if (body === 'too-large') return preflight.tooLarge()
      return body === 'no-room' ? preflight.overloaded() : preflight.accept(body)
    }
    read({ most: preflight.most, hold }, body =>
      answerWith(
        body === 'no-room' ? written => reply({ ...written, closes: true }) : reply,
        () => answerFor(body),
        () => intake.leave(held)
      )
    )
  }

  const answerPreflight = (read: WholeBodyReader, reply: Reply, preflight: Preflight): void => {
    if (preflight.is === 'expected') answerExpected(read, reply, preflight)
    else reply(writtenAnswer(preflight.answer))
  }

  /**
   * Lets the backend check the request by its head (preflight), then reads the body. Both are synchronous if
   * the subscription is cached.
   */
  const answerRequest = (asked: Asked, read: WholeBodyReader, reply: Reply): void | Promise<void> => {
    const { method = '', url = '', rawHeaders } = asked
    const queryAt = url.indexOf('?')
    const token = queryAt < 0 ? url.slice(PREFIX.length) : url.slice(PREFIX.length, queryAt)
    const head = readHead(rawHeaders)
    const flaw = flawOf(token, method, head)
    if (flaw !== null) return reply(writtenFault(flaw))
    const found = backend.deliveries.preflight(token, {
      method,
      query: queryAt < 0 ? '' : url.slice(queryAt + 1),
      headers: withoutSession(rawHeaders, memberCookies),
      contentType: head.contentType,
      size: head.size,
      network: params.networkOf(asked)
    })
    return thenMaybe(found, preflight => answerPreflight(read, reply, preflight))
  }

  const receive = (asked: Asked, read: WholeBodyReader, reply: Reply): void => {
    catchMaybe(
      () => answerRequest(asked, read, reply),
      thrown => reply(writtenFailure(thrown))
    )
  }

  return {
    /** Listener for node:http, ahead of Express; passes all other requests on. */
    listener: (request: IncomingMessage, response: ServerResponse): void => {
      if (!isEventUrl(request.url ?? '')) {
        otherwise(request, response)
        return
      }
      const read: WholeBodyReader = (limits, done) => readWhole(request, limits, done)
      receive(request, read, written => respond(response, written))
    },
    /** Handler of single-segment requests. */
    plain: {
      isFor: isEventUrl,
      listener: ({ method, url, rawHeaders, body }, peer, reply) =>
        receive({ method, url, rawHeaders, socket: { remoteAddress: peer } }, readBufferedBody(body), reply)
    } satisfies FastPathAnswers
  }
}
