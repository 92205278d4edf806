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

/** Scope of an authorization request (RFC 6749, 3.3), with the rule for requesting it. */
export const Scope = z.strictObject({
  name: z
    .string()
    .regex(/^[\x21\x23-\x5b\x5d-\x7e]{1,300}$/, 'A scope cannot contain spaces, quotes or backslashes.'),
  /**
   * Rule for requesting the scope. `fixed` scopes are always requested. Others can be chosen for each
   * connection; `selected` and `unselected` are their initial states.
   */
  use: z.enum(['fixed', 'selected', 'unselected'])
})
export type Scope = z.infer<typeof Scope>

/** Path to a part of a response, such as `authed_user`. Empty for the whole response. */
export const AnswerPath = z
  .string()
  .regex(/^([A-Za-z0-9_-]{1,100}(\.[A-Za-z0-9_-]{1,100}){0,5})?$/, 'Enter names separated by dots.')

/**
 * OAuth 2 authorization code grant (RFC 6749, 4.1) with PKCE (RFC 7636). URLs and parameters are bindings to
 * the connection's fields. A URL may be relative to the base URL.
 */
export const CodeGrant = z.strictObject({
  authorizeUrl: Binding,
  tokenUrl: Binding,
  /** URL that accepts refresh tokens. Absent if the token URL accepts them. */
  refreshUrl: Binding.optional(),
  /** URL that revokes tokens (RFC 7009). Absent if the service has none. */
  revokeUrl: Binding.optional(),
  /**
   * Issuer that the authorization response must name (RFC 9207). If empty, the issuer must have the same
   * origin as the authorize URL.
   */
  issuer: z.string().max(2_000),
  /**
   * Owner of the OAuth client. `maker`: the encrypted client secret is stored with the connector. `customer`:
   * the client is entered in connection fields. `found`: URLs, issuer and client are discovered at each
   * sign-in (RFC 9728, 8414, 7591), and the URLs above are empty; `resource` is then the address of the
   * service, or empty for the base URL.
   */
  client: z.discriminatedUnion('ownership', [
    z.strictObject({ ownership: z.literal('maker'), clientId: z.string().max(1_000) }),
    z.strictObject({ ownership: z.literal('customer'), clientId: Binding, clientSecret: Binding }),
    z.strictObject({ ownership: z.literal('found'), resource: Binding })
  ]),
  /** Client authentication at the token URL; `none` for a public client without a secret. */
  sendAs: z.enum(['header', 'body', 'none']),
  scopes: z.array(Scope).max(200),
  /** Separator of the scopes in the authorization request. */
  separator: z.enum([' ', ',', '+']),
  authorizeParameters: z.record(AuthorizeParameter, Binding),
  tokenParameters: z.record(CodeTokenParameter, Binding),
  /** Path of the token in the response, or of the object that contains the token. */
  tokenPath: AnswerPath,
  /** Accepts token types other than Bearer. Such tokens are sent as defined by the placement. */
  anyTokenType: z.boolean(),
  /**
   * Lifetime, in seconds, of a token if the response does not state one. With `null`, such a token is used
   * until the service refuses it.
   */
  lifetime: z.int().min(1).max(31_536_000).nullable(),
  /** False for services that never refresh tokens, regardless of their responses. */
  refreshes: z.boolean()
})
export type CodeGrant = z.infer<typeof CodeGrant>

/**
 * Returns true if tokens may be revocable at the service. For a discovered service, this is only known from
 * its metadata, so revocation is attempted.
 */
export const revokesTokens = ({ revokeUrl, client }: Pick<CodeGrant, 'revokeUrl' | 'client'>): boolean =>
  revokeUrl !== undefined || client.ownership === 'found'

/** Key of the selected scopes among a connection's values. The scopes are separated by spaces. */
export const SELECTED_SCOPES = 'oauth.scopes'

/**
 * Returns the path that a service redirects to after a sign-in, relative to the public URL. A discovered
 * sign-in has a separate path per authorization server, so that no server receives another server's code (RFC
 * 9700, 4.4.2.2).
 * @param serverHash hash of the authorization server's issuer
 */
export const redirectPathOf = (connectorKey: string, serverHash?: string): string =>
  `/oauth/${connectorKey}/callback${serverHash === undefined ? '' : `/${serverHash}`}`

/**
 * Returns the path of the client metadata document for an authorization server, relative to the public URL.
 */
export const clientDocumentPathOf = (connectorKey: string, serverHash: string): string =>
  `/oauth/${connectorKey}/client/${serverHash}.json`

/** Returns the scopes that a connection requests: the fixed scopes and its selected scopes. */
export const requestedScopes = (
  { scopes }: Pick<CodeGrant, 'scopes'>,
  selected: string | undefined
): string[] => {
  const chosen = selected === undefined ? null : new Set(selected.split(' '))
  return scopes
    .filter(({ name, use }) => use === 'fixed' || (chosen === null ? use === 'selected' : chosen.has(name)))
    .map(({ name }) => name)
}
