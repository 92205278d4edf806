import { clientDocumentPathOf, Fault, redirectPathOf } from '@hookwright/model'
import type * as OAuth from 'oauth4webapi'
import type { Effects } from '../kernel/effects.ts'
import type { FoundServer } from './find-server.ts'
import { foundRequestOptions, isProtected } from './found-requests.ts'
import type { FoundClient } from './resolve-code-grant.ts'
import { joinScopes, scopesWithout } from './step-up.ts'
import { loadLibrary, probeClient, shownUrl, type TokenEffects } from './token-requests.ts'

/** Identity of a connector's client at one authorization server. */
interface ClientIdentity {
  publicUrl: string
  connectorKey: string
  /** Hash of the server's issuer, which is part of the client's URLs. */
  serverHash: string
}

const serverHashOf = ({ crypto }: Pick<Effects, 'crypto'>, issuer: string): string =>
  Buffer.from(crypto.hash('sha256', Buffer.from(issuer)))
    .toString('hex')
    .slice(0, 32)

/** Returns the metadata of a connector's client (RFC 7591, 2), for registrations and the document of the client. */
const clientMetadataOf = ({ publicUrl, connectorKey, serverHash }: ClientIdentity) => {
  const { protocol } = new URL(publicUrl)
  return {
    client_name: 'Hookwright',
    client_uri: publicUrl,
    redirect_uris: [`${publicUrl}${redirectPathOf(connectorKey, serverHash)}`],
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
    token_endpoint_auth_method: 'none',
    // Web clients return to addresses with https; one on this machine counts as native.
    application_type: protocol === 'https:' ? 'web' : 'native'
  }
}

/**
 * Returns the document that describes a connector's client to a server. The document's URL is the client ID.
 */
export const clientDocumentOf = (identity: ClientIdentity) => ({
  client_id: `${identity.publicUrl}${clientDocumentPathOf(identity.connectorKey, identity.serverHash)}`,
  ...clientMetadataOf(identity)
})

const methods = [
  ['none', 'none'],
  ['client_secret_basic', 'header'],
  ['client_secret_post', 'body']
] as const

/** Returns the first authentication method that the server supports. Public clients are preferred. */
const methodFor = ({ token_endpoint_auth_methods_supported: supported }: OAuth.AuthorizationServer): string =>
  // A server that says nothing supports Basic authentication (RFC 8414, 2).
  methods.find(([name]) => (supported ?? ['client_secret_basic']).includes(name))?.[0] ?? 'none'

/**
 * Adapts a registration response to the format that the library expects. Some servers answer 200, and some
 * omit the expiry of a secret.
 */
const normalized = async (response: Response): Promise<Response> => {
  if (!response.ok) return response
  const json: unknown = await response.json().catch(() => null)
  return Response.json({ client_secret_expires_at: 0, ...Object(json) }, { status: 201 })
}

/**
 * Formats why a server refused to register a client, as the end of a sentence: “it answered 403 to the
 * registration.”
 */
const refusalOf = (library: typeof OAuth, thrown: unknown, status: number): string => {
  if (!(thrown instanceof library.ResponseBodyError)) return `it answered ${status} to the registration.`
  const { error, error_description: description } = thrown
  const words = [error, description].filter(part => part !== undefined && part !== '').join(': ')
  return `it answered ${words.slice(0, 300).replace(/\.$/, '')}.`
}

/**
 * Maximum total length of a registration's address and token, in characters. Both are sealed with the client.
 */
const LONGEST_REGISTRATION = 8_000

/**
 * Returns the address and token that delete a registration, if the server returned both. The address must
 * have the origin of one of the server's `named` URLs. Otherwise the server could direct requests to other
 * hosts.
 */
const registrationIn = (
  client: OAuth.OmitSymbolProperties<OAuth.Client>,
  named: readonly string[]
): Pick<FoundClient, 'registration'> => {
  const { registration_client_uri: url, registration_access_token: token } = client
  if (typeof url !== 'string' || typeof token !== 'string' || !URL.canParse(url)) return {}
  if (url.length + token.length > LONGEST_REGISTRATION) return {}
  const { origin } = new URL(url)
  const isIts = named.some(of => new URL(of).origin === origin && isProtected(url, of))
  return isIts ? { registration: { url, token } } : {}
}

