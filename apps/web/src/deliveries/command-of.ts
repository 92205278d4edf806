import { curlOf, type Header } from '@hookwright/model'
import type { OpenDeliveryTold } from '../history/told.ts'

/** What curl sets itself, or what holds for one connection only. */
const own = new Set([
  'host',
  'content-length',
  'connection',
  'accept-encoding',
  'transfer-encoding',
  'expect',
  'keep-alive'
])

const kept = (headers: Header[]): Header[] => headers.filter(({ name }) => !own.has(name.toLowerCase()))

/** The command that sends a request again; bytes that are no text come from a pipe. */
export const commandOf = (
  {
    method,
    arrival
  }: Pick<OpenDeliveryTold, 'method'> & {
    arrival: NonNullable<OpenDeliveryTold['arrival']>
  },
  eventUrl: string
): string => {
  const { headers, query, text, base64 } = arrival
  const request = { method, url: query === '' ? eventUrl : `${eventUrl}?${query}`, headers: kept(headers) }
  if (text !== null || base64 === null) return curlOf({ ...request, body: text ?? '' })
  return `printf %s '${base64}' | base64 -d |\n${curlOf({ ...request, body: '' })} \\\n  --data-binary @-`
}
