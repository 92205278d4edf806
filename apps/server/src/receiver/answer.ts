import type { ServerResponse } from 'node:http'
import { type Fault, httpStatusOf } from '@hookwright/model'

/** An answer without a body. */
export const answerEmpty = (response: ServerResponse, status: number): void => {
  response.statusCode = status
  response.setHeader('content-length', '0')
  response.end()
}

/** Statuses after which what else the sender has to say is not read, so the connection cannot be used again. */
const closing = new Set([400, 404, 405, 413, 415])

/**
 * A fault as the sender of a delivery sees it: its status and, as JSON that no browser takes for a page, what every
 * fault is answered with: `{ error: { code, message, details } }`.
 */
export const answerFault = (response: ServerResponse, fault: Fault, retryAfter?: number): void => {
  if (response.headersSent) return
  const body = Buffer.from(JSON.stringify({ error: fault.toData() }))
  const status = httpStatusOf(fault.code)
  response.statusCode = status
  response.setHeader('content-type', 'application/json')
  response.setHeader('content-length', body.length)
  response.setHeader('x-content-type-options', 'nosniff')
  response.setHeader('content-security-policy', 'sandbox')
  if (retryAfter !== undefined) response.setHeader('retry-after', String(retryAfter))
  if (closing.has(status)) response.setHeader('connection', 'close')
  response.end(body)
}
