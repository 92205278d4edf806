import { defineCard, outputs, ports } from '@hookwright/engine'
import { decodeBase64, Fault, one, textOf } from '@hookwright/model'
import { z } from 'zod'

const Base64DecodeConfig = z.strictObject({})
type Base64DecodeConfig = z.infer<typeof Base64DecodeConfig>

/** Card that decodes Base64 into text. */
export const base64Decode = defineCard<Base64DecodeConfig>({
  type: 'base64-decode',
  title: 'Base64 Decode',
  group: 'Text',
  docs: {
    summary: 'Text from Base64',
    aliases: ['decode', 'atob', 'binary'],
    help: 'Decodes Base64 to text. It accepts the standard and the URL-safe form, with or without = at the end. The card fails if the input is not Base64, or if its bytes are not UTF-8 text, such as those of an image.',
    example: { config: {}, inputs: { text: 'YWRhOnNlY3JldA==' }, outputs: { output: 'ada:secret' } }
  },
  config: Base64DecodeConfig,
  blank: () => ({ config: {} }),
  ports: () =>
    ports({
      inputs: [{ id: 'text', label: 'Text', type: one('text'), required: true }],
      outputs: [{ id: 'output', label: 'Output', type: one('text') }]
    }),
  /**
   * Decodes the text. Throws `card.not-base64` for invalid Base64, `card.failed` for bytes that are
   * not UTF-8.
   */
  execute: ({ inputs, name }) => {
    const bytes = decodeBase64(String(inputs.text))
    if (bytes === null) throw new Fault('card.not-base64', { card: name })
    const text = textOf(bytes)
    if (text === null) {
      throw new Fault('card.failed', {
        message: `The Base64 passed to “${name}” does not contain UTF-8 text. Map the Base64 of a UTF-8 text.`
      })
    }
    return outputs({ output: text })
  }
})
