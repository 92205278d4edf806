import { pill, text } from '../flows/binding.ts'
import type { Id } from '../kernel/ids.ts'
import {
  ACCESS_TOKEN,
  type Authentication,
  CONNECTION_CARD,
  type ConnectionField,
  type Placement
} from './authentication.ts'
import type { ConnectionValues } from './connection.ts'

/**
 * Id of the built-in API Connector, for services without a connector. Base URL and hosts are values of each
 * connection. The connector is defined in code; rows in the store only refer to its id.
 */
export const API_CONNECTOR: Id = '01900000-0000-7000-8000-0000000000d1'
export const API_VERSION: Id = '01900000-0000-7000-8000-0000000000d2'

export const API_CONNECTOR_NAME = 'API Connector'

/**
 * Ids of the API Connector's connection fields that code refers to: base URL, additional hosts, and header
 * name.
 */
export const apiFields = { baseUrl: 'baseUrl', hosts: 'hosts', headerName: 'headerName' } as const

const of = (field: string) => pill(CONNECTION_CARD, field)

const field = (
  id: string,
  label: string,
  entry: 'text' | 'password' = 'text',
  required = true
): ConnectionField => ({ id, label, entry, required })

const shared: ConnectionField[] = [
  field(apiFields.baseUrl, 'Base URL', 'text', false),
  field(apiFields.hosts, 'Other allowed hosts', 'text', false)
]

const bearer = (value: string): Placement => ({
  kind: 'header',
  name: 'Authorization',
  value: text('Bearer ', of(value))
})

const common = {
  ofConnection: true,
  baseUrl: of(apiFields.baseUrl),
  allowedHosts: []
} satisfies Partial<Authentication>

/**
 * Authentication methods of the API Connector. `resolveAuthentication` adds the values of a
 * connection.
 */
export const apiAuthentication: Authentication = {
  ...common,
  id: 'none',
  name: 'None',
  kind: 'custom',
  fields: shared,
  // Places nothing, and yet holds requests to the hosts of the connection.
  placement: { kind: 'parameters', headers: {}, query: {} },
  others: [
    {
      ...common,
      id: 'basic',
      name: 'User name and password',
      kind: 'basic',
      fields: [...shared, field('username', 'User name'), field('password', 'Password', 'password', false)],
      placement: { kind: 'basic', username: of('username'), password: of('password') }
    },
    {
      ...common,
      id: 'bearer',
      name: 'Bearer token',
      kind: 'api-key',
      fields: [...shared, field('token', 'Token', 'password')],
      placement: bearer('token')
    },
    {
      ...common,
      id: 'api_key',
      name: 'API key in a header',
      kind: 'api-key',
      fields: [
        ...shared,
        { ...field(apiFields.headerName, 'Header name'), initial: 'X-API-Key' },
        field('headerValue', 'API key', 'password')
      ],
      placement: { kind: 'header', name: 'X-API-Key', value: of('headerValue') }
    },
    {
      ...common,
      id: 'client_credentials',
      name: 'OAuth 2 client credentials',
      kind: 'client-credentials',
      fields: [
        ...shared,
        field('tokenUrl', 'Token URL'),
        field('clientId', 'Client ID'),
        field('clientSecret', 'Client secret', 'password'),
        field('scope', 'Scopes', 'text', false)
      ],
      placement: bearer(ACCESS_TOKEN),
      token: {
        url: of('tokenUrl'),
        clientId: of('clientId'),
        clientSecret: of('clientSecret'),
        scope: of('scope'),
        sendAs: 'header'
      }
    }
  ]
}

/** Returns the additional hosts of a connection, in lower case. The host of its base URL is not included. */
export const hostsIn = (values: ConnectionValues): string[] =>
  (values[apiFields.hosts] ?? '')
    .toLowerCase()
    .split(/[\s,;]+/)
    .filter(host => host !== '')

const hostOfBase = (values: ConnectionValues): string[] => {
  const [, host] = /^https?:\/\/([^/?#@]+)/i.exec(values[apiFields.baseUrl]?.trim() ?? '') ?? []
  return host === undefined ? [] : [host.toLowerCase()]
}

/**
 * Returns an authentication method with the hosts and header name of a connection. These are filled in only
 * if the connector leaves them to each connection.
 */
export const resolveAuthentication = <Method extends Authentication>(
  method: Method,
  values: ConnectionValues
): Method => {
  if (method.ofConnection !== true) return method
  const { placement } = method
  const headerName = values[apiFields.headerName]
  return {
    ...method,
    allowedHosts: [...hostsIn(values), ...hostOfBase(values)],
    placement:
      placement.kind === 'header' && headerName !== undefined ? { ...placement, name: headerName } : placement
  }
}
