import {
  ACCESS_TOKEN,
  type Authentication,
  AuthenticationMethod,
  CONNECTION_CARD,
  type ConnectionField,
  literal,
  methodLimits,
  noAuthentication,
  pill,
  Scope,
  sameJson,
  text
} from '@hookwright/model'
import { type ApiDocument, type ImportNote, itemsOf, type Node, nodeOf, textOf } from './document.ts'
import type { ReadBase } from './servers.ts'

/** Authentication scheme: declared in a document, or offered for every document. */
export interface ApiScheme {
  /** Name in the document. An offered scheme has a key that begins with `+`. */
  key: string
  label: string
  /** Reason why the scheme cannot be used. Null if it can. */
  whyNot: string | null
  /** True for a scheme that the document requires by default. */
  isRequired: boolean
  /**
   * Text that identifies a way to authenticate, even across documents. Null for a scheme that cannot be used.
   */
  way: string | null
}

/** Parts of an authentication method that depend on the scheme. */
type Parts = Pick<Authentication, 'kind' | 'fields' | 'placement' | 'token' | 'code'>

/** Returns a key that is equal for authentication methods with equal parts. */
const wayOf = (parts: Parts): string => JSON.stringify(parts)

const field = (id: string, label: string, entry: ConnectionField['entry']): ConnectionField => ({
  ...{ id, label, entry, required: true }
})

const own = (id: string) => pill(CONNECTION_CARD, id)

const bearerOf = (id: string): Authentication['placement'] => ({
  kind: 'header',
  name: 'Authorization',
  value: text('Bearer ', own(id))
})

const bearer: Parts = {
  kind: 'api-key',
  fields: [field('token', 'Access token', 'password')],
  placement: bearerOf('token')
}

const basic: Parts = {
  kind: 'basic',
  fields: [field('username', 'User name', 'text'), field('password', 'Password', 'password')],
  placement: { kind: 'basic', username: own('username'), password: own('password') }
}

const keyInHeader = (name: string, before = ''): Parts => ({
  kind: 'api-key',
  fields: [field('apiKey', 'API key', 'password')],
  placement: { kind: 'header', name, value: before === '' ? own('apiKey') : text(before, own('apiKey')) }
})

const keyInQuery = (name: string): Parts => ({
  kind: 'custom',
  fields: [field('apiKey', 'API key', 'password')],
  placement: { kind: 'parameters', headers: {}, query: { [name]: own('apiKey') } }
})

/** Schemes that are offered for every document. */
const offered: readonly { key: string; label: string; parts: Parts }[] = [
  { key: '+bearer', label: 'Bearer token', parts: bearer },
  { key: '+header', label: 'API key in the header X-API-Key', parts: keyInHeader('X-API-Key') },
  { key: '+basic', label: 'User name and password', parts: basic }
]

/** Number of scopes up to which all are requested by default. */
const FEW_SCOPES = 10

const grantOf = (flow: Node): Parts => {
  const scopes = Object.keys(nodeOf(flow.scopes)).flatMap(name => {
    const read = Scope.safeParse({ name, use: 'selected' })
    return read.success ? [read.data] : []
  })
  const refreshUrl = textOf(flow.refreshUrl)
  return {
    kind: 'authorization-code',
    fields: [],
    placement: bearerOf(ACCESS_TOKEN),
    code: {
      authorizeUrl: literal(textOf(flow.authorizationUrl)),
      tokenUrl: literal(textOf(flow.tokenUrl)),
      ...(refreshUrl === '' ? {} : { refreshUrl: literal(refreshUrl) }),
      issuer: '',
      client: { ownership: 'maker', clientId: '' },
      sendAs: 'body',
      scopes: scopes
        .slice(0, 200)
        .map(({ name }) => ({ name, use: scopes.length > FEW_SCOPES ? 'unselected' : 'selected' })),
      separator: ' ',
      authorizeParameters: {},
      tokenParameters: {},
      tokenPath: '',
      anyTokenType: false,
      lifetime: null,
      refreshes: true
    }
  }
}

const credentialsOf = (flow: Node): Parts => ({
  kind: 'client-credentials',
  fields: [field('clientId', 'Client ID', 'text'), field('clientSecret', 'Client secret', 'password')],
  placement: bearerOf(ACCESS_TOKEN),
  token: {
    url: literal(textOf(flow.tokenUrl)),
    clientId: own('clientId'),
    clientSecret: own('clientSecret'),
    scope: literal(''),
    sendAs: 'header'
  }
})

type Read = { label: string; parts: Parts } | { label: string; whyNot: string }

const readOAuth = (scheme: Node): Read => {
  // OpenAPI 2.0 has one flow in each scheme, under other names.
  const named: Record<string, unknown> = {
    accessCode: 'authorizationCode',
    application: 'clientCredentials'
  }
  const flowName = textOf(scheme.flow)
  const flows =
    flowName === ''
      ? nodeOf(scheme.flows)
      : { [Object.hasOwn(named, flowName) ? textOf(named[flowName]) : flowName]: scheme }
  if (flows.authorizationCode !== undefined)
    return { label: 'OAuth 2, authorization code', parts: grantOf(nodeOf(flows.authorizationCode)) }
  if (flows.clientCredentials !== undefined)
    return { label: 'OAuth 2, client credentials', parts: credentialsOf(nodeOf(flows.clientCredentials)) }
  const names = Object.keys(flows).slice(0, 3).join(', ') || 'none'
  return {
    label: 'OAuth 2',
    whyNot: `Only the OAuth flows authorization code and client credentials are supported, but the document has ${names}.`
  }
}

