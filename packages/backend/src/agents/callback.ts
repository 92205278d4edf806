import {
  type CallbackFailure,
  Fault,
  isJsonObject,
  type Millis,
  noAuthentication,
  SECOND,
  SUBSCRIPTION_HEADER,
  toFault
} from '@hookwright/model'
import { signedHeaders } from '../alerts/sign-message.ts'
import type { Effects, Settings } from '../kernel/effects.ts'

/** Timeout of a callback request, in milliseconds. */
const TIMEOUT: Millis = 8 * SECOND

/** Message to a callback: an event or a notice. */
export interface CallbackMessage {
  url: string
  /** Id of the subscription in MCP. */
  handle: string
  /** Secrets that sign the message, the current secret first. */
  secrets: string[]
  /** Value of the `webhook-id` header, which lets the receiver detect duplicates. */
  id: string
  body: string
}

/** Result of sending a message to a callback URL. */
export type CallbackResult =
  | { is: 'taken'; body: string }
  /** The receiver rejected the message permanently: 410 (gone) or 413 (too large). */
  | { is: 'declined'; status: 410 | 413 }
  | { is: 'failed'; failure: CallbackFailure }
  /** Sending was aborted by this server. */
  | { is: 'aborted' }

/** Client that sends signed messages to the callback URLs of agents. */
export interface Callbacks {
  /** Returns the reason why a URL is not allowed as a callback, as a sentence. Null if it is allowed. */
  whyRefused: (url: string) => string | null
  send: (message: CallbackMessage, signal: AbortSignal) => Promise<CallbackResult>
  /**
   * Sends a challenge that the receiver must return.
   * @throws `agent-events.callback`
   */
  verify: (message: Omit<CallbackMessage, 'id' | 'body'>) => Promise<void>
}

const isTls = (thrown: unknown): boolean => {
  const cause = thrown instanceof Error && thrown.cause instanceof Error ? thrown.cause : thrown
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : ''
  return /CERT|SELF_SIGNED|UNABLE_TO_|ERR_TLS|ERR_SSL|EPROTO/.test(code)
}

const failureOf = (thrown: unknown): CallbackFailure => {
  if (toFault(thrown).code === 'http.timed-out') return 'timeout'
  return isTls(thrown) ? 'tls_error' : 'connection_refused'
}

/** Returns the challenge in a response body; null if it has none. */
const challengeIn = (body: string): string | null => {
  try {
    const read: unknown = JSON.parse(body)
    return isJsonObject(read) && typeof read.challenge === 'string' ? read.challenge : null
  } catch {
    return null
  }
}

export const createCallbacks = (params: {
  effects: Effects
  settings: Pick<Settings, 'outboundAllow'>
}): Callbacks => {
  const { effects, settings } = params
  const client = effects.clientFor(noAuthentication, {})

  const send: Callbacks['send'] = async ({ url, handle, secrets, id, body }, signal) => {
    const signed = signedHeaders(effects, { id, body }, { secrets, at: effects.clock() })
    try {
      const { status, body: answered } = await client(
        {
          method: 'POST',
          url,
          query: {},
          headers: { 'content-type': 'application/json', ...signed, [SUBSCRIPTION_HEADER]: handle },
          body,
          authenticate: false,
          timeout: TIMEOUT
        },
        signal
      )
      if (status >= 200 && status <= 299) return { is: 'taken', body: answered }
      if (status === 410 || status === 413) return { is: 'declined', status }
      // A redirect is not followed: it could lead anywhere.
      return { is: 'failed', failure: status >= 500 ? 'http_5xx' : 'http_4xx' }
    } catch (thrown) {
      return signal.aborted ? { is: 'aborted' } : { is: 'failed', failure: failureOf(thrown) }
    }
  }

  /** Compares two texts by their hashes, so that the duration does not reveal where they differ. */
  const isSame = (one: string, other: string): boolean =>
    Buffer.from(effects.hashToken(one)).equals(Buffer.from(effects.hashToken(other)))

  return {
    send,
    whyRefused: text => {
      if (!URL.canParse(text)) return 'The callback URL is not a URL.'
      const { protocol, origin, username, password } = new URL(text)
      if (username !== '' || password !== '') return 'The callback URL must not contain a user or password.'
      const isAllowed = protocol === 'http:' && settings.outboundAllow?.has(origin) === true
      return protocol === 'https:' || isAllowed ? null : 'The callback URL must begin with https://.'
    },
    verify: async message => {
      const challenge = Buffer.from(effects.randomBytes(32)).toString('base64url')
      const result = await send(
        {
          ...message,
          id: `msg_verification_${Buffer.from(effects.randomBytes(12)).toString('hex')}`,
          body: JSON.stringify({ type: 'verification', challenge })
        },
        new AbortController().signal
      )
      if (result.is === 'taken' && isSame(challengeIn(result.body) ?? '', challenge)) return
      // Whatever a reachable endpoint answers instead, it has not agreed.
      const isReached = result.is !== 'failed' || result.failure.startsWith('http_')
      const reason = isReached ? 'challenge_failed' : result.failure
      throw new Fault('agent-events.callback', { reason })
    }
  }
}
