import { createHmac } from 'node:crypto'
import { z } from 'zod'
import type { Delivery } from './delivery.ts'
import { findDialect, speak } from './dialects.ts'
import { type HttpRequest, requestOf } from './http-request.ts'

/**
 * Signs a delivery like Acme HR: `sha256=` and the hexadecimal HMAC-SHA256 of `timestamp.body`.
 *
 * @param params.timestamp seconds since 1970, as in the header X-Acme-Timestamp
 */
function sign(params: { secret: string; timestamp: number; body: string }): string {
  const hmac = createHmac('sha256', params.secret).update(`${params.timestamp}.${params.body}`, 'utf8')
  return `sha256=${hmac.digest('hex')}`
}

/**
 * Builds the request of a delivery with a new signature.
 * @param now time that is signed with the body, in milliseconds UTC
 */
export function signedRequest(delivery: Delivery, now: number): HttpRequest {
  const { spoken, url, body, secret, subscriptionId } = delivery
  if (spoken === null) return { method: 'POST', url, headers: headersOf(delivery, now), body }
  const { dialect: id, ...request } = spoken
  const dialect = findDialect(id)
  if (dialect === undefined) throw new Error(`the dialect ${id} no longer exists`)
  const plain = { ...request, eventUrl: url, body: new TextEncoder().encode(body) }
  const signed = speak(dialect, plain, { secret, now, registration: { id: subscriptionId } })
  if ('missing' in signed) throw new Error(`the request cannot be signed without ${signed.missing}`)
  return requestOf(signed)
}

const Named = z.object({ id: z.string() })

/**
 * Returns the header line `x-acme-event-id` with the event's id. All deliveries of an event have the same id.
 */
function eventIdIn(body: string): [string, string][] {
  const { data } = Named.safeParse(JSON.parse(body))
  return data === undefined ? [] : [['x-acme-event-id', data.id]]
}

function headersOf({ id, eventType, secret, body }: Delivery, now: number): [string, string][] {
  const timestamp = Math.floor(now / 1000)
  return [
    ['content-type', 'application/json'],
    ['user-agent', 'Acme-Directory/1.0'],
    ['x-acme-delivery', id],
    ['x-acme-event', eventType],
    ...eventIdIn(body),
    ['x-acme-timestamp', String(timestamp)],
    ['x-acme-signature', sign({ secret, timestamp, body })]
  ]
}
