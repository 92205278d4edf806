import type { ServerResponse } from 'node:http'
import type { EventAnswer } from '@hookwright/backend'
import { type Fault, httpStatusOf } from '@hookwright/model'

/** Statuses after which what else the sender has to say is not read, so the connection cannot be used again. */
const closing = new Set([400, 404, 405, 413, 415])

/**
 * A fault as the sender of a delivery sees it: its status, or another one that the card wants, and, as JSON that no
 * browser takes for a page, what every fault is answered with: `{ error: { code, message, details } }`.
 */
export const answerFault = (
  response: ServerResponse,
  fault: Fault,
  given: { status?: number | null; retryAfter?: number | null } = {}
): void => {
  if (response.headersSent) return
  const body = Buffer.from(JSON.stringify({ error: fault.toData() }))
  const status = given.status ?? httpStatusOf(fault.code)
  response.statusCode = status
  response.setHeader('content-type', 'application/json')
  response.setHeader('content-length', body.length)
  response.setHeader('x-content-type-options', 'nosniff')
  response.setHeader('content-security-policy', 'sandbox')
  if (given.retryAfter) response.setHeader('retry-after', String(given.retryAfter))
  if (closing.has(status)) response.setHeader('connection', 'close')
  response.end(body)
}

/** Statuses that have no body, not even its length. */
const isBare = (status: number): boolean => status === 204 || status === 304

/** Tells the sender what was made of its request. */
export const answerEvent = (response: ServerResponse, answer: EventAnswer): void => {
  if (answer.is === 'fault') {
    if (answer.fault.code === 'event-url.method') {
      response.setHeader('allow', String(answer.fault.details.methods ?? ''))
    }
    answerFault(response, answer.fault, answer)
    return
  }
  const { status, headers, body } = answer
  // Names and values in turn, which Node writes as they are: setting them one by one costs as much as sending them.
  // Their values were checked where they came from (`handshake.ts` of the model); of a name that is there twice the last counts.
  const lines: string[] = []
  for (const { name, value } of headers) {
    const known = lines.findIndex((line, at) => at % 2 === 0 && line.toLowerCase() === name.toLowerCase())
    if (known >= 0) lines.splice(known, 2)
    lines.push(name, value)
  }
  if (!isBare(status)) lines.push('content-length', String(Buffer.byteLength(body)))
  response.writeHead(status, lines)
  if (body === '' || isBare(status)) response.end()
  else response.end(body)
}
