import { defineCard, encodeUrlText, outputs, ports } from '@hookwright/engine'
import { one } from '@hookwright/model'
import { z } from 'zod'
import { encodeFormText } from '../raw-request/encode-form.ts'

const UrlEncodeConfig = z.strictObject({ spaceAsPlus: z.boolean() })
type UrlEncodeConfig = z.infer<typeof UrlEncodeConfig>

/** Card that encodes a text as a component of a URL. */
export const urlEncode = defineCard<UrlEncodeConfig>({
  type: 'url-encode',
  title: 'URL Encode',
  group: 'Text',
  docs: {
    summary: 'Text encoded for a URL path or query',
    aliases: ['escape', 'percent', 'encodeuricomponent', 'query string'],
    help: 'Encodes a text for the path or the query of a URL: every character except letters, digits and - . _ ~ is replaced by % and two hex digits per byte. Turn on “Space as +” for form-encoded bodies.',
    example: {
      config: { spaceAsPlus: false },
      inputs: { text: 'Ada & Eve/2' },
      outputs: { output: 'Ada%20%26%20Eve%2F2' }
    }
  },
  config: UrlEncodeConfig,
  blank: () => ({ config: { spaceAsPlus: false } }),
  settings: [{ kind: 'switch', key: 'spaceAsPlus', label: 'Space as +' }],
  ports: () =>
    ports({
      inputs: [{ id: 'text', label: 'Text', type: one('text'), required: true }],
      outputs: [{ id: 'output', label: 'Output', type: one('text') }]
    }),
  execute: ({ config, inputs }) => {
    const text = String(inputs.text)
    return outputs({ output: config.spaceAsPlus ? encodeFormText(text) : encodeUrlText(text) })
  }
})
