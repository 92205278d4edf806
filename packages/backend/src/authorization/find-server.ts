import { Fault, toFault } from '@hookwright/model'
import type * as OAuth from 'oauth4webapi'
import type { Effects } from '../kernel/effects.ts'
import { foundRequestOptions, isProtected, shownUrl } from './found-requests.ts'
import type { FoundSignIn } from './resolve-code-grant.ts'
import { loadLibrary } from './token-requests.ts'

/** Authorization server of a service, as found from the address of the service. */
export interface FoundServer extends Omit<FoundSignIn, 'address' | 'client'> {
  metadata: OAuth.AuthorizationServer
}

type Library = typeof OAuth
type Sender = Pick<Effects, 'clientFor'>

/** Most authorization servers of one service that are tried. */
const MOST_SERVERS = 3

const NOTHING_NAMED = 'it names no authorization server, and publishes no metadata of one itself.'

const notFound = (address: URL, why: string): Fault =>
  new Fault('oauth.not-found', { server: address.host, why })

/** Returns what the service says to a request without a token; null without a challenge. */
const readChallenge = async (
  library: Library,
  effects: Sender,
  address: URL
): Promise<OAuth.WWWAuthenticateChallengeParameters | null> => {
  const headers = new Headers({ accept: 'application/json, text/event-stream' })
  const options = foundRequestOptions(library, effects)
  try {
    // The library asks for a token, which the options leave out.
    await library.protectedResourceRequest('none', 'GET', address, headers, null, options)
    return null
  } catch (thrown) {
    if (thrown instanceof library.WWWAuthenticateChallengeError) {
      const bearer = thrown.cause.find(({ scheme }) => scheme === 'bearer')
      return bearer?.parameters ?? null
    }
    // A service that opens a stream for anyone does not end its response.
    const isSilent = thrown instanceof Fault && ['http.no-answer', 'http.timed-out'].includes(thrown.code)
    if (isSilent) return null
    throw thrown
  }
}

/** Returns the identifiers that the metadata of an address may have: its own, and those above it. */
const identifiersOf = (address: URL): URL[] => {
  const parts = address.pathname.split('/').filter(part => part !== '')
  const paths = parts.map((_, index) => `/${parts.slice(0, parts.length - index).join('/')}`)
  const above = [...paths.flatMap(path => [path, `${path}/`]), '/'].map(path => new URL(path, address.origin))
  return [new URL(address.href), ...above]
}

/** Reads metadata of a service for the identifiers that fit its address (RFC 9728, 3.3). */
const readResourceMetadata = async (
  library: Library,
  address: URL,
  response: Response,
  at: string
): Promise<OAuth.ResourceServer> => {
  const { status, headers } = response
  const body = await response.text()
  for (const expected of identifiersOf(address)) {
    const read = await library
      .processResourceDiscoveryResponse(expected, new Response(body, { status, headers }))
      .catch((thrown: unknown) => {
        const isOther = Reflect.get(Object(thrown), 'code') === library.JSON_ATTRIBUTE_COMPARISON
        if (isOther) return null
        throw notFound(address, `the metadata at ${at} are not valid.`)
      })
    if (read !== null) return read
  }
  throw notFound(
    address,
    `the metadata at ${at} are those of another service than ${shownUrl(address.href)}.`
  )
}

/** Finds the metadata of a service: where its challenge says, or at its well-known addresses. */
const findResource = async (
  library: Library,
  effects: Sender,
  address: URL,
  named: string | undefined
): Promise<OAuth.ResourceServer | null> => {
  if (named !== undefined) {
    if (!isProtected(named)) {
      throw notFound(address, `its metadata are at ${shownUrl(named)}, which is not an address with https.`)
    }
    const options = foundRequestOptions(library, effects, named)
    const response = await library.resourceDiscoveryRequest(address, options)
    if (response.status === 200) return readResourceMetadata(library, address, response, shownUrl(named))
    throw notFound(address, `its metadata at ${shownUrl(named)} were answered with ${response.status}.`)
  }
  const root = new URL(address.origin)
  for (const at of address.href === root.href ? [root] : [address, root]) {
    const response = await library.resourceDiscoveryRequest(at, foundRequestOptions(library, effects))
    const shown = `${address.origin}/.well-known/oauth-protected-resource`
    if (response.status === 200) return readResourceMetadata(library, address, response, shown)
  }
  return null
}

/** Returns the requests for metadata of an issuer (RFC 8414, 3.1; OpenID Connect Discovery, 4). */
const requestsFor = (library: Library, effects: Sender, issuer: URL): (() => Promise<Response>)[] => {
  const { origin, pathname } = issuer
  const path = pathname.replace(/\/$/, '')
  const ask = (algorithm: 'oauth2' | 'oidc', elsewhere?: string) => () =>
    library.discoveryRequest(issuer, {
      ...foundRequestOptions(library, effects, elsewhere),
      algorithm
    })
  const inserted = `${origin}/.well-known/openid-configuration${path}`
  return [ask('oauth2'), ...(path === '' ? [] : [ask('oidc', inserted)]), ask('oidc')]
}

