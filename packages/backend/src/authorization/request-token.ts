import {
  type Authentication,
  type ConnectionValues,
  Fault,
  isJsonObject,
  literal,
  type Millis,
  noAuthentication,
  SECOND,
  type TokenGrant,
  toFault
} from '@hookwright/model'
import type { Effects } from '../kernel/effects.ts'
import { bindingReader } from './read-bindings.ts'
import { type ResolvedAssertion, resolveAssertion, signAssertion } from './sign-assertion.ts'

/** Access token from a service. Its expiry is null if unknown. */
export interface AccessToken {
  token: string
  until: Millis | null
}

/** Grant with its bindings resolved for one connection. */
export interface ResolvedGrant {
  url: string
  baseUrl: string
  clientId: string
  clientSecret: string
  scope: string
  sendAs: TokenGrant['sendAs']
  parameters?: Record<string, string>
  assertion?: ResolvedAssertion
}

const TIMEOUT: Millis = 30 * SECOND
const LONGEST_TOKEN = 16_384

/** Resolves the bindings of a grant. Throws `connection.incomplete` if a required value is missing. */
export const resolveGrant = (
  authentication: Authentication,
  grant: TokenGrant,
  values: ConnectionValues
): ResolvedGrant => {
  const read = bindingReader(authentication, values)
  return {
    url: read(grant.url),
    baseUrl: read(authentication.baseUrl),
    clientId: read(grant.clientId),
    clientSecret: read(grant.clientSecret),
    scope: read(grant.scope),
    sendAs: grant.sendAs,
    ...(grant.assertion !== undefined && { assertion: resolveAssertion(grant.assertion, read) }),
    // Left out where there is none, so that tokens which are kept stay good.
    ...(grant.parameters !== undefined && {
      parameters: Object.fromEntries(
        Object.entries(grant.parameters).map(([name, value]) => [name, read(value)])
      )
    })
  }
}

/** Form-encodes a value for the header of Basic authentication (RFC 6749, 2.3.1). */
const asForm = (text: string): string => new URLSearchParams([['', text]]).toString().slice(1)

const isWhole = (url: string): boolean => /^https?:\/\//i.test(url)

/**
 * Returns the authentication of the token request. The token URL serves as its base URL, so that no other
 * host receives the credentials.
 */
const authenticationFor = ({
  url,
  baseUrl,
  clientId,
  clientSecret,
  sendAs
}: ResolvedGrant): Authentication => ({
  ...noAuthentication,
  baseUrl: literal(isWhole(url) ? url : baseUrl),
  placement:
    sendAs === 'header'
      ? { kind: 'basic', username: literal(asForm(clientId)), password: literal(asForm(clientSecret)) }
      : { kind: 'parameters', headers: {}, query: {} }
})

const bodyOf = (
  { scope, clientId, clientSecret, sendAs, parameters = {} }: ResolvedGrant,
  assertion: string | null
): string =>
  new URLSearchParams({
    ...Object.fromEntries(Object.entries(parameters).filter(([, value]) => value !== '')),
    ...(assertion === null
      ? { grant_type: 'client_credentials' }
      : { grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion }),
    ...(scope !== '' && { scope }),
    ...(sendAs === 'body' && { client_id: clientId, client_secret: clientSecret })
  }).toString()

const parsed = (body: string): Record<string, unknown> => {
  try {
    const value: unknown = JSON.parse(body)
    return isJsonObject(value) ? value : {}
  } catch {
    return {}
  }
}

/**
 * Formats a response without a token (RFC 6749, 5.2) as the end of a sentence: “it answered 400
 * (invalid_grant).”
 */
const refusalOf = (status: number, answer: Record<string, unknown>): string => {
  const reasons = [answer.error, answer.error_description].filter(part => typeof part === 'string')
  const words = reasons.join(': ').slice(0, 300)
  return words === '' ? `it answered ${status}.` : `it answered ${status} (${words}).`
}

const lifetimeOf = ({ expires_in: seconds }: Record<string, unknown>): Millis | null => {
  const read = typeof seconds === 'string' ? Number(seconds) : seconds
  return typeof read === 'number' && read >= 0 && Number.isFinite(read) ? read * SECOND : null
}

/**
 * Requests an access token with the client credentials grant (RFC 6749, 4.4) or the JWT bearer grant (RFC
 * 7523). The faults contain no secrets and say that the request that needs the token was not sent.
 * @throws {Fault} `connection.key-unusable`, `connection.no-token` for a refusal, `http.no-answer` for a
 * temporary failure, and the faults of the client.
 */
export const requestToken = async (
  effects: Pick<Effects, 'clientFor' | 'clock' | 'cryptography' | 'newId' | 'scrubber'>,
  grant: ResolvedGrant,
  secrets: string[]
): Promise<AccessToken> => {
  const client = effects.clientFor(authenticationFor(grant), {})
  const assertion =
    grant.assertion === undefined
      ? null
      : signAssertion(
          effects,
          grant.assertion,
          isWhole(grant.url) ? grant.url : `${grant.baseUrl}${grant.url}`
        )
  const secret = [grant.clientSecret, assertion ?? '', ...secrets].filter(text => text !== '')
  const scrub = effects.scrubber(secret)
  const shown = grant.url.replace(/[?#].*/s, '')
  try {
    const request = {
      method: 'POST',
      url: grant.url,
      query: {},
      headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
      body: bodyOf(grant, assertion),
      authenticate: true,
      timeout: TIMEOUT
    } as const
    const askedAt = effects.clock()
    const { status, body } = await client(request, new AbortController().signal)
    if (status >= 500 || status === 429) {
      const why = `the token service answered ${status}.`
      throw new Fault('http.no-answer', { method: 'POST', url: shown, why, sent: 'no' })
    }
    const answer = parsed(body)
    const { access_token: token, token_type: type = 'bearer' } = answer
    const refuse = (why: string) => new Fault('connection.no-token', { url: shown, why })
    if (status !== 200 || typeof token !== 'string' || token === '') {
      // Before it is cut, since half a secret is found no more.
      throw refuse(refusalOf(status, scrub(answer)))
    }
    if (token.length > LONGEST_TOKEN) throw refuse('the token is too long for a header.')
    if (typeof type !== 'string' || type.toLowerCase() !== 'bearer') {
      throw refuse(`the token type “${scrub(String(type)).slice(0, 100)}” is not supported; only Bearer is.`)
    }
    const lifetime = lifetimeOf(answer)
    return { token, until: lifetime === null ? null : askedAt + lifetime }
  } catch (thrown) {
    const { code, details } = toFault(thrown)
    throw new Fault(code, { ...scrub(details), sent: 'no' })
  }
}
