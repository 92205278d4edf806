import { Fault, toFault } from '@hookwright/model'
import type * as OAuth from 'oauth4webapi'
import type { Effects } from '../kernel/effects.ts'
import { findService, listIn, notFound } from './find-resource.ts'
import { foundRequestOptions, isProtected } from './found-requests.ts'
import { type FoundSignIn, OFFLINE } from './resolve-code-grant.ts'
import { loadLibrary, shownUrl } from './token-requests.ts'

/** Authorization server of a service, discovered from the address of the service. */
export interface FoundServer extends Omit<FoundSignIn, 'address' | 'baseOrigin' | 'client'> {
  metadata: OAuth.AuthorizationServer
}

type Library = typeof OAuth
type Sender = Pick<Effects, 'clientFor'>

/** Maximum number of authorization servers that are tried for one service. */
const MOST_SERVERS = 3

const NOTHING_NAMED = 'it does not name an authorization server and does not publish the metadata of one.'

/**
 * Returns functions that request an issuer's metadata, one for each well-known URL (RFC 8414, 3.1; OpenID
 * Connect Discovery, 4).
 */
const requestsFor = (library: Library, effects: Sender, issuer: URL): (() => Promise<Response>)[] => {
  const { origin, pathname } = issuer
  const path = pathname.replace(/\/$/, '')
  const ask = (algorithm: 'oauth2' | 'oidc', elsewhere?: string) => () =>
    library.discoveryRequest(issuer, {
      ...foundRequestOptions(library, effects, { elsewhere }),
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
  if (!isProtected(issuer, address.href)) {
    throw notFound(
      address,
      `the URL of its authorization server, ${shownUrl(issuer)}, does not begin with https://.`
    )
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

/** Returns a URL from the metadata. Throws `oauth.not-found` if it is missing or does not use HTTPS. */
const endpointIn = (
  address: URL,
  metadata: OAuth.AuthorizationServer,
  name: 'authorization_endpoint' | 'token_endpoint'
): string => {
  const url = metadata[name]
  const server = `its authorization server ${shownUrl(metadata.issuer)}`
  if (typeof url !== 'string') throw notFound(address, `the metadata of ${server} do not contain ${name}.`)
  if (!isProtected(url, address.href))
    throw notFound(address, `the ${name} of ${server} does not begin with https://.`)
  return url
}

const isSameUrl = (one: string, other: string): boolean =>
  one === other || (URL.canParse(one) && URL.canParse(other) && new URL(one).href === new URL(other).href)

/** Returns the required fields of an authorization server's metadata. Throws `oauth.not-found`. */
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
    throw notFound(address, `the metadata of ${server} do not list support for PKCE with S256.`)
  }
  const { revocation_endpoint: revokeUrl, protected_resources: services } = metadata
  // A service could otherwise name the server of another, and receive its tokens (RFC 9728, 4).
  const isListed = !Array.isArray(services) || listIn(services).some(each => isSameUrl(each, resource ?? ''))
  if (resource !== null && !isListed) {
    const server = `its authorization server ${shownUrl(metadata.issuer)}`
    throw notFound(address, `${server} does not list the service as one of its protected resources.`)
  }
  // Without it many servers give no refresh token.
  const offline = listIn(metadata.scopes_supported).includes(OFFLINE)
  return {
    resource,
    issuer: metadata.issuer,
    ...{ authorizeUrl, tokenUrl },
    revokeUrl: typeof revokeUrl === 'string' && isProtected(revokeUrl, address.href) ? revokeUrl : null,
    namesIssuer: metadata.authorization_response_iss_parameter_supported === true,
    offline,
    scope: [...new Set([...asked, ...(offline && asked.length > 0 ? [OFFLINE] : [])])].join(' '),
    metadata
  }
}

/** Parses the address of a service. Throws `http.url`, `oauth.not-found`. */
const readAddress = (address: string): URL => {
  if (!URL.canParse(address)) {
    const why = 'it is not a URL; check the address of the connection.'
    throw new Fault('http.url', { url: shownUrl(address), why })
  }
  const url = new URL(address)
  url.hash = ''
  if (!isProtected(url.href)) throw notFound(url, 'its address does not begin with https://.')
  return url
}

/**
 * Discovers the authorization server of a service from its address. Reads the challenge, then the metadata of the
 * service (RFC 9728) and of the server (RFC 8414 or OpenID). Throws `oauth.not-found` and the errors of the guarded
 * client.
 */
export const findServer = async (effects: Sender, address: string): Promise<FoundServer> => {
  const url = readAddress(address)
  const library = await loadLibrary()
  const { metadata: service, issuers: listed, scopes: asked } = await findService(library, effects, url)
  const issuers = listed.slice(0, MOST_SERVERS)
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

/**
 * Discovers the URLs of the same authorization server again. Returns null only if the service now lists other
 * servers. If the service or the server is unavailable, throws like `findServer`.
 */
export const findServerAgain = async (
  effects: Sender,
  { address, issuer, resource, scope }: Pick<FoundSignIn, 'address' | 'issuer' | 'resource' | 'scope'>
): Promise<FoundServer | null> => {
  const url = readAddress(address)
  const library = await loadLibrary()
  const { metadata: service, issuers, scopes: asked } = await findService(library, effects, url)
  if (issuers.length > 0 && !issuers.some(listed => isSameUrl(listed, issuer))) return null
  const metadata = await findMetadata(library, effects, url, issuer)
  if (metadata === null) {
    throw notFound(url, `its authorization server ${shownUrl(issuer)} publishes no metadata.`)
  }
  return service === null
    ? { ...readServer(url, metadata, { resource, asked }), scope }
    : readServer(url, metadata, { resource: service.resource, asked })
}
