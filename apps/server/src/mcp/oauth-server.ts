import { generateKeyPairSync } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { ServiceClient } from '@hookwright/backend'
import { agentScopes, DAY, HOUR, MINUTE, SECOND, toFault } from '@hookwright/model'
import Provider, { errors } from 'oidc-provider'
import asyncStorage from 'oidc-provider/lib/helpers/als.js'
import type { Logger } from 'pino'
import { plainPage } from '../http/plain-page.ts'
import type { AgentGrants } from '../sign-in/agent-grants.ts'
import { leaveNoHooks } from '../sign-in/leave-no-hooks.ts'
import type { OauthRecords } from '../sign-in/oauth-records.ts'
import { mayReturnTo, usedMetadata } from './client-metadata.ts'
import { createOauthAdapters } from './oauth-adapter.ts'
import { CONSENT_PATH, MCP_PATH, oauthPaths } from './oauth-metadata.ts'

/**
 * Lifetimes of tokens, codes, grants and sign-ins, in seconds. The lifetime of a refresh token restarts with
 * each use.
 */
const lifetimes = {
  AccessToken: HOUR / SECOND,
  AuthorizationCode: MINUTE / SECOND,
  Grant: (400 * DAY) / SECOND,
  Interaction: (10 * MINUTE) / SECOND,
  RefreshToken: (90 * DAY) / SECOND,
  Session: (10 * MINUTE) / SECOND
}

/** Timeout for reading a client's metadata. */
const METADATA_TIME = 5 * SECOND

/** Maximum size of a client's metadata, in characters. */
const MOST_METADATA = 64 * 1_024

/** Authorization server for agents. */
export interface OauthServer {
  provider: Provider
  /** Runs a call of oidc-provider in isolation from other work of the process. */
  call: <Result>(act: () => Promise<Result>) => Promise<Result>
  /** Answers a request to a path of the authorization server. */
  answer: (request: IncomingMessage, response: ServerResponse) => Promise<void>
}

/**
 * Returns a replacement of `fetch` that reads the metadata of OAuth clients through the guarded HTTP client.
 */
const fetchMetadata =
  (send: ServiceClient) =>
  async (address: string | URL): Promise<Response> => {
    const asked = new URL(address)
    const {
      status,
      body,
      headers,
      url = ''
    } = await send(
      {
        method: 'GET',
        url: String(address),
        query: {},
        headers: { accept: 'application/json' },
        body: null,
        authenticate: false,
        timeout: METADATA_TIME
      },
      AbortSignal.timeout(METADATA_TIME)
    )
    // Who controls the address of a client describes it, and nobody else.
    if (url !== `${asked.origin}${asked.pathname}`)
      throw new Error('The client metadata are at another address.')
    if (body.length > MOST_METADATA) throw new Error('The client metadata are too large.')
    const document: unknown = JSON.parse(body)
    const isKeySet = typeof document === 'object' && document !== null && 'keys' in document
    const cacheControl = headers['cache-control']
    return new Response(JSON.stringify(isKeySet ? document : usedMetadata(document)), {
      status,
      headers: cacheControl === undefined ? {} : { 'cache-control': cacheControl }
    })
  }

/**
 * Returns the key that oidc-provider requires. It signs nothing, since tokens are opaque and there are no ID
 * tokens.
 */
const unusedKey = (): object => ({
  ...generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' }),
  alg: 'ES256',
  use: 'sig',
  kid: 'unused'
})

/**
 * Creates the authorization server: OAuth 2.1 with PKCE, for clients that are described by a metadata document or have
 * registered themselves. Access tokens are opaque and valid for the endpoint only.
 */
export const createOauthServer = (params: {
  records: OauthRecords
  grants: Pick<AgentGrants, 'revoke'>
  /** Called when a grant was revoked by its client, or because a token was used twice. */
  revoked: (grantId: string) => Promise<void>
  isMember: (personId: string) => boolean
  publicUrl: string
  cookieKey: string
  send: ServiceClient
  /**
   * Returns false if no further metadata document may be fetched now. The request is null if there is no
   * current request.
   */
  mayFetch: (request: IncomingMessage | null) => boolean
  log: Pick<Logger, 'error' | 'warn'>
}): OauthServer => {
  const { publicUrl, isMember, log, mayFetch } = params
  const resource = `${publicUrl}${MCP_PATH}`
  const { protocol, host } = new URL(publicUrl)
  const provider = new Provider(publicUrl, {
    adapter: createOauthAdapters(params),
    acrValues: [],
    allowOmittingSingleRegisteredRedirectUri: false,
    clientAuthMethods: ['none', 'private_key_jwt'],
    clientDefaults: { id_token_signed_response_alg: 'ES256' },
    cookies: {
      keys: [params.cookieKey],
      names: {
        session: 'hookwright_oauth',
        interaction: 'hookwright_oauth_request',
        resume: 'hookwright_oauth_resume'
      },
      // The page that decides calls the API, which is at another path.
      short: { httpOnly: true, sameSite: 'lax', path: '/' }
    },
    // An agent works while nobody is signed in.
    expiresWithSession: () => false,
    features: {
      clientIdMetadataDocument: {
        ...{ enabled: true, ack: 'draft-02' },
        allowFetch: (context: { req: IncomingMessage } | undefined) => mayFetch(context?.req ?? null)
      },
      devInteractions: { enabled: false },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => resource,
        useGrantedResource: () => true,
        getResourceServerInfo: (_: unknown, asked: string) => {
          if (asked.replace(/\/$/, '') !== resource) throw new errors.InvalidTarget()
          return { scope: agentScopes.join(' '), audience: resource, accessTokenFormat: 'opaque' }
        }
      },
      revocation: { enabled: true },
      rpInitiatedLogout: { enabled: false },
      userinfo: { enabled: false }
    },
    fetch: fetchMetadata(params.send),
    findAccount: (_: unknown, accountId: string) =>
      isMember(accountId) ? { accountId, claims: () => ({ sub: accountId }) } : undefined,
    interactions: { url: () => CONSENT_PATH },
    issueRefreshToken: () => true,
    jwks: { keys: [unusedKey()] },
    pkce: { required: () => true },
    renderError: (
      context: { type: string; body: unknown },
      { error, error_description: why }: OauthError
    ) => {
      context.type = 'html'
      context.body = plainPage({
        title: 'Access was not granted',
        code: error,
        text: `The access request of the client is invalid (${why ?? error}). Connect the client again.`,
        link: { to: '/', text: 'Back to Hookwright' }
      })
    },
    responseTypes: ['code'],
    rotateRefreshToken: true,
    routes: { ...oauthPaths },
    scopes: ['offline_access'],
    ttl: lifetimes
  })
  // Its own addresses are those of the public URL, whatever host the request was sent to.
  provider.proxy = true
  provider.Client.prototype.redirectUriAllowed = function (
    this: { redirectUris: string[] },
    address: string
  ) {
    return mayReturnTo(address, this.redirectUris)
  }
  const failed = (thrown: unknown): void => {
    if (toFault(thrown).code === 'internal')
      log.error({ err: thrown }, 'A request to the authorization server failed.')
  }
  provider.on('server_error', (_, error) => failed(error))
  provider.on('error', failed)
  const handle = provider.callback()
  const call = leaveNoHooks(async () => [asyncStorage])
  return {
    provider,
    call,
    answer: (request, response) => {
      Object.assign(request.headers, { 'x-forwarded-proto': protocol.slice(0, -1), 'x-forwarded-host': host })
      return call(() => handle(request, response))
    }
  }
}

/** Error as oidc-provider describes it. */
interface OauthError {
  error: string
  error_description?: string
}
