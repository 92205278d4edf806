import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import Provider, { type StoredToken } from 'oidc-provider'
import { findFreePort } from './free-port.ts'

/** Loopback service with an API and an authorization server, the npm package `oidc-provider`. */
export interface OidcService {
  url: string
  /** Grant types of successful token requests, in order. */
  granted: string[]
  /** Ids of the dynamically registered clients, in order. */
  registered: string[]
  /** Returns the account, scope and audience of an access token; undefined for an invalid token. */
  tokenOf: (value: string) => Promise<StoredToken | undefined>
  /** Returns true while the dynamically registered client with this id exists. */
  knows: (clientId: string) => Promise<boolean>
  /** Deletes all dynamically registered clients. */
  forgetClients: () => Promise<void>
  /** Allows a redirect URL for the OAuth client `oidcClient`. */
  allow: (redirectUrl: string) => void
  /** Revokes all tokens of the account. */
  revoke: () => Promise<void>
  stop: () => Promise<void>
}

/** Client registered at the service. */
export const oidcClient = { id: 'hookwright & co', secret: 's3cr3t/with+signs%' }

const ACCOUNT = 'ada'

/**
 * Starts the service. A person signs in and consents in one step.
 *
 * `lifetime` is that of access tokens, in seconds. Refresh tokens are permanent unless `rotates` is set; then
 * each use returns a new one.
 */
export const startOidcService = async (input: {
  lifetime?: number
  rotates?: boolean
  /** Lifetime of authorization codes in seconds. */
  codeLifetime?: number
  /** Allows dynamic client registration, and issues tokens for the resource named in the request. */
  registers?: boolean
  /** Handles a request before the service. Returns true if the request is answered. */
  before?: (request: IncomingMessage, response: ServerResponse) => boolean
}): Promise<OidcService> => {
  const { lifetime = 3_600, rotates = false, codeLifetime = 60, registers = false } = input
  const { before = () => false } = input
  const port = await findFreePort()
  const url = `http://127.0.0.1:${port}`
  const granted: string[] = []
  const registered: string[] = []
  const grantIds = new Set<string>()
  const redirectUrls = new Set<string>()
  const provider = new Provider(url, {
    clients: [
      {
        client_id: oidcClient.id,
        client_secret: oidcClient.secret,
        redirect_uris: [`${url}/none`],
        grant_types: ['authorization_code', 'refresh_token'],
        response_types: ['code']
      }
    ],
    cookies: { keys: ['a key of a test'] },
    // Refresh tokens outlive the session of the browser.
    expiresWithSession: () => false,
    features: {
      devInteractions: { enabled: false },
      revocation: { enabled: true },
      registration: { enabled: registers },
      registrationManagement: { enabled: registers },
      resourceIndicators: {
        enabled: registers,
        getResourceServerInfo: (_: unknown, audience: string) => ({
          ...{ audience, scope: 'people.read people.write', accessTokenFormat: 'opaque' }
        })
      }
    },
    findAccount: (_: unknown, accountId: string) => ({ accountId, claims: () => ({ sub: accountId }) }),
    interactions: { url: (_: unknown, { uid }: { uid: string }) => `/interaction/${uid}` },
    issueRefreshToken: () => true,
    pkce: { required: () => true },
    rotateRefreshToken: rotates,
    scopes: ['people.read', 'people.write'],
    ttl: {
      ...{ AccessToken: lifetime, AuthorizationCode: codeLifetime },
      ...{ Grant: 86_400, Interaction: 600, RefreshToken: 86_400, Session: 600 }
    }
  })
  provider.on('registration_create.success', (_, { clientId }) => void registered.push(clientId))
  provider.on('grant.success', ({ oidc }) => void granted.push(oidc.params.grant_type))
  // Redirect URLs name connectors that are made after the service.
  provider.Client.prototype.redirectUriAllowed = function (
    this: { redirectUris: string[] },
    redirectUrl: string
  ) {
    return redirectUrls.has(redirectUrl) || this.redirectUris.includes(redirectUrl)
  }
  const answer = provider.callback()

  const consent = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { params } = await provider.interactionDetails(request, response)
    const grant = new provider.Grant({ accountId: ACCOUNT, clientId: params.client_id })
    grant.addOIDCScope(params.scope ?? '')
    if (typeof params.resource === 'string') grant.addResourceScope(params.resource, params.scope ?? '')
    const grantId = await grant.save()
    grantIds.add(grantId)
    const result = { login: { accountId: ACCOUNT }, consent: { grantId } }
    await provider.interactionFinished(request, response, result)
  }

  const me = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const token = await provider.AccessToken.find(
      (request.headers.authorization ?? '').replace('Bearer ', '')
    )
    response.writeHead(token === undefined ? 401 : 200, { 'content-type': 'application/json' })
    response.end(JSON.stringify(token === undefined ? {} : { name: token.accountId, scope: token.scope }))
  }

  const server = createServer((request, response) => {
    if (before(request, response)) return
    const { pathname } = new URL(request.url ?? '/', url)
    const act = pathname === '/me' ? me : pathname.startsWith('/interaction/') ? consent : answer
    act(request, response).catch((thrown: unknown) => {
      response.writeHead(500).end(String(thrown))
    })
  }).listen(port, '127.0.0.1')
  await once(server, 'listening')
  return {
    url,
    granted,
    registered,
    tokenOf: value => provider.AccessToken.find(value),
    knows: async clientId => (await provider.Client.find(clientId)) !== undefined,
    forgetClients: async () => {
      for (const id of registered) await provider.Client.adapter.destroy(id)
    },
    allow: redirectUrl => void redirectUrls.add(redirectUrl),
    revoke: async () => {
      for (const grantId of grantIds) {
        await provider.AccessToken.revokeByGrantId(grantId)
        await provider.RefreshToken.revokeByGrantId(grantId)
      }
    },
    stop: () =>
      new Promise(resolve => {
        server.close(() => resolve())
        server.closeAllConnections()
      })
  }
}
