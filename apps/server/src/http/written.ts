import type { ServerResponse } from 'node:http'
import { STATUS_CODES, validateHeaderName, validateHeaderValue } from 'node:http'

/** An answer as it goes out, whatever carries it. */
export interface Written {
  status: number
  /** Header lines, names and values in turn, without what tells of the connection. Of a name none is there twice. */
  lines: string[]
  body: string
  /** True if nothing more is read from the connection. */
  closes: boolean
}

/** Writes an answer to a response of node:http. Throws what that throws at a header that cannot be sent. */
export const respond = (response: ServerResponse, { status, lines, body, closes }: Written): void => {
  if (response.headersSent) return
  if (closes) response.shouldKeepAlive = false
  response.writeHead(status, lines)
  if (body === '') response.end()
  else response.end(body)
}

/**
 * The bytes of an answer, as text, with the lines that node:http would add.
 *
 * @param given.keepAlive for how many seconds the connection is kept open, and how many requests it may ask; null where it
 *   is closed
 * @param given.date as RFC 9110 (5.6.7) writes it
 * @throws what node:http throws at a header that cannot be sent
 */
export const textOf = (
  { status, lines, body }: Written,
  given: { keepAlive: { seconds: number; most: number } | null; date: string }
): string => {
  let head = `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? 'unknown'}\r\n`
  for (let at = 0; at + 1 < lines.length; at += 2) {
    const name = lines[at] ?? ''
    const value = lines[at + 1] ?? ''
    validateHeaderName(name)
    validateHeaderValue(name, value)
    head += `${name}: ${value}\r\n`
  }
  const kept =
    given.keepAlive === null
      ? 'Connection: close'
      : `Connection: keep-alive\r\nKeep-Alive: timeout=${given.keepAlive.seconds}, max=${given.keepAlive.most}`
  return `${head}Date: ${given.date}\r\n${kept}\r\n\r\n${body}`
}
