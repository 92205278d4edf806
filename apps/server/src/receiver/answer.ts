import type { EventAnswer } from '@hookwright/backend'
import { type Fault, httpStatusOf } from '@hookwright/model'
import type { Written } from '../http/written.ts'

/** Statuses after which the remaining request is not read, so the connection cannot be reused. */
const closing = new Set([400, 404, 405, 413, 415])

/**
 * Formats a fault as the response to a delivery. The status is the card's status, if it sets one, otherwise
 * the fault's. The body is the usual JSON `{ error: { code, message, details } }`, with headers that prevent
 * rendering in a browser. `bare` omits the body.
 */
export const writtenFault = (
  fault: Fault,
  params: { status?: number | null; retryAfter?: number | null; bare?: boolean } = {}
): Written => {
  const isEmpty = params.bare === true
  const body = isEmpty ? '' : JSON.stringify({ error: fault.toData() })
  const status = params.status ?? httpStatusOf(fault.code)
  const lines = [
    ...(isEmpty ? [] : ['content-type', 'application/json']),
    'content-length',
    String(Buffer.byteLength(body)),
    ...(isEmpty ? [] : ['x-content-type-options', 'nosniff', 'content-security-policy', 'sandbox'])
  ]
  if (fault.code === 'event-url.method') lines.push('allow', String(fault.details.methods ?? ''))
  if (params.retryAfter) lines.push('retry-after', String(params.retryAfter))
  return { status, lines, body, closes: closing.has(status) }
}

/** Returns true for a status without a body or a Content-Length (RFC 9110, 8.6). */
export const isBare = (status: number): boolean => status === 204 || status === 304

/** Formats the answer to an event as an HTTP response. */
export const writtenAnswer = (answer: EventAnswer): Written => {
  if (answer.is === 'fault') return writtenFault(answer.fault, answer)
  const { status, headers } = answer
  const body = isBare(status) ? '' : answer.body
  // Their values were checked where they came from (`handshake.ts` of the model); of a name that is there twice the last counts.
  const lines: string[] = []
  for (const { name, value } of headers) {
    const known = lines.findIndex((line, at) => at % 2 === 0 && line.toLowerCase() === name.toLowerCase())
    if (known >= 0) lines.splice(known, 2)
    lines.push(name, value)
  }
  if (!isBare(status)) lines.push('content-length', String(Buffer.byteLength(body)))
  return { status, lines, body, closes: false }
}
