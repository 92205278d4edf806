import { defineCard, outputs, ports } from '@hookwright/engine'
import { bytesOf, decodeBase64, Fault, one } from '@hookwright/model'
import { z } from 'zod'
import { Algorithm, algorithmSetting } from '../hash/card.ts'
import { ByteEncoding, decodeHex, encodeBytes, encodingSetting } from '../kernel/byte-encoding.ts'

const HmacConfig = z.strictObject({
  algorithm: Algorithm,
  encoding: ByteEncoding,
  keyEncoding: z.enum(['text', 'hex', 'base64'], 'The key must be text, hex or base64. Choose one of them.')
})
type HmacConfig = z.infer<typeof HmacConfig>

const keyReaders: Record<HmacConfig['keyEncoding'], (key: string) => Uint8Array | null> = {
  text: bytesOf,
  hex: decodeHex,
  base64: decodeBase64
}

/** Card that signs a text with a key. */
export const hmac = defineCard<HmacConfig>({
  type: 'hmac',
  title: 'HMAC',
  group: 'Encryption',
  docs: {
    summary: 'Signs a text with a secret key',
    aliases: ['sign', 'signature', 'verify', 'webhook', 'crypto', 'secret'],
    help: 'Signs a text with a secret key, as many services require for requests and use for their webhooks. Choose the algorithm and the output encoding that the service asks for. The key is read as text unless you choose hex or Base64.',
    example: {
      config: { algorithm: 'sha256', encoding: 'hex', keyEncoding: 'text' },
      inputs: { text: 'what do ya want for nothing?', key: 'Jefe' },
      outputs: { digest: '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843' }
    }
  },
  config: HmacConfig,
  blank: () => ({ config: { algorithm: 'sha256', encoding: 'hex', keyEncoding: 'text' } }),
  settings: [
    algorithmSetting,
    encodingSetting,
    {
      kind: 'choice',
      key: 'keyEncoding',
      label: 'Key encoding',
      choices: [
        { value: 'text', label: 'Text' },
        { value: 'hex', label: 'Hex' },
        { value: 'base64', label: 'Base64' }
      ]
    }
  ],
  ports: () =>
    ports({
      inputs: [
        { id: 'text', label: 'Text', type: one('text'), required: true },
        { id: 'key', label: 'Key', type: one('text'), required: true }
      ],
      outputs: [{ id: 'digest', label: 'Digest', type: one('text') }]
    }),
  /**
   * Returns the HMAC of the text's UTF-8 bytes. Throws `card.failed` if the key is not valid in its encoding;
   * the error does not contain the key.
   */
  execute: ({ config, inputs, name, fx }) => {
    const key = keyReaders[config.keyEncoding](String(inputs.key))
    if (key === null) {
      const encoding = config.keyEncoding === 'hex' ? 'hex' : 'Base64'
      throw new Fault('card.failed', {
        message: `The key of “${name}” is not ${encoding}. Map another key or change its encoding.`
      })
    }
    const bytes = fx.crypto.hmac(config.algorithm, key, bytesOf(String(inputs.text)))
    return outputs({ digest: encodeBytes(bytes, config.encoding) })
  }
})
