import { Fault, type Millis, SECOND } from '@hookwright/model'
import type * as OAuth from 'oauth4webapi'
import type { Effects } from '../kernel/effects.ts'
import { foundRequestOptions, isProtected } from './found-requests.ts'
import { shownUrl } from './token-requests.ts'

type Library = typeof OAuth
type Sender = Pick<Effects, 'clientFor'>

/** Timeout of the first request. A service may answer it with a stream that does not end. */
const CHALLENGE_TIMEOUT: Millis = 3 * SECOND

/** Maximum length of the requested scopes, in characters, since they are part of a URL. */
const MOST_SCOPE = 2_000

/** Returns the fault for an address without a discoverable sign-in. `why` is the end of a sentence. */
export const notFound = (address: URL, why: string): Fault =>
  new Fault('oauth.not-found', { server: address.host, why })

/** Returns the strings of a list in metadata. Empty if the value is not a list. */
export const listIn = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter(each => typeof each === 'string') : []

/** Sends a request without a token and returns the challenge of the service. Null if there is none. */
const readChallenge = async (
  library: Library,
  effects: Sender,
  address: URL
): Promise<OAuth.WWWAuthenticateChallengeParameters | null> => {
  const headers = new Headers({ accept: 'application/json, text/event-stream' })
  const options = foundRequestOptions(library, effects, { timeout: CHALLENGE_TIMEOUT })
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

/**
 * Returns the resource identifiers that metadata of an address may contain: the address itself and its parent
 * paths.
 */
const identifiersOf = (address: URL): URL[] => {
  const parts = address.pathname.split('/').filter(part => part !== '')
  const paths = parts.map((_, index) => `/${parts.slice(0, parts.length - index).join('/')}`)
  const above = [...paths.flatMap(path => [path, `${path}/`]), '/'].map(path => new URL(path, address.origin))
  return [new URL(address.href), ...above]
}

/** Reads the metadata of a service. Accepts only identifiers that match its address (RFC 9728, 3.3). */
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
  throw notFound(address, `the metadata at ${at} belong to a service other than ${shownUrl(address.href)}.`)
}

/** Finds the metadata of a service at the URL in its challenge, or at its well-known addresses. */
const findResource = async (
  library: Library,
  effects: Sender,
  address: URL,
  named: string | undefined
): Promise<OAuth.ResourceServer | null> => {
  if (named !== undefined) {
    if (!isProtected(named, address.href)) {
      throw notFound(address, `the URL of its metadata, ${shownUrl(named)}, does not begin with https://.`)
    }
    const options = foundRequestOptions(library, effects, { elsewhere: named })
    const response = await library.resourceDiscoveryRequest(address, options)
    if (response.status === 200) return readResourceMetadata(library, address, response, shownUrl(named))
    throw notFound(
      address,
      `the request for its metadata at ${shownUrl(named)} returned status ${response.status}.`
    )
  }
  const root = new URL(address.origin)
  const shown = `${address.origin}/.well-known/oauth-protected-resource`
  let unavailable: number | null = null
  for (const at of address.href === root.href ? [root] : [address, root]) {
    const response = await library.resourceDiscoveryRequest(at, foundRequestOptions(library, effects))
    const { status } = response
    if (status === 200) return readResourceMetadata(library, address, response, shown)
    // Nobody knows whether there are metadata while the service cannot say so.
    if (status === 429 || status >= 500) unavailable = status
  }
  if (unavailable === null) return null
  throw notFound(address, `the request for its metadata at ${shown} returned status ${unavailable}.`)
}

/** Service at an address, as described by its own metadata. */
interface FoundService {
  /** Metadata of the service. Null if it publishes none. */
  metadata: OAuth.ResourceServer | null
  /** Issuers of its authorization servers, as listed. */
  issuers: string[]
  /** Scopes that the service requests. */
  scopes: string[]
}

/** Returns the first scopes, as many as fit into a URL. */
export const fittingScopes = (scopes: string[]): string[] => {
  let length = -1
  return scopes.filter(scope => {
    length += scope.length + 1
    return length <= MOST_SCOPE
  })
}

/** Requests the challenge and the metadata of a service (RFC 9728). Throws `oauth.not-found`, `http.*`. */
export const findService = async (library: Library, effects: Sender, address: URL): Promise<FoundService> => {
  const challenge = await readChallenge(library, effects, address)
  const metadata = await findResource(library, effects, address, challenge?.resource_metadata)
  const scopes = challenge?.scope?.split(' ') ?? listIn(metadata?.scopes_supported)
  return {
    metadata,
    issuers: listIn(metadata?.authorization_servers),
    scopes: fittingScopes(scopes.filter(scope => scope !== ''))
  }
}
