import {
  type Authentication,
  type Binding,
  type CodeGrant,
  type ConnectionValues,
  Fault,
  requestedScopes,
  SELECTED_SCOPES
} from '@hookwright/model'
import { bindingReader, readParameters } from './read-bindings.ts'

/** Client of a connection, with its token URLs. */
export interface TokenSource {
  tokenUrl: string
  refreshUrl: string
  clientId: string
}

/** Client of this installation at a discovered authorization server. */
export interface FoundClient {
  id: string
  /** Secret from the registration; null for a public client. */
  secret: string | null
  sendAs: CodeGrant['sendAs']
  /** Issuer of the authorization server where the client is registered. */
  issuer: string
  redirectUrl: string
  /**
   * Scopes that the client may request, separated by spaces. Empty if it may request any. Absent if unknown,
   * in older registrations.
   */
  scope?: string
  /** Address at which the registration can be deleted (RFC 7592), with the access token for the deletion. */
  registration?: { url: string; token: string }
}

/** Scope that requests refresh tokens (OpenID Connect Core, 11). */
export const OFFLINE = 'offline_access'

/** Sign-in that was discovered at a service. It is sealed together with its tokens. */
export interface FoundSignIn {
  /** Address of the service at which the sign-in was discovered. */
  address: string
  /**
   * Origin of the connector's base URL, which receives the tokens. Empty for a connector without a base URL.
   */
  baseOrigin: string
  /** Resource identifier in token requests (RFC 8707). Null for none. */
  resource: string | null
  issuer: string
  /** True if each response to the browser has to name the issuer (RFC 9207). */
  namesIssuer: boolean
  authorizeUrl: string
  tokenUrl: string
  revokeUrl: string | null
  /** Scopes that the service requests, separated by spaces. */
  scope: string
  /**
   * Scopes that the service requested after the sign-in, plus the scopes of the token at that time. Separated
   * by spaces.
   */
  added?: string
  /** True if the server offers the scope `offline_access`. */
  offline: boolean
  client: FoundClient
}

/** Code grant with its bindings resolved for one connection. */
export interface ResolvedCodeGrant extends TokenSource {
  authorizeUrl: string
  /**
   * Issuer that a response may name. If empty, it may name any issuer with the origin of the authorize URL.
   */
  issuer: string
  /** Revocation URL; null for a service without one. */
  revokeUrl: string | null
  /** Client secret; null for a client without a secret. */
  clientSecret: string | null
  sendAs: CodeGrant['sendAs']
  /** Requested scopes, joined by the separator. Empty for the default scopes of the service. */
  scope: string
  authorizeParameters: Record<string, string>
  tokenParameters: Record<string, string>
  /** Discovered sign-in with its client. Absent if the maker entered the grant. */
  found?: FoundSignIn
}

/** Returns the scopes that a connection requests, joined by the separator. */
const selectedScope = (grant: CodeGrant, values: ConnectionValues): string =>
  requestedScopes(grant, values[SELECTED_SCOPES]).join(grant.separator)

/**
 * Returns an absolute URL unchanged, and appends a path to the base URL. Throws `http.url` for an invalid
 * result.
 */
const wholeUrl = (url: string, baseUrl: string): string => {
  const whole = /^https?:\/\//i.test(url) ? url : `${baseUrl.replace(/\/+$/, '')}/${url.replace(/^\/+/, '')}`
  if (URL.canParse(whole) && /^https?:$/.test(new URL(whole).protocol)) return whole
  const why = 'it is not a URL; check the URLs in the authentication of the connector.'
  throw new Fault('http.url', { url: url.replace(/[?#].*/s, '').slice(0, 500), why })
}

const clientIdOf = ({ client }: CodeGrant, read: (binding: Binding) => string): string => {
  switch (client.ownership) {
    case 'maker':
      return client.clientId
    case 'customer':
      return read(client.clientId)
    case 'found':
      // Found with its URLs, from which `resolveFoundGrant` reads it.
      return ''
  }
}

/**
 * Reads the client and the token URLs of a connection. Throws `connection.incomplete`, `http.url`.
 */
export const resolveTokenSource = (
  authentication: Authentication,
  grant: CodeGrant,
  values: ConnectionValues
): TokenSource => {
  const read = bindingReader(authentication, values)
  const baseUrl = read(authentication.baseUrl)
  const tokenUrl = wholeUrl(read(grant.tokenUrl), baseUrl)
  return {
    tokenUrl,
    refreshUrl: grant.refreshUrl === undefined ? tokenUrl : wholeUrl(read(grant.refreshUrl), baseUrl),
    clientId: clientIdOf(grant, read)
  }
}

/**
 * Resolves a code grant for a connection.
 * @param secretOf returns the maker's secret for a client id
 * @throws {Fault} `connection.no-client`, and the errors of `resolveTokenSource`
 */
export const resolveCodeGrant = (
  authentication: Authentication,
  grant: CodeGrant,
  values: ConnectionValues,
  secretOf: (clientId: string) => string | null
): ResolvedCodeGrant => {
  const read = bindingReader(authentication, values)
  const source = resolveTokenSource(authentication, grant, values)
  const { client, sendAs } = grant
  const secret = client.ownership === 'customer' ? read(client.clientSecret) : secretOf(source.clientId)
  const clientSecret = sendAs === 'none' ? null : (secret ?? '')
  if (source.clientId === '' || clientSecret === '') throw new Fault('connector.no-client')
  return {
    ...source,
    authorizeUrl: wholeUrl(read(grant.authorizeUrl), read(authentication.baseUrl)),
    issuer: grant.issuer,
    revokeUrl:
      grant.revokeUrl === undefined ? null : wholeUrl(read(grant.revokeUrl), read(authentication.baseUrl)),
    clientSecret,
    sendAs,
    scope: selectedScope(grant, values),
    authorizeParameters: readParameters(grant.authorizeParameters, read),
    tokenParameters: readParameters(grant.tokenParameters, read)
  }
}

/** Returns the URL at which a browser signs in at the service (RFC 6749, 4.1.1; RFC 7636, 4.3). */
export const authorizeUrlOf = (
  { authorizeUrl, clientId, scope, authorizeParameters }: ResolvedCodeGrant,
  { state, challenge, redirectUrl }: { state: string; challenge: string; redirectUrl: string }
): string => {
  const url = new URL(authorizeUrl)
  const parameters = {
    ...authorizeParameters,
    response_type: 'code',
    client_id: clientId,
    redirect_uri: redirectUrl,
    ...(scope !== '' && { scope }),
    state,
    code_challenge: challenge,
    code_challenge_method: 'S256'
  }
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value)
  url.hash = ''
  return url.href
}
