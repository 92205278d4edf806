import { defineCard, ports } from '@hookwright/engine'
import { one } from '@hookwright/model'
import { z } from 'zod'
import { ByteEncoding, encodingSetting } from '../encoding/byte-encoding.ts'
import { Algorithm, algorithmSetting } from '../hash/algorithm.ts'

export const HmacConfig = z.strictObject({
  algorithm: Algorithm,
  encoding: ByteEncoding,
  keyEncoding: z.enum(
    ['text', 'hex', 'base64'],
    'The key is given as text, hex or base64; choose one of them.'
  )
})
export type HmacConfig = z.infer<typeof HmacConfig>

/** The signature of a text with a key. */
export const hmac = defineCard<HmacConfig>({
  type: 'hmac',
  title: 'HMAC',
  group: 'Encryption',
  help: 'Signs a text with a secret key, as many services do with what they send and ask of what they receive. Choose the algorithm and how the digest is written as the service asks for it. The key is taken as text; if the service gives it in hex or Base64, say so, and its bytes are used.',
  config: HmacConfig,
  blank: () => ({ config: { algorithm: 'sha256', encoding: 'hex', keyEncoding: 'text' } }),
  settings: [
    algorithmSetting,
    encodingSetting,
    {
      kind: 'choice',
      key: 'keyEncoding',
      label: 'Key given as',
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
  example: {
    config: { algorithm: 'sha256', encoding: 'hex', keyEncoding: 'text' },
    inputs: { text: 'what do ya want for nothing?', key: 'Jefe' },
    outputs: { digest: '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843' }
  },
  deed: () => import('./deed.ts')
})
