import type { HttpRequest } from '@hookwright/engine'
import { Fault, isJsonObject, type Json, parseJson, valueAt } from '@hookwright/model'
import { readPath } from '../kernel/parse-path.ts'
import { setAt } from '../object-set/set-at.ts'
import type { Paging } from './paging.ts'

/**
 * Way to request a page: by its full URL, or by the value of a parameter. The first page may need neither.
 */
export type PageRequest =
  | { is: 'link'; url: string }
  | { is: 'parameter'; name: string; value: string | number }
  | { is: 'first' }

/** Received page of a paginated response. */
export interface Page {
  json: unknown
  headers: Record<string, string>
  /** Final URL without its query. */
  url: string
  records: readonly unknown[]
}

const fail = (message: string): never => {
  throw new Fault('card.failed', { message })
}

/**
 * Returns the value at an entered path, or the whole JSON if the path is empty. Throws `card.failed` for an
 * invalid path.
 */
const at = (json: unknown, typed: string, card: string): unknown =>
  typed.trim() === '' ? json : valueAt(json, readPath(typed.trim(), card))

/** Returns the records of a page. Throws `card.failed` where there is no list. */
export const recordsOf = (
  json: unknown,
  { recordsAt }: Pick<Paging, 'recordsAt'>,
  { card, number }: { card: string; number: number }
): readonly unknown[] => {
  const found = at(json, recordsAt, card)
  if (Array.isArray(found)) return found
  // Some services leave an empty list out.
  if (number > 1 && (found === null || found === undefined)) return []
  const where = recordsAt.trim() === '' ? 'The response' : `“${recordsAt.slice(0, 100)}” in the response`
  return fail(
    `“${card}” found no list of records on page ${number}. ${where} is not a list; correct “Records path”.`
  )
}

/** Returns the target of `rel="next"` in a Link header (RFC 8288). */
const nextInHeader = (header: string): string | null => {
  for (const [, target = '', parameters = ''] of header.matchAll(/<([^>]*)>((?:\s*;\s*[^;,]+)*)/g)) {
    const [, relations = ''] = /;\s*rel\s*=\s*"?([^";]*)"?/i.exec(parameters) ?? []
    if (relations.toLowerCase().split(/\s+/).includes('next')) return target
  }
  return null
}

const originOf = (url: string): string => /^https?:\/\/[^/?#]+/i.exec(url)?.[0].toLowerCase() ?? ''

/**
 * Resolves the link to the next page to a full URL. Throws if the URL has another origin than the page with
 * the link.
 */
const linkFrom = (link: string, page: string, card: string): string => {
  const origin = originOf(page)
  if (/^https?:\/\//i.test(link)) {
    if (originOf(link) === origin) return link
    return fail(
      `The next page of “${card}” is at another host (${originOf(link).slice(0, 100)}), so the page was not requested. Check the response of the service.`
    )
  }
  if (/^[a-z][a-z0-9+.-]*:/i.test(link) || /^[/\\]{2}/.test(link))
    return fail(
      `The next page of “${card}” is not a valid URL of this service. Check the response of the service.`
    )
  if (link.startsWith('?')) return `${page}${link}`
  return link.startsWith('/') ? `${origin}${link}` : `${page.replace(/[^/]*$/, '')}${link}`
}

const isText = (value: unknown): value is string | number =>
  (typeof value === 'string' && value !== '') || typeof value === 'number'

/** Returns the request for the first page. */
export const firstPageOf = ({ pages, pageParameter, firstPage }: Paging): PageRequest => {
  if (pages === 'page') return { is: 'parameter', name: pageParameter, value: firstPage }
  return pages === 'offset' ? { is: 'parameter', name: pageParameter, value: 0 } : { is: 'first' }
}

/**
 * Returns the request for the next page; `null` after the last page. Throws `card.failed` for an invalid path
 * or a link to another host.
 */
export const nextPageOf = (
  paging: Paging,
  page: Page,
  progress: { card: string; pages: number; records: number }
): PageRequest | null => {
  const { pages, nextAt, pageParameter, firstPage } = paging
  switch (pages) {
    case 'none':
      return null
    case 'link': {
      const found =
        nextAt.trim() === '' ? nextInHeader(page.headers.link ?? '') : at(page.json, nextAt, progress.card)
      return isText(found) ? { is: 'link', url: linkFrom(String(found), page.url, progress.card) } : null
    }
    case 'cursor': {
      const found = at(page.json, nextAt, progress.card)
      return isText(found) ? { is: 'parameter', name: pageParameter, value: found } : null
    }
    case 'page':
      return page.records.length === 0
        ? null
        : { is: 'parameter', name: pageParameter, value: firstPage + progress.pages }
    case 'offset':
      return page.records.length === 0
        ? null
        : { is: 'parameter', name: pageParameter, value: progress.records }
  }
}

/** Sets the pagination parameter in a JSON body. Throws `card.failed` if this is not possible. */
const withParameter = (
  body: string | null,
  { name, value }: { name: string; value: Json },
  card: string
): string => {
  const parsed = parseJson(body === null || body.trim() === '' ? '{}' : body)
  if (!parsed.ok || !isJsonObject(parsed.value)) {
    return fail(
      `“${card}” could not request the next page because the request body is not a JSON object. Map an object to Body, or send the parameter in the query.`
    )
  }
  const made = setAt(parsed.value, readPath(name.trim(), card), value)
  if (made.ok) return JSON.stringify(made.value)
  return fail(
    `“${card}” could not set “${name.slice(0, 100)}” in the request body because ${made.why}. Change “Parameter”.`
  )
}

/**
 * Returns the card's request, changed so that it requests this page. If the page has a URL, its query
 * replaces the card's. Throws `card.failed` if the parameter cannot be added to the body.
 */
export const requestForPage = (
  request: HttpRequest,
  page: PageRequest,
  { parameterIn, card }: Pick<Paging, 'parameterIn'> & { card: string }
): HttpRequest => {
  switch (page.is) {
    case 'first':
      return request
    case 'link': {
      const { onlyBelowBase: _, ...rest } = request
      return { ...rest, url: page.url, query: {} }
    }
    case 'parameter':
      return parameterIn === 'body'
        ? { ...request, body: withParameter(request.body, page, card) }
        : { ...request, query: { ...request.query, [page.name]: String(page.value) } }
  }
}
