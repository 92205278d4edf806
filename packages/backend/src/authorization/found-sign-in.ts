import {
  type Authentication,
  type CodeGrant,
  type ConnectionValues,
  requestedScopes,
  SELECTED_SCOPES
} from '@hookwright/model'
import type { Effects } from '../kernel/effects.ts'
import { findServer, findServerAgain } from './find-server.ts'
import { clientAt } from './found-client.ts'
import { limitSearch } from './found-requests.ts'
import { bindingReader, readParameters } from './read-bindings.ts'
import { type FoundSignIn, OFFLINE, type ResolvedCodeGrant } from './resolve-code-grant.ts'
import { joinScopes } from './step-up.ts'
import type { TokenEffects } from './token-requests.ts'

/** Code grant with URLs discovered at the service and a client registered there. */
export type FoundGrant = CodeGrant & { client: { ownership: 'found' } }

/** Returns true for a grant with discovered URLs and client. */
export const isFoundGrant = (grant: CodeGrant): grant is FoundGrant => grant.client.ownership === 'found'

/** Service whose sign-in is to be discovered: its address, and the origin of its base URL. */
export type FoundTarget = Pick<FoundSignIn, 'address' | 'baseOrigin'>

/** Returns the service at which to discover the sign-in. Throws `connection.incomplete`. */
export const foundTargetOf = (
  authentication: Authentication,
  { client }: FoundGrant,
  values: ConnectionValues
): FoundTarget => {
  const read = bindingReader(authentication, values)
  const baseUrl = read(authentication.baseUrl).trim()
  return {
    address: read(client.resource).trim() || baseUrl,
    baseOrigin: URL.canParse(baseUrl) ? new URL(baseUrl).origin : ''
  }
}

/**
 * Discovers the sign-in of a service. The client and added scopes of an earlier sign-in are kept if the authorization
 * server is the same. Throws `oauth.not-found`, `oauth.not-registered` and the errors of the guarded client.
 */
export const findSignIn = async (
  effects: TokenEffects & Pick<Effects, 'crypto'> & { newSecret: () => string },
  params: FoundTarget & { publicUrl: string; connectorKey: string; held: FoundSignIn | null }
): Promise<FoundSignIn> => {
  const { address, baseOrigin, held } = params
  const limited = limitSearch(effects, address)
  const server = await findServer(limited, address)
  // Scopes of another service or server mean nothing to this one.
  const isSame = held?.address === address && held.issuer === server.issuer
  const added = isSame ? held.added : undefined
  const client = await clientAt(limited, server, { ...params, held: held?.client ?? null, added })
  const { metadata: _, ...found } = server
  return { ...found, address, baseOrigin, client, ...(added !== undefined && { added }) }
}

/**
 * Repeats the discovery of a sign-in's URLs and keeps its client. Returns null if the service now lists other
 * authorization servers, where the client is unknown. Throws the errors of `findServer`.
 */
export const findAgain = async (effects: TokenEffects, found: FoundSignIn): Promise<FoundSignIn | null> => {
  const again = await findServerAgain(limitSearch(effects, found.address), found)
  if (again === null) return null
  const { metadata: _, ...server } = again
  return { ...found, ...server }
}

/** Resolves a code grant with the URLs and client that were discovered at the service. */
export const resolveFoundGrant = (
  authentication: Authentication,
  grant: FoundGrant,
  values: ConnectionValues,
  found: FoundSignIn
): ResolvedCodeGrant => {
  const read = bindingReader(authentication, values)
  const { resource, client, tokenUrl } = found
  const chosen = requestedScopes(grant, values[SELECTED_SCOPES])
  const isAsked = found.offline && grant.refreshes && !chosen.includes(OFFLINE)
  const first = chosen.length === 0 ? found.scope : [...chosen, ...(isAsked ? [OFFLINE] : [])].join(' ')
  const scope = joinScopes(first, found.added)
  const target = { ...(resource !== null && { resource }) }
  // A server that gives refresh tokens asks the person about it (OpenID Connect Core, 11).
  const isOffline = scope.split(' ').includes(OFFLINE)
  return {
    ...{ tokenUrl, refreshUrl: tokenUrl, clientId: client.id, authorizeUrl: found.authorizeUrl },
    issuer: found.issuer,
    revokeUrl: found.revokeUrl,
    clientSecret: client.secret,
    sendAs: client.sendAs,
    scope,
    authorizeParameters: {
      ...(isOffline && { prompt: 'consent' }),
      ...target,
      ...readParameters(grant.authorizeParameters, read)
    },
    tokenParameters: { ...target, ...readParameters(grant.tokenParameters, read) },
    found
  }
}
