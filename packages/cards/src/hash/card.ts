import { defineCard, type HashAlgorithm, outputs, ports, type Setting } from '@hookwright/engine'
import { bytesOf, one } from '@hookwright/model'
import { z } from 'zod'
import { ByteEncoding, encodeBytes, encodingSetting } from '../kernel/byte-encoding.ts'

/** Hash algorithms. MD5 and SHA-1 are included for services that still require them. */
export const Algorithm = z.enum(
  ['sha256', 'sha1', 'sha512', 'sha384', 'md5'],
  'The algorithm must be sha256, sha1, sha512, sha384 or md5. Choose one of them.'
) satisfies z.ZodType<HashAlgorithm>

/** Setting for the algorithm. Its value is stored in the card's config under `key`. */
export const algorithmSetting = {
  kind: 'choice',
  key: 'algorithm',
  label: 'Algorithm',
  choices: [
    { value: 'sha256', label: 'SHA-256' },
    { value: 'sha512', label: 'SHA-512' },
    { value: 'sha384', label: 'SHA-384' },
    { value: 'sha1', label: 'SHA-1' },
    { value: 'md5', label: 'MD5' }
  ]
} satisfies Setting

const HashConfig = z.strictObject({ algorithm: Algorithm, encoding: ByteEncoding })
type HashConfig = z.infer<typeof HashConfig>

/** Card that returns the digest of a text. */
export const hash = defineCard<HashConfig>({
  type: 'hash',
  title: 'Hash',
  group: 'Encryption',
  docs: {
    summary: 'Hash of a text, such as SHA-256',
    aliases: ['sha', 'sha256', 'md5', 'digest', 'checksum', 'crypto'],
    help: 'Computes the hash of the UTF-8 bytes of a text. Choose the algorithm and the output encoding that the service asks for. Use SHA-256 unless the service requires another one; MD5 and SHA-1 are not secure. To sign a text with a key, use HMAC.',
    example: {
      config: { algorithm: 'sha256', encoding: 'hex' },
      inputs: { text: 'abc' },
      outputs: { digest: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad' }
    }
  },
  config: HashConfig,
  blank: () => ({ config: { algorithm: 'sha256', encoding: 'hex' } }),
  settings: [algorithmSetting, encodingSetting],
  ports: () =>
    ports({
      inputs: [{ id: 'text', label: 'Text', type: one('text'), required: true }],
      outputs: [{ id: 'digest', label: 'Digest', type: one('text') }]
    }),
  execute: ({ config, inputs, fx }) => {
    const bytes = fx.crypto.hash(config.algorithm, bytesOf(String(inputs.text)))
    return outputs({ digest: encodeBytes(bytes, config.encoding) })
  }
})
