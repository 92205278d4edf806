import type { HttpResponse } from '@hookwright/engine'
import {
  type CodeGrant,
  Fault,
  isJsonObject,
  type Millis,
  noAuthentication,
  SECOND,
  toFault
} from '@hookwright/model'
import type * as OAuth from 'oauth4webapi'
import type { Effects } from '../kernel/effects.ts'
import type { FoundClient, ResolvedCodeGrant } from './resolve-code-grant.ts'
import { readTokenResponse } from './token-response.ts'

/** Tokens from a service, with the expiry of the access token; null when unknown. */
export interface TokenSet {
  access: string
  /** Refresh token; null where the service returned none. */
  refresh: string | null
  until: Millis | null
  /** Granted scopes, separated by spaces. Absent if the service does not name them. */
  scope?: string
}

/**
 * Result of a token request: tokens, or the reason why the code or refresh token was refused. The reason is
 * the end of a sentence. `isClientUnknown` is true if the server no longer accepts a client that was
 * registered automatically.
 */
export type TokenResult =
  | { is: 'given'; tokens: TokenSet }
  | { is: 'refused'; why: string; isClientUnknown: boolean }

/** Response of the authorization server to the browser, and the data for the code exchange. */
export interface AuthorizationResponse {
  parameters: URLSearchParams
  state: string
  verifier: string
  redirectUrl: string
  /** Issuer in the response; null for none. */
  issuer: string | null
}

/** Effects of a token request. */
export type TokenEffects = Pick<Effects, 'clientFor' | 'clock' | 'scrubber'>

const TIMEOUT: Millis = 30 * SECOND

/**
 * Error codes for a code or refresh token that is no longer valid (RFC 6749, 5.2, and some non-standard
 * codes).
 */
const refusals = new Set([
  'bad_refresh_token',
  'bad_verification_code',
  'invalid_auth',
  'invalid_code',
  'invalid_grant',
  'invalid_refresh_token',
  'invalid_token',
  'token_expired',
  'token_revoked'
])

/** Error codes for an unknown client (RFC 6749, 5.2). */
const unknownClientCodes = new Set(['invalid_client', 'unauthorized_client'])

/** Loads the OAuth library on first use, since most installations never need it. */
export const loadLibrary = (): Promise<typeof OAuth> => import('oauth4webapi')

const readJson = (body: string): unknown => {
  try {
    return JSON.parse(body)
  } catch {
    return null
  }
}

