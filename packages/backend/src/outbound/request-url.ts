import { Fault } from '@hookwright/model'

/** Pattern of an absolute URL. The slashes distinguish it from a path such as `users:search`. */
const wholeUrl = /^[A-Za-z][A-Za-z0-9+.-]*:\/\//

/**
 * Returns the URL of a request. An absolute URL is used unchanged. A path is joined to the base URL and
 * cannot leave it. `onlyBelowBase` rejects absolute URLs and “..”, even percent-encoded. The query is
 * appended to the URL's own query. A fragment is dropped, since it is never sent.
 * @throws {Fault} `http.url`.
 */
export const requestUrl = (params: {
  url: string
  query: Record<string, string | string[]>
  baseUrl: string
  onlyBelowBase?: boolean
}): URL => {
  const text = params.url.trim()
  if (params.onlyBelowBase) refuseElsewhere(text)
  const url = wholeUrl.test(text) ? checkedUrl(text) : joined(text, params.baseUrl)
  const pairs = Object.entries(params.query).flatMap(([name, values]) =>
    [values].flat().map((value): [string, string] => [name, value])
  )
  addQuery(url, pairs)
  return url
}

/** Appends query parameters without re-encoding the existing parameters. The URL API would re-encode them. */
export const addQuery = (url: URL, pairs: [string, string][]): void => {
  if (pairs.length === 0) return
  const added = new URLSearchParams(pairs).toString()
  url.search = url.search === '' ? added : `${url.search}&${added}`
}

/**
 * Parses a request URL and removes its fragment. A relative URL is resolved against `from`.
 * @throws {Fault} `http.url`.
 */
export const checkedUrl = (text: string, from?: string): URL => {
  const refuse = (why: string): Fault => new Fault('http.url', { url: shownText(text), why })
  if (hasControl(text)) throw refuse('it contains a line break or another control character.')
  if (!URL.canParse(text, from))
    throw refuse('it is not a URL; enter one such as https://api.example.com/users.')
  const url = new URL(text, from)
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    throw refuse('only http and https are supported.')
  if (url.username !== '' || url.password !== '') {
    throw refuse(
      'it contains a user name or a password; remove them and use the authentication of the connector.'
    )
  }
  url.hash = ''
  return url
}

/** Returns a URL for messages. Removes the query, which often contains secrets. */
export const shownUrl = (url: URL): string => url.origin + url.pathname

const shownText = (text: string): string =>
  text
    .replace(/[?#].*/s, '')
    .replace(/\/\/[^/]*@/, '//')
    .slice(0, 500)

const hasControl = (text: string): boolean => /\p{Cc}/u.test(text)

const joined = (path: string, baseUrl: string): URL => {
  const refuse = (why: string): Fault => new Fault('http.url', { url: shownText(path), why })
  if (hasControl(path)) throw refuse('it contains a line break or another control character.')
  if (baseUrl.trim() === '') {
    throw refuse(
      'it is only a path, but the connector has no base URL; enter the full URL or set a base URL.'
    )
  }
  if (/^[/\\]{2}/.test(path)) throw refuse('it begins with two slashes; enter a full URL or a path.')
  const url = checkedUrl(baseUrl.trim())
  if (url.search !== '') {
    throw new Fault('http.url', {
      url: shownUrl(url),
      why: 'a base URL cannot have a query string; remove it.'
    })
  }
  const base = url.pathname.replace(/\/+$/, '')
  const [, ownPath = '', query = ''] = /^([^?#]*)\??([^#]*)/s.exec(path) ?? []
  url.pathname = ownPath === '' ? url.pathname : `${base}/${ownPath.replace(/^[/\\]/, '')}`
  url.search = query
  const leaves = url.pathname !== base && !url.pathname.startsWith(`${base}/`)
  if (leaves || climbs(url.pathname.slice(base.length))) {
    throw refuse('it leaves the base URL with “..”; enter a path without it.')
  }
  return url
}

/** Checks that a text is only a path. Throws `http.url` for any other text. */
const refuseElsewhere = (text: string): void => {
  const refuse = (why: string): Fault => new Fault('http.url', { url: shownText(text), why })
  const path = unescaped(text.replace(/[?#].*/s, ''))
  if (/^[A-Za-z][A-Za-z0-9+.-]*:[/\\]/.test(path))
    throw refuse('it is a full URL; enter a path below the base URL of the connector.')
  if (/^[/\\]{2}/.test(path)) throw refuse('it begins with two slashes; enter a path below the base URL.')
  if (path.split(/[/\\]/).some(part => part.replace(/;.*/s, '').trim() === '..'))
    throw refuse('it contains “..”; enter a path without it.')
}

/** Decodes percent-encoded dots, slashes, colons and percent signs, at any nesting. */
const unescaped = (text: string): string => {
  const once = text
    .replace(/%2e/gi, '.')
    .replace(/%2f/gi, '/')
    .replace(/%5c/gi, '\\')
    .replace(/%3a/gi, ':')
    .replace(/%25/g, '%')
  return once === text ? text : unescaped(once)
}

/**
 * Returns true for a path with an encoded “..”. The URL API resolves only a plain “..”, but the service may
 * decode an encoded slash.
 */
const climbs = (path: string): boolean => {
  const decoded = path.replace(/%2e/gi, '.').replace(/%(2f|5c)/gi, '/')
  return decoded.split('/').includes('..')
}
