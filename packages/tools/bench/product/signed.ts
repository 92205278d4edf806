import { createHmac } from 'node:crypto'
import type { Receiving } from '@hookwright/model'

/**
 * Signing secret of the benches' deliveries. It is not used anywhere else and is deleted with the data
 * folder.
 */
export const signingSecret = 'only for this one bench'

const header = 'X-Hub-Signature-256'

/** Connection field for the signing secret. */
export const secretField = {
  id: 'signing_secret',
  label: 'Signing secret',
  entry: 'password',
  required: true
} as const

/** Receiving rules of GitHub signatures: HMAC-SHA256 of the exact body. */
export const signedReceiving: Receiving = {
  verify: [
    {
      id: 'body',
      algorithm: 'hmac-sha256',
      key: { from: 'connection', field: secretField.id, decode: 'text' },
      content: '{body}',
      signature: {
        from: 'header',
        name: header.toLowerCase(),
        split: '',
        prefix: 'sha256=',
        encoding: 'hex'
      },
      time: null,
      also: []
    }
  ],
  handshake: [],
  answer: {
    accepted: { status: 202, type: 'text/plain', body: '' },
    refused: 401,
    overloaded: 503,
    off: 410,
    paused: 202
  },
  deliveryId: '',
  recordId: '',
  order: { mode: 'none', key: '' },
  filter: [],
  limits: { maxBytes: 1_048_576, contentTypes: [], perSecond: 10_000, burst: 100_000 },
  methods: ['POST']
}

/** Returns the value of the signature header for a body. */
export function signatureOf(body: Buffer): string {
  return `sha256=${createHmac('sha256', signingSecret).update(body).digest('hex')}`
}
