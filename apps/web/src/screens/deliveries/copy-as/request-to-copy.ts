import type { Header } from '@hookwright/model'

/** A request to format for resending. */
export interface RequestToCopy {
  method: string
  url: string
  headers: Header[]
  /** Body of the request; binary bytes are in Base64. */
  body: { text: string } | { base64: string }
}

/** Headers that HTTP clients set themselves, or that apply to a single connection. */
const own = new Set([
  'host',
  'content-length',
  'connection',
  'accept-encoding',
  'transfer-encoding',
  'expect',
  'keep-alive'
])

/** Returns a request to an Event URL without the headers that HTTP clients add automatically. */
export const requestToCopy = (
  eventUrl: string,
  { query, headers, ...rest }: Omit<RequestToCopy, 'url'> & { query: string }
): RequestToCopy => ({
  ...rest,
  url: query === '' ? eventUrl : `${eventUrl}?${query}`,
  headers: headers.filter(({ name }) => !own.has(name.toLowerCase()))
})
