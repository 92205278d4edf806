import { z } from 'zod'
import { Choice, FieldLabel } from '../fields/field.ts'
import { Binding } from '../flows/binding.ts'
import { FieldId, Id } from '../kernel/ids.ts'
import { CodeGrant } from './code-grant.ts'

/** Limits of a connector's authentication methods: their number, and the characters of a name and of a fixed value. */
export const methodLimits = { methods: 10, name: 60, fixedValue: 2_000 } as const

/**
 * Source of a configuration value: one text for all connections, or the first output of a helper flow, which runs without
 * credentials when a connection is entered. `shown`: in the form of a connection, where it cannot be changed.
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
 * A field of the form "New connection", or with a source a configuration value, which nobody enters. A password is sealed,
 * never shown again and removed from traces.
 */
export const ConnectionField = z
  .strictObject({
    id: FieldId,
    label: FieldLabel,
    entry: z.enum(['text', 'password', 'dropdown']),
    required: z.boolean(),
    rows: z.array(Choice).max(200).optional(),
    initial: z.string().max(2_000).optional(),
    source: ConfigSource.optional()
  })
  .refine(({ entry, source }) => source?.from !== 'fixed' || entry === 'text', {
    error: 'A fixed value is stored with the connector, which holds no secrets. Choose the field type Text.'
  })
export type ConnectionField = z.infer<typeof ConnectionField>

/**
 * Placement of credentials on a request. Header values are bindings over the connection's fields, whose card id is
 * `connection`.
 */
export const Placement = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none') }),
  z.strictObject({
    kind: z.literal('header'),
    name: z.string().regex(/^[A-Za-z0-9-]{1,100}$/),
    value: Binding
  }),
  z.strictObject({ kind: z.literal('basic'), username: Binding, password: Binding }),
  z.strictObject({
    kind: z.literal('parameters'),
    headers: z.record(z.string().regex(/^[A-Za-z0-9-]{1,100}$/), Binding),
    query: z.record(z.string().min(1).max(100), Binding)
  })
])
export type Placement = z.infer<typeof Placement>

/** Body parameters that the grant sets itself. */
const ownParameters = ['assertion', 'grant_type', 'scope', 'client_id', 'client_secret']

/** The name of a further parameter of the request for a token. */
export const TokenParameter = z
  .string()
  .regex(/^[A-Za-z0-9_.-]{1,100}$/, 'A parameter name may contain only letters, digits, _, . and -.')
  .refine(name => !ownParameters.includes(name), {
    error: ({ input }) => `${String(input)} is sent automatically. Remove this parameter.`
  })

/** Claims of an assertion that are set automatically. */
const ownClaims = ['iss', 'sub', 'aud', 'iat', 'exp', 'jti']

/** The name of a further claim of an assertion. */
export const AssertionClaim = z
  .string()
  .regex(/^[A-Za-z0-9_.:/-]{1,100}$/, 'A claim name may contain only letters, digits and _ . : / -.')
  .refine(name => !ownClaims.includes(name), {
    error: ({ input }) => `“${String(input)}” is set automatically. Remove this claim.`
  })

/** Signed JSON Web Token that is exchanged for an access token (RFC 7523, 2.1). Its parts are bindings over the fields. */
export const JwtAssertion = z.strictObject({
  algorithm: z.enum(['RS256', 'ES256']),
  /** Private key in PEM. */
  privateKey: Binding,
  /** Empty for a header without one. */
  keyId: Binding,
  issuer: Binding,
  /** Empty for an assertion without one. */
  subject: Binding,
  /** Empty for the token URL. */
  audience: Binding,
  /** Time from issue to expiry, in seconds. */
  lifetime: z.int().min(30).max(3_600),
  /** Further claims by name; those that are empty for a connection are left out. */
  claims: z.record(AssertionClaim, Binding)
})
export type JwtAssertion = z.infer<typeof JwtAssertion>

/**
 * Token request of the OAuth 2 client credentials grant (RFC 6749, 4.4), or with an assertion of the JWT bearer grant. Its parts are bindings over the connection's fields;
 * the URL may be a path below the base URL.
 */
export const TokenGrant = z.strictObject({
  url: Binding,
  clientId: Binding,
  clientSecret: Binding,
  /** Names with a space between; empty for what the service gives by itself. */
  scope: Binding,
  /** Placement of client id and secret: in the Basic authentication header, or in the body (RFC 6749, 2.3.1), or nowhere. */
  sendAs: z.enum(['header', 'body', 'none']),
  /** Sent instead of asking with the client alone; only for the kind `jwt-bearer`. */
  assertion: JwtAssertion.optional(),
  /**
   * Further body parameters by name, such as `audience` or `resource`; parameters that are empty for a connection are left out.
   */
  parameters: z.record(TokenParameter, Binding).optional()
})
export type TokenGrant = z.infer<typeof TokenGrant>

/** A host that credentials may be sent to: `api.example.com`, `api.example.com:8443` or `*.example.com`. */
export const AllowedHost = z
  .string()
  .regex(
    /^(\*\.)?[a-z0-9-]+(\.[a-z0-9-]+)*(:\d{1,5})?$/,
    'Enter a host name in lower case such as api.example.com. A port and a leading *. are allowed.'
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
  /** Text, perhaps with pills over the connection's fields; empty where every request names its whole URL. */
  baseUrl: Binding,
  allowedHosts: z.array(AllowedHost).max(50),
  placement: Placement,
  /** Hosts are values of each connection; only for the built-in API Connector. */
  ofConnection: z.literal(true).optional(),
  /** Source of the access token to place; only for kinds that have one. */
  token: TokenGrant.optional(),
  /** Sign-in at the service that gives the access token to place; only for the kind `authorization-code`. */
  code: CodeGrant.optional()
}

/** Id of a method within its connector. */
const MethodId = z.string().regex(/^[a-z0-9_]{1,40}$/)

/** Name of a method, by which users choose it. */
export const MethodName = z
  .string()
  .trim()
  .min(1, 'Enter a name for the method.')
  .max(methodLimits.name, `A method name has at most ${methodLimits.name} characters.`)

/** Further method of a connector, of which each connection uses one. */
export const AuthenticationMethod = z.strictObject({ id: MethodId, name: MethodName, ...parts })
export type AuthenticationMethod = z.infer<typeof AuthenticationMethod>

/** Id of the first method of a connector where it names none, as in all from before there were several. */
export const FIRST_METHOD = 'main'

const hasTwin = (texts: string[]): boolean => new Set(texts).size < texts.length

/**
 * Authentication of a connector to its service: the fields of a connection, the base URL, the hosts that may receive the
 * credentials, and their placement. A connector with several methods has the first one here and the `others` inside.
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

/** The card id that bindings of an authentication use for the connection's own fields. */
export const CONNECTION_CARD = 'connection'

/** The field of `connection` that holds the access token where bindings place it; no form asks for it. */
export const ACCESS_TOKEN = 'token.access'

/** An authentication without any credentials, the one a new connector starts with. */
export const noAuthentication: Authentication = {
  kind: 'none',
  fields: [],
  baseUrl: { kind: 'literal', value: '' },
  allowedHosts: [],
  placement: { kind: 'none' }
}
