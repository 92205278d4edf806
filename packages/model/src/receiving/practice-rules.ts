import type { KeySource } from './key-source.ts'
import { blankReceiving, type Receiving } from './receiving.ts'

/**
 * Returns the receiving rules of the practice service: HMAC-SHA256 over timestamp and body. The same event
 * has the same id for all subscriptions.
 */
export const practiceRules = (key: KeySource): Receiving => ({
  ...blankReceiving,
  verify: [
    {
      id: 'signature',
      algorithm: 'hmac-sha256',
      key,
      content: '{header.X-Acme-Timestamp}.{body}',
      signature: { from: 'header', name: 'X-Acme-Signature', split: '', prefix: 'sha256=', encoding: 'hex' },
      time: { from: 'header', name: 'X-Acme-Timestamp', unit: 's', toleranceSeconds: 300 },
      also: []
    }
  ],
  deliveryId: '{header.X-Acme-Event-Id}'
})