/**
 * Finds the metadata of an authorization server; null where it publishes none. Throws
 * `oauth.not-found`, `http.*`.
 */
const findMetadata = async (
  library: Library,
  effects: Sender,
  address: URL,
  issuer: string
): Promise<OAuth.AuthorizationServer | null> => {
  if (!isProtected(issuer)) {
    throw notFound(address, `its authorization server ${shownUrl(issuer)} is not an address with https.`)
  }
  let why: string | null = null
  for (const ask of requestsFor(library, effects, new URL(issuer))) {
    const response = await ask()
    if (response.status !== 200) continue
    try {
      return await library.processDiscoveryResponse(new URL(issuer), response)
    } catch (thrown) {
      const isOther = Reflect.get(Object(thrown), 'code') === library.JSON_ATTRIBUTE_COMPARISON
      why = isOther
        ? `the metadata of its authorization server ${shownUrl(issuer)} name another issuer.`
        : `the metadata of its authorization server ${shownUrl(issuer)} are not valid.`
    }
  }
  if (why === null) return null
  throw notFound(address, why)
}

/** Returns a URL of the metadata. Throws `oauth.not-found` for one that is missing or not protected. */
const endpointIn = (
  address: URL,
  metadata: OAuth.AuthorizationServer,
  name: 'authorization_endpoint' | 'token_endpoint'
): string => {
  const url = metadata[name]
  const server = `its authorization server ${shownUrl(metadata.issuer)}`
  if (typeof url !== 'string') throw notFound(address, `${server} names no ${name}.`)
  if (!isProtected(url)) throw notFound(address, `the ${name} of ${server} is not an address with https.`)
  return url
}

const listIn = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter(each => typeof each === 'string') : []

/** Returns what is used of the metadata of an authorization server. Throws `oauth.not-found`. */
const readServer = (
  address: URL,
  metadata: OAuth.AuthorizationServer,
  { resource, asked }: { resource: string | null; asked: string[] }
): FoundServer => {
  const [authorizeUrl, tokenUrl] = (['authorization_endpoint', 'token_endpoint'] as const).map(name =>
    endpointIn(address, metadata, name)
  ) as [string, string]
  if (!listIn(metadata.code_challenge_methods_supported).includes('S256')) {
    const server = `its authorization server ${shownUrl(metadata.issuer)}`
    throw notFound(address, `${server} does not say that it supports PKCE with S256.`)
  }
  const { revocation_endpoint: revokeUrl } = metadata
  // Without it many servers give no refresh token.
  const offline = listIn(metadata.scopes_supported).filter(scope => scope === 'offline_access')
  return {
    resource,
    issuer: metadata.issuer,
    ...{ authorizeUrl, tokenUrl },
    revokeUrl: typeof revokeUrl === 'string' && isProtected(revokeUrl) ? revokeUrl : null,
    namesIssuer: metadata.authorization_response_iss_parameter_supported === true,
    scope: [...new Set([...asked, ...(asked.length === 0 ? [] : offline)])].join(' '),
    metadata
  }
}

/**
 * Finds the authorization server of a service from its address: challenge, metadata of the service
 * (RFC 9728), metadata of the server (RFC 8414 or OpenID). Throws `oauth.not-found`, and as the
 * guarded client.
 */
export const findServer = async (effects: Sender, address: string): Promise<FoundServer> => {
  if (!URL.canParse(address)) {
    const why = 'it is not a URL; check the address of the connection.'
    throw new Fault('http.url', { url: shownUrl(address), why })
  }
  const url = new URL(address)
  url.hash = ''
  if (!isProtected(url.href)) throw notFound(url, 'its address does not begin with https://.')
  const library = await loadLibrary()
  const challenge = await readChallenge(library, effects, url)
  const service = await findResource(library, effects, url, challenge?.resource_metadata)
  const issuers = listIn(service?.authorization_servers).slice(0, MOST_SERVERS)
  const scopes = challenge?.scope?.split(' ') ?? listIn(service?.scopes_supported)
  const asked = scopes.filter(scope => scope !== '')
  let failed: Fault | null = null
  for (const issuer of issuers.length === 0 ? [url.origin] : issuers) {
    try {
      const metadata = await findMetadata(library, effects, url, issuer)
      if (metadata === null) {
        const why = `its authorization server ${shownUrl(issuer)} publishes no metadata.`
        throw notFound(url, service === null ? NOTHING_NAMED : why)
      }
      return readServer(url, metadata, { resource: service?.resource ?? null, asked })
    } catch (thrown) {
      failed ??= toFault(thrown)
    }
  }
  throw failed ?? notFound(url, NOTHING_NAMED)
}
