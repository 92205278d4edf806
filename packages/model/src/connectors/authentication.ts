import { z } from 'zod'
import { Choice, FieldLabel } from '../fields/field.ts'
import { Binding } from '../flows/binding.ts'
import { FieldId, Id } from '../kernel/ids.ts'
import { CodeGrant } from './code-grant.ts'

/**
 * Limits of a connector's authentication methods: the number of methods, and the maximum lengths of a name, a
 * fixed value and a field's help, in characters.
 */
export const methodLimits = { methods: 10, name: 60, fixedValue: 2_000, help: 300 } as const

/**
 * Source of a configuration value: a fixed text, or the first output of a helper flow. The flow runs without
 * credentials when a connection is created. If `shown` is set, the connection form displays the value as
 * read-only.
 */
export const ConfigSource = z.discriminatedUnion('from', [
  z.strictObject({
    from: z.literal('fixed'),
    value: z.string().max(methodLimits.fixedValue),
    shown: z.boolean()
  }),
  z.strictObject({ from: z.literal('helper'), flowId: Id, shown: z.boolean() })
])
export type ConfigSource = z.infer<typeof ConfigSource>

/**
 * Field of the connection form. If it has a source, its value comes from there and is not entered. A password
 * is encrypted, never shown again, and redacted from traces.
 */
export const ConnectionField = z
  .strictObject({
    id: FieldId,
    label: FieldLabel,
    entry: z.enum(['text', 'password', 'dropdown']),
    required: z.boolean(),
    /** Help sentence below the field that explains where to find the value. */
    help: z.string().min(1).max(methodLimits.help).optional(),
    rows: z.array(Choice).max(200).optional(),
    initial: z.string().max(2_000).optional(),
    source: ConfigSource.optional()
  })
  .refine(({ entry, source }) => source?.from !== 'fixed' || entry === 'text', {
    error:
      'A fixed value is stored with the connector, so it must not be a secret. Choose the field type Text.'
  })
export type ConnectionField = z.infer<typeof ConnectionField>

/**
 * Placement of the credentials in a request. Header values are bindings that refer to the connection's fields
 * by the card id `connection`.
 */
export const Placement = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none') }),
  z.strictObject({
    kind: z.literal('header'),
    name: z.string().regex(/^[A-Za-z0-9_-]{1,100}$/),
    value: Binding
  }),
  z.strictObject({ kind: z.literal('basic'), username: Binding, password: Binding }),
  z.strictObject({
    kind: z.literal('parameters'),
    headers: z.record(z.string().regex(/^[A-Za-z0-9_-]{1,100}$/), Binding),
    query: z.record(z.string().min(1).max(100), Binding)
  })
])
export type Placement = z.infer<typeof Placement>

/** Body parameters of the token request that are set automatically. */
const ownParameters = ['assertion', 'grant_type', 'scope', 'client_id', 'client_secret']

/** Name of an additional parameter of the token request. */
export const TokenParameter = z
  .string()
  .regex(/^[A-Za-z0-9_.-]{1,100}$/, 'A parameter name may contain only letters, digits, _, . and -.')
  .refine(name => !ownParameters.includes(name), {
    error: ({ input }) => `${String(input)} is sent automatically. Remove this parameter.`
  })

/** Claims of an assertion that are set automatically. */
const ownClaims = ['iss', 'sub', 'aud', 'iat', 'exp', 'jti']

/** Name of an additional claim of an assertion. */
export const AssertionClaim = z
  .string()
  .regex(/^[A-Za-z0-9_.:/-]{1,100}$/, 'A claim name may contain only letters, digits and _ . : / -.')
  .refine(name => !ownClaims.includes(name), {
    error: ({ input }) => `“${String(input)}” is set automatically. Remove this claim.`
  })

/**
 * Signed JSON Web Token that is exchanged for an access token (RFC 7523, 2.1). Its parts are bindings to the
 * connection's fields.
 */
export const JwtAssertion = z.strictObject({
  algorithm: z.enum(['RS256', 'ES256']),
  /** Private key in PEM. */
  privateKey: Binding,
  /** Key id, for the header parameter `kid`. Empty to omit it. */
  keyId: Binding,
  issuer: Binding,
  /** Subject, for the claim `sub`. Empty to omit it. */
  subject: Binding,
  /** Audience, for the claim `aud`. If empty, the token URL is used. */
  audience: Binding,
  /** Time from issue to expiry, in seconds. */
  lifetime: z.int().min(30).max(3_600),
  /** Additional claims by name. Claims that are empty for a connection are omitted. */
  claims: z.record(AssertionClaim, Binding)
})
export type JwtAssertion = z.infer<typeof JwtAssertion>

