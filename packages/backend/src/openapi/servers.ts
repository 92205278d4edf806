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

/** Addresses offered for a base URL. */
const MOST_SERVERS = 20

const withoutSlash = (url: string): string => url.replace(/\/+$/, '')

const isWhole = (url: string): boolean => /^https?:\/\/./i.test(url)

/** Returns the URL of a server with `{name}` for variables that have no single value. */
const urlOfServer = (server: Node): string =>
  withoutSlash(
    textOf(server.url).replace(/\{([^{}]*)\}/g, (part, name: string) => {
      const variable = nodeOf(nodeOf(server.variables)[name])
      const fixed = textOf(variable.default)
      return itemsOf(variable.enum).length === 1 && fixed !== '' ? fixed : part
    })
  )

/** Returns the whole URLs of servers. A path alone is no base URL. */
const urlsIn = (servers: unknown): string[] =>
  itemsOf(servers)
    .slice(0, MOST_SERVERS)
    .map(server => urlOfServer(nodeOf(server)))
    .filter(isWhole)

/** Returns the base URLs that a document names. */
export const serversOf = ({ root, version }: ApiDocument): string[] => {
  if (version !== '2.0') return [...new Set(urlsIn(root.servers))]
  const host = textOf(root.host)
  if (host === '') return []
  const schemes = itemsOf(root.schemes).map(textOf)
  const scheme = schemes.includes('https') || schemes.length === 0 ? 'https' : schemes[0]
  const url = withoutSlash(`${scheme}://${host}${textOf(root.basePath)}`)
  return isWhole(url) ? [url] : []
}

/** Returns the URL of an operation's own server, or of its path's; null where it has none. */
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

/** Base URL of an authentication, with the connection fields for its variables and the hosts that it allows. */
export interface ReadBase {
  baseUrl: Binding
  fields: ConnectionField[]
  allowedHosts: string[]
}

const hostOf = (url: string): string | null => {
  const [, authority = ''] = /^https?:\/\/([^/?#]*)/i.exec(url) ?? []
  const host = authority.slice(authority.lastIndexOf('@') + 1).toLowerCase()
  const pattern = host.replace(/^[^.]*\{[^{}]*\}[^.]*\./, '*.')
  return AllowedHost.safeParse(pattern).success ? pattern : null
}

/** Reads a base URL with `{name}` for the fields of a connection. */
export const readBase = (url: string, documents: readonly ApiDocument[]): ReadBase => {
  const typed = withoutSlash(url.trim())
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
  return { baseUrl, fields, allowedHosts: host === null ? [] : [host] }
}
