import {
  type Credentials,
  checkHost,
  keepSecrets,
  requestHeaders,
  requestUrl,
  shownUrl
} from '@hookwright/backend/outbound'
import type { HttpRequest, HttpResponse } from '@hookwright/engine'
import { Fault, SECOND } from '@hookwright/model'
import type { Agent } from 'undici'
import { createConnectionSlots, LONGEST_QUEUED, MOST_CONNECTIONS } from './connection-slots.ts'
import { explainFailure } from './explain-failure.ts'
import { guardedConnector } from './guarded-connector.ts'
import { type Hop, nextHop, sendHop } from './hop.ts'
import { type Machine, thisMachine } from './machine.ts'
import { joinedHeaders, readAnswer, textOfAnswer } from './read-answer.ts'
import { limitTime } from './time-limit.ts'

/** The HTTP client for all outbound calls. */
export interface GuardedClient {
  /**
   * Sends a request and returns the response, whatever its status. GET and HEAD follow up to five redirects.
   * Each target is checked, and credentials are dropped when the origin changes. Other methods return the
   * redirect as the response.
   *
   * Throws `http.url`, `http.header`, `http.host-not-allowed`, `http.secret-not-allowed`,
   * `http.refused-address`, `http.refused-port`, `http.no-answer`, `http.timed-out`, `http.answer-too-large`,
   * the errors of `place`, and the signal's reason as soon as it aborts. The timeout starts once the request
   * has one of the 32 connections to its origin; it waits for a connection for at most two minutes. URLs in
   * fault details have no query. The detail `sent` (`no` or `maybe`) shows if the request may have been sent.
   */
  send: (request: HttpRequest, credentials: Credentials, signal: AbortSignal) => Promise<HttpResponse>
  /** Aborts requests in progress. */
  close: () => Promise<void>
}

const MOST_REDIRECTS = 5

/** Progress of a request: current URL, and whether any bytes may have been sent. */
interface Progress {
  url: URL
  begun: boolean
}

/** Opens the guarded client. It uses the effects of this machine by default. */
export const openGuardedClient = ({
  outboundAllow,
  resolve = thisMachine.resolve,
  after = thisMachine.after,
  ...trust
}: {
  /** Exact origins that may be called despite a private address or a non-default port. */
  outboundAllow: ReadonlySet<string>
} & Partial<Pick<Machine, 'resolve' | 'after' | 'authorities' | 'portOf'>>): GuardedClient => {
  const openAgent = async (): Promise<Agent> => {
    const { Agent, buildConnector: build } = await import('undici')
    return new Agent({
      connect: guardedConnector({ ...trust, outboundAllow, resolve, build, timeout: 10 * SECOND }),
      connections: MOST_CONNECTIONS,
      pipelining: 1,
      keepAliveMaxTimeout: 10 * SECOND,
      // The request's own limit covers all of it, to the last byte.
      headersTimeout: 0,
      bodyTimeout: 0,
      allowH2: false
    })
  }

  /**
   * Agent of undici, created on the first request. Loading undici at startup would add a fifth of all code.
   */
  let agent: Promise<Agent> | null = null

  const openedAgent = (): Promise<Agent> => {
    agent ??= openAgent().catch(thrown => {
      // The next request tries again: too many open files, for example, are a matter of a moment.
      agent = null
      throw thrown
    })
    return agent
  }

  const slots = createConnectionSlots(after)

  /**
   * Waits for a connection. Throws `http.no-answer` if none becomes free in time; nothing has been sent then.
   */
  const takeSlot = async (waiting: Promise<boolean>, { method, url }: Hop): Promise<void> => {
    if (await waiting) return
    const why = `all ${MOST_CONNECTIONS} connections to the service were busy for ${LONGEST_QUEUED / SECOND} seconds.`
    throw new Fault('http.no-answer', { method, url: shownUrl(url), why, sent: 'no' })
  }

  const follow = async (
    first: Hop,
    progress: Progress,
    signal: AbortSignal,
    { guard, wantsBytes }: { guard: (hop: Hop) => void; wantsBytes: boolean }
  ): Promise<HttpResponse> => {
    let hop = first
    const opened = await openedAgent()
    for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
      progress.url = hop.url
      guard(hop)
      const answer = await sendHop(opened, hop, signal, () => {
        progress.begun = true
      })
      const status = answer.statusCode
      const headers = joinedHeaders(answer.headers)
      const next = nextHop(hop, status, headers.location)
      if (next === null) {
        const bytes = await readAnswer(answer.body, headers)
        const body = textOfAnswer(bytes, headers)
        return { status, headers, body, url: shownUrl(hop.url), ...(wantsBytes && { bytes }) }
      }
      await answer.body.dump({ signal, limit: 131_072 })
      signal.throwIfAborted()
      hop = next
    }
    const why = `it redirects more than ${MOST_REDIRECTS} times.`
    throw new Fault('http.url', { url: shownUrl(first.url), why })
  }

  return {
    send: async (request, { baseUrl, allowedHosts, place, secrets }, signal) => {
      signal.throwIfAborted()
      const { method, body, bytes, authenticate, timeout } = request
      const { onlyBelowBase = false, wantsBytes = false } = request
      const url = requestUrl({ url: request.url, query: request.query, baseUrl, onlyBelowBase })
      const headers = requestHeaders(request.headers)
      const places = authenticate && place !== null
      const rules = { baseUrl, allowedHosts, outboundAllow }
      if (places) checkHost(url, rules)
      const hop: Hop = { method, url, headers, body: bytes ?? body, place: places ? place : null }
      const progress: Progress = { url, begun: false }
      const waiting = slots.take(url.origin, signal)
      if (waiting !== null) await takeSlot(waiting, hop)
      // Not before: what waits behind others does not keep the service.
      const limit = limitTime(timeout, signal, after)
      try {
        return await Promise.race([
          follow(hop, progress, limit.signal, { guard: keepSecrets(secrets, rules), wantsBytes }),
          limit.ended
        ])
      } catch (thrown) {
        if (signal.aborted) throw signal.reason
        const timedOut = limit.signal.aborted
        throw explainFailure(thrown, { method, ...progress, seconds: timeout / SECOND, timedOut })
      } finally {
        limit.lift()
        slots.release(url.origin)
      }
    },
    close: async () => (await agent?.catch(() => null))?.destroy()
  }
}
