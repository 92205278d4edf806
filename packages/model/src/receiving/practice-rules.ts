import { blankReceiving, type Receiving } from './receiving.ts'

/** How the practice service sends: HMAC-SHA256 over the time of sending and the body, with the key that it was told. */
export const practiceRules: Receiving = {
  ...blankReceiving,
  verify: [
    {
      id: 'signature',
      algorithm: 'hmac-sha256',
      key: { from: 'generated', decode: 'text' },
      content: '{header.X-Acme-Timestamp}.{body}',
      signature: { from: 'header', name: 'X-Acme-Signature', split: '', prefix: 'sha256=', encoding: 'hex' },
      time: { from: 'header', name: 'X-Acme-Timestamp', unit: 's', toleranceSeconds: 300 },
      also: []
    }
  ]
}