const readKey = (scheme: Node): Read => {
  const name = textOf(scheme.name)
  const unnamed = {
    label: 'API key',
    whyNot: 'The name of the API key is not a valid name of a header or parameter.'
  }
  if (scheme.in === 'query')
    return name === '' || name.length > 100
      ? unnamed
      : { label: `API key in the parameter ${name}`, parts: keyInQuery(name) }
  if (scheme.in === 'cookie')
    return /^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}$/.test(name)
      ? { label: `API key in the cookie ${name}`, parts: keyInHeader('Cookie', `${name}=`) }
      : unnamed
  return /^[A-Za-z0-9_-]{1,100}$/.test(name)
    ? { label: `API key in the header ${name}`, parts: keyInHeader(name) }
    : unnamed
}

const readScheme = (scheme: Node): Read => {
  const type = textOf(scheme.type)
  if (type === 'apiKey') return readKey(scheme)
  if (type === 'oauth2') return readOAuth(scheme)
  if (type === 'basic') return { label: 'User name and password', parts: basic }
  if (type === 'http') {
    const name = textOf(scheme.scheme).toLowerCase()
    if (name === 'basic') return { label: 'User name and password', parts: basic }
    if (name === 'bearer') return { label: 'Bearer token', parts: bearer }
    return {
      label: `HTTP ${name.slice(0, 40)}`,
      whyNot: 'Only the HTTP schemes basic and bearer are supported.'
    }
  }
  const known = type === 'openIdConnect' ? 'OpenID Connect' : type === 'mutualTLS' ? 'Mutual TLS' : 'Unknown'
  return { label: known, whyNot: `Schemes of the type “${type.slice(0, 40)}” are not supported.` }
}

const schemesIn = ({ root, version, resolve }: ApiDocument): [key: string, scheme: Node][] =>
  Object.entries(
    nodeOf(version === '2.0' ? root.securityDefinitions : nodeOf(root.components).securitySchemes)
  ).flatMap(([key, raw]): [string, Node][] => {
    const scheme = resolve(raw)
    return scheme === null ? [] : [[key, scheme]]
  })

/**
 * Returns the schemes of documents, followed by the offered schemes. Lists each way to authenticate only
 * once, under the first name that a document declares.
 */
export const schemesOf = (documents: readonly ApiDocument[]): ApiScheme[] => {
  const schemes: ApiScheme[] = []
  const ways: { scheme: ApiScheme; parts: Parts }[] = []
  for (const document of documents) {
    const required = new Set(
      itemsOf(document.root.security).flatMap(requirement => Object.keys(nodeOf(requirement)))
    )
    for (const [key, scheme] of schemesIn(document)) {
      if (key.startsWith('+') || schemes.some(other => other.key === key)) continue
      const read = readScheme(scheme)
      const isRequired = required.has(key)
      const same = 'parts' in read ? ways.find(({ parts }) => sameJson(parts, read.parts)) : undefined
      if (same !== undefined) {
        same.scheme.isRequired ||= isRequired
        continue
      }
      const found: ApiScheme = {
        key,
        label: read.label,
        whyNot: 'whyNot' in read ? read.whyNot : null,
        isRequired,
        way: 'parts' in read ? wayOf(read.parts) : null
      }
      schemes.push(found)
      if ('parts' in read) ways.push({ scheme: found, parts: read.parts })
    }
  }
  const others = offered.filter(({ parts: own }) => !ways.some(({ parts }) => sameJson(parts, own)))
  return [
    ...schemes,
    ...others.map(({ key, label, parts }) => ({
      key,
      label,
      whyNot: null,
      isRequired: false,
      way: wayOf(parts)
    }))
  ]
}

const partsOf = (key: string, documents: readonly ApiDocument[]): { label: string; parts: Parts } | null => {
  const known = offered.find(other => other.key === key)
  if (known !== undefined) return known
  for (const document of documents) {
    const found = schemesIn(document).find(([name]) => name === key)
    if (found === undefined) continue
    const read = readScheme(found[1])
    return 'parts' in read ? read : null
  }
  return null
}

/**
 * Returns an authentication with the given schemes as its methods. Without schemes, it has no credentials.
 */
export const authenticationOf = (params: {
  schemes: readonly string[]
  documents: readonly ApiDocument[]
  base: ReadBase
  note: (note: ImportNote) => void
}): Authentication => {
  const { schemes, documents, base, note } = params
  const methods = schemes.slice(0, methodLimits.methods).flatMap((key, index): AuthenticationMethod[] => {
    const read = partsOf(key, documents)
    if (read === null) return []
    const method = AuthenticationMethod.safeParse({
      id: index === 0 ? 'main' : `method_${index + 1}`,
      name: `${read.label.slice(0, 50)}${index === 0 ? '' : ` ${index + 1}`}`,
      ...read.parts,
      fields: [...base.fields, ...read.parts.fields],
      ...{ baseUrl: base.baseUrl, allowedHosts: base.allowedHosts }
    })
    if (method.success) return [method.data]
    note({
      place: `security scheme ${key.slice(0, 80)}`,
      reason: 'The security scheme has invalid values. Set it up on the Authentication page.'
    })
    return []
  })
  const [first, ...others] = methods
  const { baseUrl, fields, allowedHosts } = base
  if (first === undefined)
    return {
      ...{ ...noAuthentication, baseUrl, fields, allowedHosts },
      kind: fields.length === 0 ? 'none' : 'custom'
    }
  if (others.length > 0) return { ...first, others }
  const { id: _id, name: _name, ...only } = first
  return only
}