/**
 * Token request of the OAuth 2 client credentials grant (RFC 6749, 4.4) or, with an assertion, of the JWT
 * bearer grant. Its parts are bindings to the connection's fields. The URL may be relative to the base URL.
 */
export const TokenGrant = z.strictObject({
  url: Binding,
  clientId: Binding,
  clientSecret: Binding,
  /** Scopes, separated by spaces. Empty for the service's default. */
  scope: Binding,
  /**
   * Placement of client id and secret: in the Basic authentication header, in the body (RFC 6749,
   * 2.3.1), or nowhere.
   */
  sendAs: z.enum(['header', 'body', 'none']),
  /** Assertion that authenticates the request. Only for the kind `jwt-bearer`. */
  assertion: JwtAssertion.optional(),
  /**
   * Additional body parameters by name, such as `audience` or `resource`. Parameters that are empty for a
   * connection are omitted.
   */
  parameters: z.record(TokenParameter, Binding).optional()
})
export type TokenGrant = z.infer<typeof TokenGrant>

/**
 * Host that may receive credentials: `api.example.com`, `api.example.com:8443` or `*.example.com`.
 */
export const AllowedHost = z
  .string()
  .regex(
    /^(\*\.)?[a-z0-9-]+(\.[a-z0-9-]+)*(:\d{1,5})?$/,
    'Enter a host name in lower case, such as api.example.com or *.example.com. A port is allowed.'
  )
export type AllowedHost = z.infer<typeof AllowedHost>

const parts = {
  kind: z.enum([
    'none',
    'api-key',
    'basic',
    'client-credentials',
    'authorization-code',
    'jwt-bearer',
    'custom'
  ]),
  fields: z.array(ConnectionField).max(50),
  /**
   * Base URL as a text with optional pills for the connection's fields. Empty if every request has an
   * absolute URL.
   */
  baseUrl: Binding,
  allowedHosts: z.array(AllowedHost).max(50),
  placement: Placement,
  /** True if each connection enters its own hosts. Only for the built-in API Connector. */
  ofConnection: z.literal(true).optional(),
  /** Token request that obtains the access token. Only for kinds that use one. */
  token: TokenGrant.optional(),
  /** Sign-in at the service, which supplies the access token. Only for the kind `authorization-code`. */
  code: CodeGrant.optional()
}

const MethodId = z.string().regex(/^[a-z0-9_]{1,40}$/)

/** Name of a method, shown to users who choose one. */
export const MethodName = z
  .string()
  .trim()
  .min(1, 'Enter a name for the method.')
  .max(methodLimits.name, `A method name has at most ${methodLimits.name} characters.`)

/** Additional authentication method of a connector. Each connection uses one method. */
export const AuthenticationMethod = z.strictObject({ id: MethodId, name: MethodName, ...parts })
export type AuthenticationMethod = z.infer<typeof AuthenticationMethod>

/** Id of a connector's first method if it has no id of its own, as in versions with a single method. */
export const FIRST_METHOD = 'main'

const hasTwin = (texts: string[]): boolean => new Set(texts).size < texts.length

/**
 * Authentication of a connector to its service. It defines the connection fields, the base URL, the hosts
 * that may receive credentials, and where requests carry the credentials. With several methods, the first one
 * is at the top level and the `others` are nested.
 */
export const Authentication = z
  .strictObject({
    id: MethodId.optional(),
    name: MethodName.optional(),
    ...parts,
    others: z
      .array(AuthenticationMethod)
      .max(methodLimits.methods - 1)
      .optional()
  })
  .refine(({ id = FIRST_METHOD, others = [] }) => !hasTwin([id, ...others.map(other => other.id)]), {
    error: 'Two authentication methods have the same id. Remove one of them.'
  })
  .refine(
    ({ name = '', others = [] }) =>
      !hasTwin([name, ...others.map(other => other.name)].map(each => each.toLowerCase())),
    { error: 'Two authentication methods have the same name. Rename one of them.' }
  )
export type Authentication = z.infer<typeof Authentication>

/** Pseudo card id by which an authentication's bindings refer to the connection's fields. */
export const CONNECTION_CARD = 'connection'

/** Field of `connection` that contains the access token. No form shows it. */
export const ACCESS_TOKEN = 'token.access'

/** Authentication without credentials, the default of a new connector. */
export const noAuthentication: Authentication = {
  kind: 'none',
  fields: [],
  baseUrl: { kind: 'literal', value: '' },
  allowedHosts: [],
  placement: { kind: 'none' }
}
