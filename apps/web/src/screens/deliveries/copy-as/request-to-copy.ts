import type { Header } from '@hookwright/model'

/** A request as it is written down for somebody to send. */
export interface RequestToCopy {
  method: string
  url: string
  headers: Header[]
  /** Bytes that are no text come in Base64. */
  body: { text: string } | { base64: string }
}

/** Headers that clients set themselves, or that apply to one connection only. */
const own = new Set([
  'host',
  'content-length',
  'connection',
  'accept-encoding',
  'transfer-encoding',
  'expect',
  'keep-alive'
])

/** A request to an Event URL without what its sender adds by itself. */
export const requestToCopy = (
  eventUrl: string,
  { query, headers, ...rest }: Omit<RequestToCopy, 'url'> & { query: string }
): RequestToCopy => ({
  ...rest,
  url: query === '' ? eventUrl : `${eventUrl}?${query}`,
  headers: headers.filter(({ name }) => !own.has(name.toLowerCase()))
})
