import { z } from 'zod'
import { Binding } from '../flows/binding.ts'

/** Parameters of the authorization request that are set automatically. */
const ownAuthorizeParameters = [
  'client_id',
  'code_challenge',
  'code_challenge_method',
  'redirect_uri',
  'response_type',
  'scope',
  'state'
]

/** Parameters of the token request that are set automatically. */
const ownTokenParameters = [
  'client_id',
  'client_secret',
  'code',
  'code_verifier',
  'grant_type',
  'redirect_uri',
  'refresh_token',
  'scope'
]

const parameterName = (own: readonly string[]) =>
  z
    .string()
    .regex(/^[A-Za-z0-9_.-]{1,100}$/, 'A parameter name may contain only letters, digits, _, . and -.')
    .refine(name => !own.includes(name), {
      error: ({ input }) => `“${String(input)}” is sent automatically. Remove this parameter.`
    })

/** Name of an additional parameter of the authorization request, such as `audience` or `prompt`. */
export const AuthorizeParameter = parameterName(ownAuthorizeParameters)

/** Name of an additional parameter of the request that exchanges a code or a refresh token. */
export const CodeTokenParameter = parameterName(ownTokenParameters)

/** Scope of an authorization request (RFC 6749, 3.3), with the condition for requesting it. */
export const Scope = z.strictObject({
  name: z
    .string()
    .regex(/^[\x21\x23-\x5b\x5d-\x7e]{1,300}$/, 'A scope is a name without spaces, quotes and backslashes.'),
  /**
   * Condition for requesting it. `fixed` is always requested. The others are offered in the
   * connection, initially selected or not.
   */
  use: z.enum(['fixed', 'selected', 'unselected'])
})
export type Scope = z.infer<typeof Scope>

/** Path to a part of a response, such as `authed_user`. Empty for the response itself. */
export const AnswerPath = z
  .string()
  .regex(/^([A-Za-z0-9_-]{1,100}(\.[A-Za-z0-9_-]{1,100}){0,5})?$/, 'Enter names separated by full stops.')

/**
 * OAuth 2 authorization code grant (RFC 6749, 4.1) with PKCE (RFC 7636). URLs and parameters are bindings over the
 * connection's fields; a URL may be a path below the base URL.
 */
export const CodeGrant = z.strictObject({
  authorizeUrl: Binding,
  tokenUrl: Binding,
  /** URL for refresh tokens. Absent where the token URL accepts them. */
  refreshUrl: Binding.optional(),
  /** URL that revokes tokens (RFC 7009). Absent where the service has none. */
  revokeUrl: Binding.optional(),
  /**
   * Issuer in the service's response (RFC 9207). Empty if the response only needs the origin of the
   * authorize URL.
   */
  issuer: z.string().max(2_000),
  /**
   * Owner of the client: the maker, whose secret is sealed and stored with the connector, or the
   * customer, with connection fields. With `found`, URLs, issuer and client are found at each
   * sign-in instead (RFC 9728, 8414, 7591), and the URLs above stay empty. `resource` is the address
   * of the service; empty for the base URL.
   */
  client: z.discriminatedUnion('ownership', [
    z.strictObject({ ownership: z.literal('maker'), clientId: z.string().max(1_000) }),
    z.strictObject({ ownership: z.literal('customer'), clientId: Binding, clientSecret: Binding }),
    z.strictObject({ ownership: z.literal('found'), resource: Binding })
  ]),
  /** Authentication of the client at the token URL; `none` for a public client without a secret. */
  sendAs: z.enum(['header', 'body', 'none']),
  scopes: z.array(Scope).max(200),
  /** Separator of scopes. */
  separator: z.enum([' ', ',', '+']),
  authorizeParameters: z.record(AuthorizeParameter, Binding),
  tokenParameters: z.record(CodeTokenParameter, Binding),
  /** Path of the object in the response that holds the token, or of the token itself. */
  tokenPath: AnswerPath,
  /** Accepts token types other than Bearer, which are then sent as placed. */
  anyTokenType: z.boolean(),
  /**
   * Lifetime in seconds of tokens without one in their response; null to use such a token until it
   * is refused.
   */
  lifetime: z.int().min(1).max(31_536_000).nullable(),
  /** False for services whose tokens are never refreshed, regardless of their responses. */
  refreshes: z.boolean()
})
export type CodeGrant = z.infer<typeof CodeGrant>

/**
 * Returns true if tokens can be revoked at the service. Of a service that is found only its metadata
 * know, so that it is tried.
 */
export const revokesTokens = ({ revokeUrl, client }: Pick<CodeGrant, 'revokeUrl' | 'client'>): boolean =>
  revokeUrl !== undefined || client.ownership === 'found'

/** Key of the selected scopes in a connection's values, separated by spaces. */
export const SELECTED_SCOPES = 'oauth.scopes'

/**
 * Path of the page to which a service returns after a sign-in, below the public URL. A sign-in that was
 * found has one for each authorization server, so that none gets the code of another (RFC 9700,
 * 4.4.2.2); `serverHash` is the hash of its issuer.
 */
export const redirectPathOf = (connectorKey: string, serverHash?: string): string =>
  `/oauth/${connectorKey}/callback${serverHash === undefined ? '' : `/${serverHash}`}`

/**
 * Path of the document that describes a connector's client to one authorization server, below the
 * public URL.
 */
export const clientDocumentPathOf = (connectorKey: string, serverHash: string): string =>
  `/oauth/${connectorKey}/client/${serverHash}.json`

/** Returns the scopes that a connection requests: the fixed ones, and its selected ones. */
export const requestedScopes = (
  { scopes }: Pick<CodeGrant, 'scopes'>,
  selected: string | undefined
): string[] => {
  const chosen = selected === undefined ? null : new Set(selected.split(' '))
  return scopes
    .filter(({ name, use }) => use === 'fixed' || (chosen === null ? use === 'selected' : chosen.has(name)))
    .map(({ name }) => name)
}
