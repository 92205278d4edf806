import type { CardDocs } from '@hookwright/engine'

export const hmacDocs: CardDocs = {
  help: 'Signs a text with a secret key, as many services do with what they send and ask of what they receive. Choose the algorithm and how the digest is written as the service asks for it. The key is taken as text; if the service gives it in hex or Base64, say so, and its bytes are used.',
  example: {
    config: { algorithm: 'sha256', encoding: 'hex', keyEncoding: 'text' },
    inputs: { text: 'what do ya want for nothing?', key: 'Jefe' },
    outputs: { digest: '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843' }
  }
}
