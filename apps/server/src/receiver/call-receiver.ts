import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import type { Backend, CallAnswer, CallPreflight, StoredCall } from '@hookwright/backend'
import { Fault, isToken, toFault } from '@hookwright/model'
import type { Caller } from '../clients/client-address.ts'
import { readWhole, type Unread } from '../http/read-whole-body.ts'
import { respond } from '../http/written.ts'
import type { Intake } from './intake.ts'
import { readHead } from './read-head.ts'
import { withoutSession } from './without-session.ts'
import { writtenCall } from './written-call.ts'

const PREFIX = '/a/'
const METHODS = ['GET', 'POST']

/** Value of Retry-After, in seconds, when the store failed. */
const AGAIN_IN = 5

const isEndpoint = (url: string): boolean => url.startsWith(PREFIX)

/**
 * Reads a body within the limit on concurrent requests and their bytes (`intake`). Its bytes stay reserved
 * until `leave` is called.
 */
const readBody = (
  request: IncomingMessage,
  most: number,
  intake: Intake
): Promise<{ body: Buffer | Unread; leave: () => void }> =>
  new Promise(resolve => {
    let held = 0
    const hold = (bytes: number): boolean => {
      held += bytes
      return intake.hold(bytes)
    }
    readWhole(request, { most, hold }, body => resolve({ body, leave: () => intake.leave(held) }))
  })

/**
 * Creates the handler of calls to API endpoints. A call is stored before any 2xx response; while it waits for the
 * response of its run it does not count in the intake. Other requests are passed on.
 */
export const createCallReceiver = (params: {
  backend: { apiEndpoints: Pick<Backend['apiEndpoints'], 'preflight'> }
  /** Limit of concurrent requests. */
  intake: Intake
  /** Returns false while the disk is too full for new deliveries. */
  hasRoom: () => boolean
  /** Returns the network of a request; null if callers cannot be distinguished. */
  networkOf: (caller: Caller) => string | null
  /** Names of members’ cookies, which are removed before a request is stored. */
  memberCookies: readonly string[]
  /** Called with each internal error. The response does not contain details of the error. */
  failed: (thrown: unknown) => void
  otherwise: RequestListener
}): RequestListener => {
  const { backend, intake, hasRoom, memberCookies, failed, otherwise } = params

  const faultOf = (thrown: unknown): CallAnswer => {
    const fault = toFault(thrown)
    if (fault.code === 'internal') failed(thrown)
    return { is: 'fault', fault, retryAfter: fault.code === 'storage.failed' ? AGAIN_IN : null }
  }

  const preflight = async (request: IncomingMessage): Promise<CallPreflight> => {
    const { method = '', url = '', rawHeaders } = request
    const queryAt = url.indexOf('?')
    const token = queryAt < 0 ? url.slice(PREFIX.length) : url.slice(PREFIX.length, queryAt)
    const head = readHead(rawHeaders)
    if (!isToken(token)) throw new Fault('endpoint.unknown')
    if (!METHODS.includes(method)) throw new Fault('endpoint.method', { methods: METHODS.join(', ') })
    if (head.hosts !== 1) throw new Fault('endpoint.hosts')
    return backend.apiEndpoints.preflight(token, {
      method,
      query: queryAt < 0 ? '' : url.slice(queryAt + 1),
      headers: withoutSession(rawHeaders, memberCookies),
      contentType: head.contentType,
      size: head.size,
      network: params.networkOf(request)
    })
  }

  /** Stores the call; returns null if its sender has disconnected. */
  const store = async (
    request: IncomingMessage,
    response: ServerResponse,
    expected: Extract<CallPreflight, { is: 'expected' }>
  ): Promise<StoredCall | CallAnswer | null> => {
    if (!hasRoom() || !intake.enter()) return expected.overloaded()
    const { body, leave } = await readBody(request, expected.most, intake)
    try {
      if (body === 'gone') return null
      if (body === 'too-large') return expected.tooLarge()
      if (body !== 'no-room') return await expected.accept(body)
      // What is left of the body is not read.
      response.shouldKeepAlive = false
      return expected.overloaded()
    } finally {
      leave()
    }
  }

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const reply = (params: CallAnswer): void => {
      if (!response.destroyed) respond(response, writtenCall(params))
    }
    try {
      const found = await preflight(request)
      if (found.is === 'answered') return reply(found.answer)
      const call = await store(request, response, found)
      if (call === null) return
      if ('is' in call) return reply(call)
      if (response.destroyed) return call.leave()
      response.on('close', call.leave)
      call.answer(answer => {
        try {
          reply(answer)
        } catch (thrown) {
          reply(faultOf(thrown))
        }
      })
    } catch (thrown) {
      reply(faultOf(thrown))
    }
  }

  return (request, response) => {
    if (isEndpoint(request.url ?? '')) void answer(request, response)
    else otherwise(request, response)
  }
}
