import { createHmac } from 'node:crypto'

/**
 * Signs a delivery the way Acme HR does: `sha256=` and the hexadecimal HMAC-SHA256 of `timestamp.body`.
 *
 * @param given.timestamp seconds since 1970, as in the header X-Acme-Timestamp
 */
export function sign(given: { secret: string; timestamp: number; body: string }): string {
  const hmac = createHmac('sha256', given.secret).update(`${given.timestamp}.${given.body}`, 'utf8')
  return `sha256=${hmac.digest('hex')}`
}
