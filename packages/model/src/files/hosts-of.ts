import type { Authentication } from '../connectors/authentication.ts'
import { methodsOf } from '../connectors/methods.ts'
import type { Binding } from '../flows/binding.ts'
import type { Flow } from '../flows/flow.ts'
import { isJsonObject } from '../kernel/json.ts'
import { byCodeUnits } from './folder.ts'

/** Host that a connector or a flow sends requests to. Includes the places where the host is configured. */
export interface CalledHost {
  /** Host pattern. `*` stands for a part that is known only at run time; a bare `*` stands for any host. */
  host: string
  places: string[]
}

/** Id of a card's input that contains the URL of its request. */
const URL_INPUT = 'url'

/**
 * Returns the host as it is sent: in lower case, with international names in ASCII and without a default
 * port.
 */
const asSent = (authority: string): string => {
  const host = authority.slice(authority.lastIndexOf('@') + 1).toLowerCase()
  if (host.includes('*')) return host
  try {
    return new URL(`https://${host}`).host
  } catch {
    return host
  }
}

/** Returns the host of a URL in which `*` stands for values. `null` for a path relative to the base URL. */
const hostIn = (text: string): string | null => {
  // Readers of URLs drop tabs and line breaks, and take a backslash for a slash.
  const line = text.replace(/[\t\r\n]/g, '').replaceAll('\\', '/')
  const [, authority] = /^[\s\p{Cc}]*(?:https?:\/*|\/{2,})([^/?#]*)/iu.exec(line) ?? []
  if (authority !== undefined) return asSent(authority)
  return line.startsWith('*') ? '*' : null
}

const textOfBinding = (binding: Binding): string => {
  switch (binding.kind) {
    case 'literal':
      return typeof binding.value === 'string' ? binding.value : ''
    case 'pill':
      return '*'
    case 'text':
      return binding.parts.map(part => (typeof part === 'string' ? part : '*')).join('')
  }
}

/** Returns the hosts that receiving rules make the server call: to fetch keys, and to confirm handshakes. */
const fetchedIn = (value: unknown): string[] => {
  if (Array.isArray(value)) return value.flatMap(fetchedIn)
  if (!isJsonObject(value)) return []
  const { url, hosts } = value
  const named = Array.isArray(hosts)
    ? hosts.flatMap(host => (typeof host === 'string' ? [host.toLowerCase()] : []))
    : []
  const own = typeof url === 'string' && named.length === 0 ? [hostIn(url) ?? ''] : []
  return [...named, ...own, ...Object.values(value).flatMap(fetchedIn)]
}

const hostsOfMethods = (authentication: Authentication): [host: string, place: string][] =>
  methodsOf(authentication).flatMap(({ allowedHosts, baseUrl, token, code, ofConnection }) => {
    const urls = [baseUrl, token?.url, code?.authorizeUrl, code?.tokenUrl, code?.refreshUrl, code?.revokeUrl]
    const hosts = urls.flatMap(url => (url === undefined ? [] : (hostIn(textOfBinding(url)) ?? [])))
    return [...hosts, ...allowedHosts, ...(ofConnection ? ['*'] : [])].map(host => [host, 'Authentication'])
  })

/**
 * Types of cards that send no requests but have inputs named by makers. In these cards, an input named `url`
 * is only data.
 */
const sendsNothing = new Set(['object-construct', 'return', 'return-outputs'])

const hostsOfFlow = ({ cards }: Flow): string[] =>
  Object.values(cards).flatMap(({ type, inputs, config }) => {
    const url = Object.hasOwn(inputs, URL_INPUT) && !sendsNothing.has(type) ? inputs[URL_INPUT] : undefined
    const called = url === undefined ? null : hostIn(textOfBinding(url))
    return [...(called === null ? [] : [called]), ...fetchedIn(config.receiving)]
  })

/**
 * Returns the hosts that a connector or a user's flow calls, in alphabetical order. They are collected from
 * its authentication, request URLs and receiving rules.
 */
export const hostsOf = (content: {
  authentication?: Authentication
  flows: readonly { name: string | null; doc: Flow }[]
}): CalledHost[] => {
  const { authentication, flows } = content
  const places = new Map<string, Set<string>>()
  const add = (host: string, place: string): void => {
    if (host === '') return
    const known = places.get(host) ?? new Set()
    places.set(host, known.add(place))
  }
  if (authentication !== undefined)
    for (const [host, place] of hostsOfMethods(authentication)) add(host, place)
  for (const { name, doc } of flows) for (const host of hostsOfFlow(doc)) add(host, name || 'Unnamed flow')
  return [...places]
    .map(([host, named]) => ({ host, places: [...named].sort(byCodeUnits) }))
    .sort((one, other) => byCodeUnits(one.host, other.host))
}
