import { defineCard, ports } from '@hookwright/engine'
import { one } from '@hookwright/model'
import { z } from 'zod'
import { Algorithm, algorithmSetting } from '../hash/algorithm.ts'
import { ByteEncoding, encodingSetting } from '../kernel/byte-encoding.ts'

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
  execute: () => import('./execute.ts')
})
