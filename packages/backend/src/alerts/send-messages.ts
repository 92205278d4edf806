import { setMaxListeners } from 'node:events'
import type { HttpResponse } from '@hookwright/engine'
import {
  type AlertEndpoint,
  type AlertMessage,
  type AlertSending,
  alertWhy,
  DAY,
  type Id,
  MINUTE,
  type Millis,
  noAuthentication,
  SECOND,
  STOP_AFTER,
  sendAgainAt,
  toFault
} from '@hookwright/model'
import type { AlertEndpointRow, Store } from '@hookwright/store'
import type { Effects } from '../kernel/effects.ts'
import { listenAll } from '../kernel/listen-all.ts'
import { retryUntilWritten } from '../kernel/retry-until-written.ts'
import { signedHeaders } from './sign-message.ts'

/** Sends pending messages to endpoints, and retries failed ones. */
export interface SendMessages {
  /** Resumes pending messages after startup. */
  begin: () => void
  /**
   * Stops sending and aborts messages in progress. Resolves once all have ended. Aborted messages are sent
   * again after the next startup.
   */
  stop: () => Promise<void>
}

/** Returns the `place` (associated data) for the encryption of an endpoint's secrets. */
export const secretPlace = (endpointId: Id): string => `alert-endpoint/${endpointId}/secret`

/** Timeout of a request to an endpoint, from the middle of the range that Standard Webhooks recommends. */
const TIMEOUT: Millis = 20 * SECOND
/** Maximum number of concurrent messages. */
const MOST = 8
/** Maximum sleep. Short enough to notice when the system clock changes. */
const LONGEST_SLEEP: Millis = 10 * MINUTE

/** Result of a delivery attempt. */
interface Tried {
  sending: AlertSending
  /** True when the endpoint answered 410 Gone. */
  isGone: boolean
  /** Earliest time of the next attempt, from the `Retry-After` header. Null without the header. */
  notBefore: Millis | null
}

/** Parses a `Retry-After` header, given in seconds or as a date. Returns null if it is missing or invalid. */
const retryAfter = (header: string | undefined, now: Millis): Millis | null => {
  if (header === undefined) return null
  const at = /^\d+$/.test(header) ? now + Number(header) * SECOND : Date.parse(header)
  return Number.isNaN(at) ? null : at
}

const sentenceOf = ({ status }: HttpResponse): string | null => {
  if (status >= 200 && status <= 299) return null
  if (status === 410) return 'The endpoint answered 410 Gone.'
  if (status >= 300 && status <= 399)
    return `The endpoint answered with the redirect ${status}, which is not followed. Enter the new address.`
  return `The endpoint answered ${status}, but a status from 200 to 299 is expected.`
}

/** Returns the reason to turn an endpoint off after an attempt. Null if it stays on. */
const whyStopped = (endpoint: AlertEndpoint, { sending, isGone }: Tried): string | null => {
  if (isGone)
    return 'The endpoint answered 410 Gone, so it was turned off. Turn it on again once it accepts alerts.'
  const since = endpoint.failingSince ?? sending.at
  if (sending.why === null || sending.at - since < STOP_AFTER) return null
  const days = STOP_AFTER / DAY
  return `The endpoint was turned off because no alert was delivered for ${days} days. ${sending.why} Fix this, then turn it on again.`
}

