import { blankReceiving, type Receiving } from './receiving.ts'

/**
 * Rules by which nobody outside may send an event: what comes to the Event URL has to be signed as Standard Webhooks says,
 * with a secret that was minted for the subscription and told to nobody.
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
