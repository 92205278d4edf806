import { requestActionTemplate } from '@hookwright/cards/templates'
import {
  type Authentication,
  CONNECTION_CARD,
  type ConnectionField,
  type Header,
  isSecretName,
  literal,
  noAuthentication,
  pill,
  plainBranding,
  requestCardOf,
  text
} from '@hookwright/model'
import { type CurlRequest, readCurl } from '../../../features/canvas/clipboard/read-curl.ts'
import type { NewConnector } from './connector-start.ts'

/** HTTP methods that Raw Request supports, each with a verb for the action's name. */
const verbs: Readonly<Record<string, string>> = {
  GET: 'Get',
  POST: 'Create',
  PUT: 'Update',
  PATCH: 'Update',
  DELETE: 'Delete'
}

/** Request of a curl command for a new connector, or the reason why the command cannot be used. */
export type CurlStart = { ok: true; request: CurlRequest } | { ok: false; message: string }

/** Reads a curl command for a new connector. */
export const readCurlStart = (typed: string): CurlStart => {
  const read = readCurl(typed)
  if (!read.ok) return { ok: false, message: read.why }
  const { method } = read.request
  return Object.hasOwn(verbs, method)
    ? read
    : {
        ok: false,
        message: `The Raw Request card does not support ${method}. Paste a command with another method.`
      }
}

const capital = (word: string): string => word.slice(0, 1).toUpperCase() + word.slice(1)

/** Returns the name of a service from its host: `api.acme.example` becomes “Acme”. */
export const serviceNameOf = ({ url }: CurlRequest): string => {
  const { hostname } = new URL(url)
  if (/^[\d.]+$|:/.test(hostname)) return ''
  const labels = hostname.split('.')
  const name = labels.at(-2) ?? labels[0] ?? ''
  return capital(name.replaceAll(/[^A-Za-z0-9_-]/g, ''))
}

/** Returns the name of an action from its method and the last word in its path: “Create users”. */
export const actionNameOf = ({ method, url }: CurlRequest): string => {
  const words = new URL(url).pathname.split('/').filter(part => /^[A-Za-z][A-Za-z_-]*$/.test(part))
  const object = (words.at(-1) ?? 'data').replaceAll(/[_-]+/g, ' ').trim()
  return `${verbs[method] ?? 'Send'} ${object === '' ? 'data' : object.slice(0, 60)}`
}

const own = (id: string) => pill(CONNECTION_CARD, id)

const fieldOf = (id: string, label: string, entry: ConnectionField['entry']): ConnectionField => ({
  ...{ id, label, entry, required: true }
})

/** Authentication found in a curl command, with a label. */
interface Found {
  label: string
  /**
   * Header of the command with the credentials. It is removed from the action's request, since the connection
   * adds it; null for none.
   */
  header: Header | null
  parts: Pick<Authentication, 'kind' | 'fields' | 'placement'>
}

const basic: Found['parts'] = {
  kind: 'basic',
  fields: [fieldOf('username', 'User name', 'text'), fieldOf('password', 'Password', 'password')],
  placement: { kind: 'basic', username: own('username'), password: own('password') }
}

const bearer: Found['parts'] = {
  kind: 'api-key',
  fields: [fieldOf('token', 'Access token', 'password')],
  placement: { kind: 'header', name: 'Authorization', value: text('Bearer ', own('token')) }
}

/**
 * Returns the authentication that the command uses: its credentials option, or its first header whose name
 * suggests a secret. Null if there is none.
 */
const findAuthentication = ({ credentials, headers }: CurlRequest): Found | null => {
  const header = headers.find(({ name }) => isSecretName(name) && name.toLowerCase() !== 'cookie') ?? null
  const [, scheme = ''] = /^([A-Za-z][\w-]*) +\S/.exec(header?.value ?? '') ?? []
  const isAuthorization = header?.name.toLowerCase() === 'authorization'
  if (credentials === 'basic' || (isAuthorization && /^basic$/i.test(scheme)))
    return { label: 'User name and password', header: isAuthorization ? header : null, parts: basic }
  if (credentials === 'bearer' || (isAuthorization && /^bearer$/i.test(scheme)))
    return { label: 'Bearer token', header: isAuthorization ? header : null, parts: bearer }
  if (header === null || !/^[A-Za-z0-9_-]{1,100}$/.test(header.name)) return null
  const key = own('apiKey')
  return {
    label: `API key in the header ${header.name}`,
    header,
    parts: {
      kind: 'api-key',
      fields: [fieldOf('apiKey', 'API key', 'password')],
      placement: {
        ...{ kind: 'header', name: header.name },
        value: scheme === '' ? key : text(`${scheme} `, key)
      }
    }
  }
}

/** Connector with one action from a curl command, and the texts of its preview. */
export interface CurlConnector {
  connector: NewConnector
  /** Label of the authentication; null for none. */
  authentication: string | null
  /** Sentences about parts of the command that were left out. */
  remarks: string[]
}

/** Creates a connector whose action sends the request of a curl command. Secrets become fields of a connection. */
export const makeOfCurl = ({
  name,
  request,
  newId
}: {
  name: string
  request: CurlRequest
  newId: () => string
}): CurlConnector => {
  const { origin, pathname, search } = new URL(request.url)
  const found = findAuthentication(request)
  const made = requestCardOf({
    ...request,
    url: `${pathname}${search}`,
    headers: request.headers.filter(header => header !== found?.header),
    mayBeJson: true
  })
  const remarks = [...request.remarks, ...made.remarks]
  const title = actionNameOf(request)
  return {
    connector: {
      name,
      description: '',
      authentication: { ...noAuthentication, ...found?.parts, baseUrl: literal(origin) },
      branding: plainBranding,
      flows: [
        {
          name: title,
          doc: requestActionTemplate({
            ...{ title, note: remarks.join(' '), newId },
            request: {
              config: { ...made.config, encodeUrl: true, authenticate: found !== null },
              inputs: made.inputs
            }
          })
        }
      ]
    },
    authentication: found?.label ?? null,
    remarks
  }
}
