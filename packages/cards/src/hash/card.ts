import { defineCard, ports } from '@hookwright/engine'
import { one } from '@hookwright/model'
import { z } from 'zod'
import { ByteEncoding, encodingSetting } from '../kernel/byte-encoding.ts'
import { Algorithm, algorithmSetting } from './algorithm.ts'

export const HashConfig = z.strictObject({ algorithm: Algorithm, encoding: ByteEncoding })
export type HashConfig = z.infer<typeof HashConfig>

/** The digest of a text. */
export const hash = defineCard<HashConfig>({
  type: 'hash',
  title: 'Hash',
  group: 'Encryption',
  config: HashConfig,
  blank: () => ({ config: { algorithm: 'sha256', encoding: 'hex' } }),
  settings: [algorithmSetting, encodingSetting],
  ports: () =>
    ports({
      inputs: [{ id: 'text', label: 'Text', type: one('text'), required: true }],
      outputs: [{ id: 'digest', label: 'Digest', type: one('text') }]
    }),
  execute: () => import('./execute.ts')
})