/** Registers a client (RFC 7591). Throws `oauth.not-registered`, `http.*`. */
const register = async (
  effects: TokenEffects,
  { metadata, scope }: Pick<FoundServer, 'metadata' | 'scope'>,
  own: ReturnType<typeof clientMetadataOf>
): Promise<Omit<FoundClient, 'redirectUrl'>> => {
  const { issuer, registration_endpoint: url } = metadata
  const refuse = (why: string) => new Fault('oauth.not-registered', { server: shownUrl(issuer), why })
  if (typeof url !== 'string') throw refuse('it does not support dynamic client registration.')
  if (!isProtected(url, issuer)) throw refuse('its registration_endpoint does not begin with https://.')
  const library = await loadLibrary()
  const asked = {
    ...own,
    token_endpoint_auth_method: methodFor(metadata),
    ...(scope !== '' && { scope })
  }
  const options = foundRequestOptions(library, effects)
  const response = await library.dynamicClientRegistrationRequest(metadata, asked, options)
  const { status } = response
  const client = await library
    .processDynamicClientRegistrationResponse(await normalized(response))
    .catch((thrown: unknown) => {
      throw refuse(refusalOf(library, thrown, status))
    })
  const { client_id: id, client_secret: secret } = client
  const given = {
    ...{ id, issuer, scope: typeof client.scope === 'string' ? client.scope : scope },
    ...registrationIn(client, [issuer, url])
  }
  if (secret === undefined || secret === null) return { ...given, secret: null, sendAs: 'none' }
  const method = client.token_endpoint_auth_method ?? asked.token_endpoint_auth_method
  const sendAs = methods.find(([name]) => name === method)?.[1]
  if (sendAs === undefined)
    throw refuse(
      `it requires the client authentication method ${String(method).slice(0, 60)}, which is not supported.`
    )
  return { ...given, secret: sendAs === 'none' ? null : String(secret), sendAs }
}

/**
 * Returns the client of a connector at an authorization server. Prefers the client of a connection if the
 * server still accepts it and it may request the `added` scopes. Otherwise uses the client that its document
 * describes, or registers a new client. Throws `oauth.not-registered` and the errors of the guarded client.
 */
export const clientAt = async (
  effects: TokenEffects & Pick<Effects, 'crypto'> & { newSecret: () => string },
  server: FoundServer,
  params: { publicUrl: string; connectorKey: string; held: FoundClient | null; added?: string | undefined }
): Promise<FoundClient> => {
  const { publicUrl, connectorKey, held, added = '' } = params
  const { metadata, issuer, tokenUrl } = server
  // Registered without scopes, a client may request any, unless its server has said which.
  const most = server.scope === '' && held?.issuer === issuer ? (held.scope ?? '') : server.scope
  const scope = most === '' ? '' : joinScopes(most, added)
  const serverHash = serverHashOf(effects, issuer)
  const identity = { publicUrl, connectorKey, serverHash }
  const redirectUrl = `${publicUrl}${redirectPathOf(connectorKey, serverHash)}`
  const isKnown = (client: FoundClient): Promise<boolean> =>
    probeClient(effects, { client, tokenUrl, nonsense: effects.newSecret() })
  const mayRequest = ({ scope: most }: FoundClient): boolean =>
    added === '' || most === '' || (most !== undefined && scopesWithout(added.split(' '), most).length === 0)
  const fits = held !== null && held.issuer === issuer && held.redirectUrl === redirectUrl && mayRequest(held)
  if (fits && (await isKnown(held))) return held
  const document = clientDocumentOf(identity)
  const readsDocuments = metadata.client_id_metadata_document_supported === true
  if (readsDocuments && new URL(publicUrl).protocol === 'https:') {
    const { client_id: id } = document
    const described: FoundClient = { id, secret: null, sendAs: 'none', issuer, redirectUrl, scope: '' }
    // A server on the internet may be unable to read the document of an installation that is not.
    if (metadata.registration_endpoint === undefined || (await isKnown(described))) return described
  }
  const registered = await register(effects, { metadata, scope }, clientMetadataOf(identity))
  return { ...registered, redirectUrl }
}
