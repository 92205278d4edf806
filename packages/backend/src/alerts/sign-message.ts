import type { AlertMessage, Millis } from '@hookwright/model'
import type { Effects } from '../kernel/effects.ts'

const PREFIX = 'whsec_'

/** Returns a new secret: `whsec_` and 32 random bytes in base64 (Standard Webhooks, “Signature scheme”). */
export const newAlertSecret = ({ randomBytes }: Pick<Effects, 'randomBytes'>): string =>
  `${PREFIX}${Buffer.from(randomBytes(32)).toString('base64')}`

/**
 * Returns the headers of a delivery attempt (Standard Webhooks, “Webhook headers”): the message id, the time
 * of the attempt in seconds, and one signature per secret.
 */
export const signedHeaders = (
  { crypto }: Pick<Effects, 'crypto'>,
  { id, body }: Pick<AlertMessage, 'id' | 'body'>,
  { secrets, at }: { secrets: string[]; at: Millis }
): Record<string, string> => {
  const timestamp = String(Math.floor(at / 1000))
  const signed = new TextEncoder().encode(`${id}.${timestamp}.${body}`)
  const signatures = secrets.map(secret => {
    const key = Buffer.from(secret.slice(PREFIX.length), 'base64')
    return `v1,${Buffer.from(crypto.hmac('sha256', key, signed)).toString('base64')}`
  })
  return {
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': signatures.join(' ')
  }
}
