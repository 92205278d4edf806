import type { ServerResponse } from 'node:http'
import { STATUS_CODES, validateHeaderName, validateHeaderValue } from 'node:http'

/** An HTTP response, independent of its transport. */
export interface Written {
  status: number
  /** Header lines as alternating names and values, without connection headers and duplicates. */
  lines: string[]
  body: string
  /** True if nothing more is read from the connection. */
  closes: boolean
}

/** Writes a response through node:http. Throws the error of node:http for an invalid header. */
export const respond = (response: ServerResponse, { status, lines, body, closes }: Written): void => {
  if (response.headersSent) return
  if (closes) response.shouldKeepAlive = false
  response.writeHead(status, lines)
  if (body === '') response.end()
  else response.end(body)
}

/**
 * Returns a response as text, including the header lines that node:http would add.
 *
 * @param params.keepAlive seconds for which the connection stays open, and its remaining number of requests;
 * null to close the connection
 * @param params.date current time in the format of RFC 9110 (5.6.7)
 * @throws the error of node:http for an invalid header
 */
export const textOf = (
  { status, lines, body }: Written,
  params: { keepAlive: { seconds: number; most: number } | null; date: string }
): string => {
  let head = `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? 'unknown'}\r\n`
  for (let at = 0; at + 1 < lines.length; at += 2) {
    const name = lines[at] ?? ''
    const value = lines[at + 1] ?? ''
    validateHeaderName(name)
    validateHeaderValue(name, value)
    head += `${name}: ${value}\r\n`
  }
  const stored =
    params.keepAlive === null
      ? 'Connection: close'
      : `Connection: keep-alive\r\nKeep-Alive: timeout=${params.keepAlive.seconds}, max=${params.keepAlive.most}`
  return `${head}Date: ${params.date}\r\n${stored}\r\n\r\n${body}`
}
