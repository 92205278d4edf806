import { defineCard, outputs, ports } from '@hookwright/engine'
import { bytesOf, encodeBase64, one } from '@hookwright/model'
import { z } from 'zod'

const Base64Config = z.strictObject({ urlSafe: z.boolean() })
type Base64Config = z.infer<typeof Base64Config>

/** Card that encodes text as Base64. */
export const base64 = defineCard<Base64Config>({
  type: 'base64',
  title: 'Base64',
  group: 'Text',
  docs: {
    summary: 'Base64 from text',
    aliases: ['encode', 'btoa', 'binary'],
    help: 'Encodes the UTF-8 bytes of a text as Base64. The URL-safe form uses - and _ and has no = at its end. Base64 is no encryption: anyone can decode it.',
    example: {
      config: { urlSafe: false },
      inputs: { text: 'ada:secret' },
      outputs: { output: 'YWRhOnNlY3JldA==' }
    }
  },
  config: Base64Config,
  blank: () => ({ config: { urlSafe: false } }),
  settings: [{ kind: 'switch', key: 'urlSafe', label: 'URL-safe' }],
  ports: () =>
    ports({
      inputs: [{ id: 'text', label: 'Text', type: one('text'), required: true }],
      outputs: [{ id: 'output', label: 'Output', type: one('text') }]
    }),
  execute: ({ config, inputs }) =>
    outputs({
      output: encodeBase64(bytesOf(String(inputs.text)), config.urlSafe ? 'base64url' : 'base64')
    })
})
