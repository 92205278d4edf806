import { defineCard, outputs, ports } from '@hookwright/engine'
import { Fault, one } from '@hookwright/model'
import { z } from 'zod'

const UrlDecodeConfig = z.strictObject({ plusAsSpace: z.boolean() })
type UrlDecodeConfig = z.infer<typeof UrlDecodeConfig>

/** Decodes a component of a URL. Returns null if the text is not encoded properly. */
const decodeUrlText = (text: string): string | null => {
  try {
    return decodeURIComponent(text)
  } catch {
    return null
  }
}

/** Card that decodes a component of a URL. */
export const urlDecode = defineCard<UrlDecodeConfig>({
  type: 'url-decode',
  title: 'URL Decode',
  group: 'Text',
  docs: {
    summary: 'Text decoded from a URL path or query',
    aliases: ['unescape', 'percent', 'decodeuricomponent'],
    help: 'Decodes a text from the path or the query of a URL: % and two hex digits become one byte of the text. Turn on “+ as space” for form-encoded bodies. The card fails if the bytes are not UTF-8 text.',
    example: {
      config: { plusAsSpace: false },
      inputs: { text: 'Ada%20%26%20Eve%2F2' },
      outputs: { output: 'Ada & Eve/2' }
    }
  },
  config: UrlDecodeConfig,
  blank: () => ({ config: { plusAsSpace: false } }),
  settings: [{ kind: 'switch', key: 'plusAsSpace', label: '+ as space' }],
  ports: () =>
    ports({
      inputs: [{ id: 'text', label: 'Text', type: one('text'), required: true }],
      outputs: [{ id: 'output', label: 'Output', type: one('text') }]
    }),
  /**
   * Returns the decoded text.
   * @throws `card.failed` for a text that is not encoded properly
   */
  execute: ({ config, inputs, name }) => {
    const text = String(inputs.text)
    const output = decodeUrlText(config.plusAsSpace ? text.replaceAll('+', ' ') : text)
    if (output !== null) return outputs({ output })
    throw new Fault('card.failed', {
      message: `The text that “${name}” received is not URL-encoded UTF-8. Map a text in which each % is followed by two hex digits.`
    })
  }
})
