import { blankReceiving, type Receiving } from './receiving.ts'

/**
 * Receiving rules that accept no external event. Requests must be signed as in Standard Webhooks, with a
 * secret that is generated for the subscription and never revealed.
 */
export const closedReceiving: Receiving = {
  ...blankReceiving,
  verify: [
    {
      id: 'v1',
      algorithm: 'hmac-sha256',
      key: { from: 'generated', decode: 'whsec' },
      content: '{header.webhook-id}.{header.webhook-timestamp}.{body}',
      signature: {
        from: 'header',
        name: 'webhook-signature',
        split: ' ',
        prefix: 'v1,',
        encoding: 'base64'
      },
      time: { from: 'header', name: 'webhook-timestamp', unit: 's', toleranceSeconds: 300 },
      also: []
    }
  ],
  deliveryId: '{header.webhook-id}'
}
