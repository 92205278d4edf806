import type { CardDocs } from '@hookwright/engine'

export const hashDocs: CardDocs = {
  help: 'Computes the digest of a text, taken as UTF-8 bytes. Choose the algorithm and how the digest is written as the service asks for it. Use SHA-256 unless told otherwise; MD5 and SHA-1 protect nothing any more. To sign a text with a key, use HMAC instead.',
  example: {
    config: { algorithm: 'sha256', encoding: 'hex' },
    inputs: { text: 'abc' },
    outputs: { digest: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad' }
  }
}
