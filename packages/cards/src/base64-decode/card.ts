import { defineCard, ports } from '@hookwright/engine'
import { one } from '@hookwright/model'
import { z } from 'zod'

export const Base64DecodeConfig = z.strictObject({})
export type Base64DecodeConfig = z.infer<typeof Base64DecodeConfig>

/** Text from Base64. */
export const base64Decode = defineCard<Base64DecodeConfig>({
  type: 'base64-decode',
  title: 'Base64 Decode',
  group: 'Text',
  help: 'Reads Base64 and gives the text that it stands for. Takes the usual form and the one that is safe in URLs, with or without = at the end. Fails when the input is not Base64 or its bytes are not UTF-8 text, as those of an image are not.',
  config: Base64DecodeConfig,
  blank: () => ({ config: {} }),
  ports: () =>
    ports({
      inputs: [{ id: 'text', label: 'Text', type: one('text'), required: true }],
      outputs: [{ id: 'output', label: 'Output', type: one('text') }]
    }),
  example: { config: {}, inputs: { text: 'YWRhOnNlY3JldA==' }, outputs: { output: 'ada:secret' } },
  deed: () => import('./deed.ts')
})
