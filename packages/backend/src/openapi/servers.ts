import {
  AllowedHost,
  type Binding,
  CONNECTION_CARD,
  type ConnectionField,
  literal,
  pill
} from '@hookwright/model'
import { type ApiDocument, itemsOf, type Node, nodeOf, textOf } from './document.ts'
import { createNamer } from './names.ts'

/** Maximum number of base URLs to choose from. */
const MOST_SERVERS = 20

const withoutSlash = (url: string): string => url.replace(/\/+$/, '')

const isWhole = (url: string): boolean => /^https?:\/\/./i.test(url)

/** Removes the user name and password from a URL. A backslash ends the host, like a slash. */
const withoutLogin = (url: string): string => url.replace(/^(https?:\/\/)[^/?#\\]*@/i, '$1')

/**
 * Returns the URL of a server, which may contain a user name and password. Replaces each variable that has
 * only one value; other `{name}` placeholders remain.
 */
const writtenUrlOf = (server: Node): string =>
  withoutSlash(
    textOf(server.url).replace(/\{([^{}]*)\}/g, (part, name: string) => {
      const variable = nodeOf(nodeOf(server.variables)[name])
      const fixed = textOf(variable.default)
      return itemsOf(variable.enum).length === 1 && fixed !== '' ? fixed : part
    })
  )

/**
 * Returns the absolute URLs of servers, which may contain user names and passwords. Omits relative paths,
 * since they are no base URLs.
 */
const writtenUrlsIn = (servers: unknown): string[] =>
  itemsOf(servers)
    .slice(0, MOST_SERVERS)
    .map(server => writtenUrlOf(nodeOf(server)))
    .filter(isWhole)

const urlsIn = (servers: unknown): string[] => writtenUrlsIn(servers).map(withoutLogin)

/** Returns the base URLs in a document, which may contain user names and passwords. */
const writtenServersOf = ({ root, version }: ApiDocument): string[] => {
  if (version !== '2.0') return writtenUrlsIn(root.servers)
  const host = textOf(root.host)
  if (host === '') return []
  const schemes = itemsOf(root.schemes).map(textOf)
  const scheme = schemes.includes('https') || schemes.length === 0 ? 'https' : schemes[0]
  const url = withoutSlash(`${scheme}://${host}${textOf(root.basePath)}`)
  return isWhole(url) ? [url] : []
}

/** Returns the base URLs in a document, without user names and passwords. */
export const serversOf = (document: ApiDocument): string[] => [
  ...new Set(writtenServersOf(document).map(withoutLogin))
]

/** Remark about a URL whose user name and password were removed, since these belong to a connection. */
export const loginLeftOut =
  'The user name and password in the server URL were left out. Choose a way to authenticate and enter them in a connection.'

/** Returns the locations of server URLs with a user name and password. */
export const placesOfLogins = (
  document: ApiDocument,
  operations: readonly { key: string; node: Node; item: Node }[]
): string[] => {
  const hasLogin = (urls: string[]): boolean => urls.some(url => withoutLogin(url) !== url)
  return [
    ...(hasLogin(writtenServersOf(document)) ? ['servers'] : []),
    ...operations
      .filter(({ node, item }) => hasLogin([node, item].flatMap(at => writtenUrlsIn(at.servers))))
      .map(({ key }) => key)
  ]
}

/** Returns the server URL of an operation or its path. Null if neither has one. */
export const ownServerOf = ({ node, item }: { node: Node; item: Node }): string | null =>
  [...urlsIn(node.servers), ...urlsIn(item.servers)][0] ?? null

/** Returns the defaults of a document's server variables by name. */
const defaultsOf = ({ root }: ApiDocument): Map<string, string> =>
  new Map(
    itemsOf(root.servers).flatMap(server =>
      Object.entries(nodeOf(nodeOf(server).variables)).map(([name, variable]): [string, string] => [
        name,
        textOf(nodeOf(variable).default)
      ])
    )
  )

/** Base URL for an authentication, with a connection field for each variable in it. */
export interface ReadBase {
  baseUrl: Binding
  fields: ConnectionField[]
  /**
   * Allowed hosts. Empty if the host contains a variable; credentials are then sent only to the host of the
   * base URL.
   */
  allowedHosts: string[]
  /** True if a user name and password were removed from the URL. */
  hadLogin: boolean
}

/**
 * Returns the host of a base URL; null if the host is not fixed. A pattern such as `*.example.com` would
 * include hosts of others.
 */
const hostOf = (url: string): string | null => {
  const [, authority = ''] = /^https?:\/\/([^/?#\\]*)/i.exec(url) ?? []
  const host = authority.toLowerCase()
  return AllowedHost.safeParse(host).success ? host : null
}

/** Reads a base URL. Each `{name}` becomes a connection field. */
export const readBase = (url: string, documents: readonly ApiDocument[]): ReadBase => {
  const written = withoutSlash(url.trim())
  const typed = withoutLogin(written)
  const defaults = new Map(documents.flatMap(document => [...defaultsOf(document)]))
  const namer = createNamer()
  const fields: ConnectionField[] = []
  const ids = new Map<string, string>()
  const parts = typed.split(/(\{[^{}]+\})/).filter(part => part !== '')
  for (const part of parts) {
    const [, name] = /^\{(.+)\}$/.exec(part) ?? []
    if (name === undefined || ids.has(name)) continue
    const field: ConnectionField = {
      id: `server_${namer.idOf(name)}`.slice(0, 100),
      label: namer.labelOf(name, ''),
      entry: 'text',
      required: true,
      ...(defaults.get(name) ? { initial: defaults.get(name) } : {})
    }
    ids.set(name, field.id)
    fields.push(field)
  }
  const host = hostOf(typed)
  const baseUrl: Binding =
    fields.length === 0
      ? literal(typed)
      : {
          kind: 'text',
          parts: parts.map(part => {
            const id = ids.get(part.slice(1, -1))
            return part.startsWith('{') && id !== undefined ? pill(CONNECTION_CARD, id) : part
          })
        }
  return { baseUrl, fields, allowedHosts: host === null ? [] : [host], hadLogin: typed !== written }
}