/** Shortens a URL for messages: removes its query and cuts it at 300 characters. */
export const shownUrl = (url: string): string => url.replace(/[?#].*/s, '').slice(0, 300)

const faultOfStatus = (url: string, { status }: HttpResponse): Fault | null => {
  if (status < 500 && status !== 429) return null
  const why = `the token service answered ${status}.`
  return new Fault('http.no-answer', { method: 'POST', url: shownUrl(url), why, sent: 'no' })
}

/** Sends a request of the library through the guarded client. */
const sendGuarded = (
  effects: Pick<Effects, 'clientFor'>,
  url: string,
  { body, headers }: { body: URLSearchParams; headers: Record<string, string> }
): Promise<HttpResponse> =>
  effects.clientFor(noAuthentication, {})(
    {
      method: 'POST',
      url,
      query: {},
      headers,
      body: body.toString(),
      authenticate: false,
      timeout: TIMEOUT
    },
    new AbortController().signal
  )

/** Returns a `fetch` that sends the library's requests through the guarded client. */
const guardedFetch =
  (effects: Pick<Effects, 'clientFor'>, answers: Pick<CodeGrant, 'tokenPath' | 'anyTokenType'>) =>
  async (url: string, request: { body: URLSearchParams; headers: Record<string, string> }) => {
    const answer = await sendGuarded(effects, url, request)
    const unavailable = faultOfStatus(url, answer)
    if (unavailable !== null) throw unavailable
    const read = readTokenResponse(answer, answers)
    if (read.is === 'unreadable')
      throw new Fault('connection.no-token', { url: shownUrl(url), why: read.why })
    const status = read.is === 'token' ? 200 : 400
    return Response.json(read.json, { status })
  }

/**
 * Formats an error response (RFC 6749, 5.2) as the end of a sentence: “it answered invalid_grant: Token
 * expired.”
 */
const refusalText = ({ error, error_description: description }: OAuth.ResponseBodyError): string => {
  const words = [error, description].filter(part => part !== undefined && part !== '').join(': ')
  return `it answered ${words.slice(0, 300).replace(/\.$/, '')}.`
}

/** Authentication of the client (RFC 6749, 2.3). */
const clientAuthOf = (
  library: typeof OAuth,
  { sendAs, clientSecret }: Pick<ResolvedCodeGrant, 'sendAs' | 'clientSecret'>
): OAuth.ClientAuth => {
  switch (sendAs) {
    case 'header':
      return library.ClientSecretBasic(clientSecret ?? '')
    case 'body':
      return library.ClientSecretPost(clientSecret ?? '')
    case 'none':
      return library.None()
  }
}

const sent = async (
  effects: TokenEffects,
  grant: ResolvedCodeGrant,
  params: {
    url: string
    answers: Pick<CodeGrant, 'tokenPath' | 'anyTokenType' | 'lifetime'>
    secrets: string[]
    issuer: string | null
    request: (
      library: typeof OAuth,
      server: OAuth.AuthorizationServer,
      client: OAuth.Client,
      authentication: OAuth.ClientAuth,
      options: OAuth.TokenEndpointRequestOptions
    ) => Promise<OAuth.TokenEndpointResponse>
  }
): Promise<TokenResult> => {
  const { url, answers, secrets, issuer, request } = params
  const { clientId, clientSecret, tokenParameters } = grant
  const library = await loadLibrary()
  const scrub = effects.scrubber([clientSecret ?? '', ...secrets].filter(secret => secret !== ''))
  const server = {
    issuer: grant.found?.issuer ?? issuer ?? new URL(grant.authorizeUrl).origin,
    token_endpoint: url,
    authorization_response_iss_parameter_supported: grant.found?.namesIssuer === true
  }
  const askedAt = effects.clock()
  try {
    const answer = await request(library, server, { client_id: clientId }, clientAuthOf(library, grant), {
      // The guard of outgoing requests decides which hosts may be called on http.
      [library.allowInsecureRequests]: true,
      [library.customFetch]: guardedFetch(effects, answers),
      additionalParameters: tokenParameters
    })
    const seconds = answer.expires_in ?? answers.lifetime
    const until = seconds === null ? null : askedAt + seconds * SECOND
    const { access_token: access, refresh_token: refreshed, scope } = answer
    const granted = typeof scope === 'string' && { scope }
    return { is: 'given', tokens: { access, refresh: refreshed ?? null, until, ...granted } }
  } catch (thrown) {
    if (thrown instanceof library.ResponseBodyError) {
      const why = scrub(refusalText(thrown))
      const isClientUnknown = grant.found !== undefined && unknownClientCodes.has(thrown.error)
      if (isClientUnknown || refusals.has(thrown.error)) return { is: 'refused', why, isClientUnknown }
      throw new Fault('connection.no-token', { url: shownUrl(url), why, sent: 'no' })
    }
    if (thrown instanceof Fault) {
      const { code, details } = toFault(thrown)
      throw new Fault(code, { ...scrub(details), sent: 'no' })
    }
    const why = 'its response is not a valid OAuth response.'
    throw new Fault('connection.no-token', { url: shownUrl(url), why, sent: 'no' })
  }
}

/** Exchanges an authorization code for tokens (RFC 6749, 4.1.3). Throws `connection.no-token`, `http.*`. */
export const exchangeCode = (
  effects: TokenEffects,
  grant: ResolvedCodeGrant,
  answers: CodeGrant,
  { parameters, state, verifier, redirectUrl, issuer }: AuthorizationResponse
): Promise<TokenResult> =>
  sent(effects, grant, {
    ...{ url: grant.tokenUrl, answers, issuer },
    secrets: [parameters.get('code') ?? '', verifier],
    request: async (library, server, client, authentication, options) => {
      const answer = library.validateAuthResponse(server, client, parameters, state)
      const response = await library.authorizationCodeGrantRequest(
        server,
        client,
        authentication,
        answer,
        redirectUrl,
        verifier,
        options
      )
      return library.processAuthorizationCodeResponse(server, client, response)
    }
  })

/** Exchanges a refresh token for new tokens (RFC 6749, 6). Throws `connection.no-token`, `http.*`. */
export const refreshTokens = (
  effects: TokenEffects,
  grant: ResolvedCodeGrant,
  answers: CodeGrant,
  refresh: string
): Promise<TokenResult> =>
  sent(effects, grant, {
    ...{ url: grant.refreshUrl, answers, issuer: null },
    secrets: [refresh],
    request: async (library, server, client, authentication, options) => {
      const response = await library.refreshTokenGrantRequest(
        server,
        client,
        authentication,
        refresh,
        options
      )
      return library.processRefreshTokenResponse(server, client, response)
    }
  })

/**
 * Returns true if a server still accepts a client. Sends an invented refresh token: a server that knows the
 * client rejects only the token.
 */
export const probeClient = async (
  effects: TokenEffects,
  { client, tokenUrl, nonsense }: { client: FoundClient; tokenUrl: string; nonsense: string }
): Promise<boolean> => {
  const { id, secret, sendAs, issuer } = client
  const library = await loadLibrary()
  const server = { issuer, token_endpoint: tokenUrl }
  const options = {
    // The guard of outgoing requests decides which hosts may be called on http.
    [library.allowInsecureRequests]: true,
    [library.customFetch]: guardedFetch(effects, { tokenPath: '', anyTokenType: true })
  }
  const authentication = clientAuthOf(library, { sendAs, clientSecret: secret })
  try {
    const of = { client_id: id }
    const response = await library.refreshTokenGrantRequest(server, of, authentication, nonsense, options)
    await library.processRefreshTokenResponse(server, of, response)
    return true
  } catch (thrown) {
    return thrown instanceof library.ResponseBodyError && thrown.error === 'invalid_grant'
  }
}

/**
 * Formats an error response of a revocation URL as the end of a sentence: “it answered 400:
 * unsupported_token_type.”
 */
const refusalOfRevocation = ({ status, body }: HttpResponse): string => {
  const read = readJson(body)
  const error = isJsonObject(read) && typeof read.error === 'string' ? `: ${read.error.slice(0, 100)}` : ''
  return `it answered ${status}${error}.`
}

/**
 * Revokes a token at the revocation URL (RFC 7009, 2.1). Any status 2xx is a success. Throws
 * `connection.not-revoked`, `http.*`.
 */
export const revokeToken = async (
  effects: TokenEffects,
  grant: ResolvedCodeGrant & { revokeUrl: string },
  token: { value: string; hint: 'access_token' | 'refresh_token' }
): Promise<void> => {
  const library = await loadLibrary()
  const { clientId, clientSecret, revokeUrl, authorizeUrl } = grant
  const scrub = effects.scrubber([clientSecret ?? '', token.value].filter(secret => secret !== ''))
  const server = { issuer: new URL(authorizeUrl).origin, revocation_endpoint: revokeUrl }
  try {
    await library.revocationRequest(
      server,
      { client_id: clientId },
      clientAuthOf(library, grant),
      token.value,
      {
        // The guard of outgoing requests decides which hosts may be called on http.
        [library.allowInsecureRequests]: true,
        [library.customFetch]: async (
          url: string,
          request: { body: URLSearchParams; headers: Record<string, string> }
        ) => {
          const answer = await sendGuarded(effects, url, request)
          if (answer.status >= 200 && answer.status < 300) return new Response(null, { status: 200 })
          throw new Fault('connection.not-revoked', { why: refusalOfRevocation(answer) })
        },
        additionalParameters: { token_type_hint: token.hint }
      }
    )
  } catch (thrown) {
    const { code, details } = toFault(thrown)
    throw new Fault(code, scrub(details))
  }
}

/** Returns the code challenge of a verifier (RFC 7636, 4.2). */
export const codeChallengeOf = async (verifier: string): Promise<string> =>
  (await loadLibrary()).calculatePKCECodeChallenge(verifier)