export const createSendMessages = (params: { store: Store; effects: Effects }): SendMessages => {
  const { store, effects } = params
  const claimed = new Set<Id>()
  const underWay = new Set<Promise<void>>()
  const client = effects.clientFor(noAuthentication, {})
  const ending = new AbortController()
  // Each request in progress listens to it.
  setMaxListeners(0, ending.signal)
  let cancel = (): void => {}
  let stopping = false

  const secretsOf = ({ id, secretSealed, formerSealed, formerUntil }: AlertEndpointRow): string[] => {
    const open = (sealed: Uint8Array): string => effects.sealer.open(sealed, secretPlace(id))
    const isFormer = formerSealed !== null && (formerUntil ?? 0) > effects.clock()
    return [open(secretSealed), ...(isFormer ? [open(formerSealed)] : [])]
  }

  const post = async (endpoint: AlertEndpointRow, message: AlertMessage): Promise<Tried> => {
    const at = effects.clock()
    const ended = (status: number | null, why: string | null): AlertSending => ({
      at,
      status,
      why: why === null ? null : alertWhy(why),
      took: effects.clock() - at
    })
    try {
      const answer = await client(
        {
          method: 'POST',
          url: endpoint.url,
          query: {},
          headers: {
            'content-type': 'application/json',
            ...signedHeaders(effects, message, { secrets: secretsOf(endpoint), at })
          },
          body: message.body,
          authenticate: false,
          timeout: TIMEOUT
        },
        ending.signal
      )
      const notBefore = retryAfter(answer.headers['retry-after'], effects.clock())
      return { sending: ended(answer.status, sentenceOf(answer)), isGone: answer.status === 410, notBefore }
    } catch (thrown) {
      return { sending: ended(null, toFault(thrown).message), isGone: false, notBefore: null }
    }
  }

  const send = async (message: AlertMessage): Promise<void> => {
    const endpoint = await store.alertEndpoints.find(message.endpointId)
    if (endpoint === null) return
    const tried = await post(endpoint, message)
    const { sending } = tried
    // Broken off by us, which says nothing of the endpoint: it waits for the next start.
    if (stopping && sending.status === null) return
    const hasFailed = sending.why !== null
    const stopped = whyStopped(endpoint, tried)
    const nextAt = sendAgainAt({
      tries: message.sendings.length + 1,
      now: effects.clock(),
      random: effects.random(),
      notBefore: tried.notBefore
    })
    // A try that somebody asked for is not made again by itself.
    const isLast = nextAt === null || stopped !== null || message.alertId === null
    const status = !hasFailed
      ? { is: 'sent' as const }
      : isLast
        ? { is: 'given-up' as const }
        : { is: 'waiting' as const, nextAt }
    const failingSince = hasFailed ? (endpoint.failingSince ?? sending.at) : null
    await retryUntilWritten({ effects, stopping: () => stopping }, () =>
      store.alertEndpoints.endTry(message.id, { sending, status, failingSince, stopped })
    )
  }

  const sleep = (delay: Millis): void => {
    cancel()
    if (stopping) return
    cancel = effects.after(Math.min(Math.max(0, delay), LONGEST_SLEEP), () => {
      look().catch(thrown => {
        effects.log('Waiting alerts could not be read. This is retried automatically.', {
          cause: String(thrown)
        })
        sleep(MINUTE)
      })
    })
  }

  const begin = (message: AlertMessage): void => {
    claimed.add(message.id)
    const work = send(message)
      .catch(thrown =>
        effects.log('The result of sending an alert could not be saved.', { cause: String(thrown) })
      )
      .finally(() => {
        claimed.delete(message.id)
        underWay.delete(work)
        sleep(0)
      })
    underWay.add(work)
  }

  /** Sends due messages, and sleeps until the next one. */
  const look = async (): Promise<void> => {
    if (claimed.size >= MOST) return
    const planned = (await store.alertEndpoints.planned(MOST + claimed.size)).filter(
      ({ id }) => !claimed.has(id)
    )
    const now = effects.clock()
    const nextOf = ({ status }: AlertMessage): Millis => (status.is === 'waiting' ? status.nextAt : now)
    const due = planned.filter(message => nextOf(message) <= now).slice(0, MOST - claimed.size)
    if (stopping) return
    for (const message of due) begin(message)
    const next = planned.find(message => nextOf(message) > now)
    if (due.length === 0 && next !== undefined) sleep(nextOf(next) - now)
  }

  let unlisten = (): void => {}
  return {
    begin: () => {
      unlisten = listenAll(store, () => sleep(0), ['alerts'])
      sleep(0)
    },
    stop: async () => {
      stopping = true
      unlisten()
      cancel()
      ending.abort()
      await Promise.all(underWay)
    }
  }
}
