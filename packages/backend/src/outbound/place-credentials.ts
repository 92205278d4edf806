import { readerOf, type Scope } from '@hookwright/engine'
import {
  ACCESS_TOKEN,
  type Authentication,
  type Binding,
  CONNECTION_CARD,
  type ConnectionValues,
  Fault,
  one,
  pillsOf
} from '@hookwright/model'
import { addQuery } from './request-url.ts'

/** Credentials of a connection, with the hosts that may receive them. */
export interface Credentials {
  /** Base URL. Empty if every request has an absolute URL. */
  baseUrl: string
  /** Allowed hosts: `host`, `host:port` or `*.domain`. If empty, only the host of the base URL is allowed. */
  allowedHosts: string[]
  /** Adds the credentials; null when there are none. Header names are in lower case. */
  place: ((url: URL, headers: Record<string, string>) => void) | null
  /** Secrets that may be sent only to the allowed hosts, in any part of a request. */
  secrets: string[]
}

/**
 * Returns the credentials of a connection: its connector's authentication, filled with the connection's
 * values. The base URL is resolved immediately, the credentials when they are placed. A header or parameter
 * without a value is omitted.
 * @throws {Fault} Placing throws `connection.incomplete` if a required value is missing, and `http.header`
 * for a user name that Basic does not support.
 */
export const placeCredentials = (authentication: Authentication, values: ConnectionValues): Credentials => {
  const { placement, allowedHosts } = authentication
  const scope: Scope = new Map([[CONNECTION_CARD, values]])
  const read = (binding: Binding): string => textOf(binding, scope)
  const fill = (binding: Binding): string => {
    requireValues(binding, authentication, values)
    return read(binding)
  }
  return {
    baseUrl: read(authentication.baseUrl),
    allowedHosts,
    secrets: secretsOf(authentication, values),
    place: placement.kind === 'none' ? null : (url, headers) => put(placement, fill, url, headers)
  }
}

/** Returns the values of password fields and the access token. */
const secretsOf = ({ fields }: Authentication, values: ConnectionValues): string[] =>
  [...fields.filter(({ entry }) => entry === 'password').map(({ id }) => id), ACCESS_TOKEN]
    .map(id => values[id] ?? '')
    .filter(value => value !== '')

const textOf = (binding: Binding, scope: Scope): string => {
  const read = readerOf(binding, one('text'))(scope)
  return read.ok && typeof read.value === 'string' ? read.value : ''
}

const requireValues = (binding: Binding, { fields }: Authentication, values: ConnectionValues): void => {
  const used = new Set(pillsOf(binding).map(pill => pill.field))
  const missing = fields.find(({ id, required }) => required && used.has(id) && (values[id] ?? '') === '')
  if (missing !== undefined) throw new Fault('connection.incomplete', { label: missing.label })
}

const put = (
  placement: Exclude<Authentication['placement'], { kind: 'none' }>,
  fill: (binding: Binding) => string,
  url: URL,
  headers: Record<string, string>
): void => {
  const putHeader = (name: string, value: string): void => {
    if (value !== '') headers[name.toLowerCase()] = value
  }
  switch (placement.kind) {
    case 'header':
      putHeader(placement.name, fill(placement.value))
      return
    case 'basic':
      putHeader('authorization', basic(fill(placement.username), fill(placement.password)))
      return
    case 'parameters':
      for (const [name, value] of Object.entries(placement.headers)) putHeader(name, fill(value))
      for (const [name, value] of Object.entries(placement.query)) putParameter(url, name, fill(value))
  }
}

/** Returns the value of a Basic Authorization header (RFC 7617), in UTF-8. */
const basic = (username: string, password: string): string => {
  if (username.includes(':')) {
    const why = 'the user name of Basic authentication cannot contain a colon.'
    throw new Fault('http.header', { name: 'authorization', why })
  }
  return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`
}

/** Sets a query parameter, replacing any value from the request or a redirect. */
const putParameter = (url: URL, name: string, value: string): void => {
  if (value === '') return
  if (url.searchParams.has(name)) url.searchParams.delete(name)
  addQuery(url, [[name, value]])
}
